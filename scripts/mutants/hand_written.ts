/**
 * Mutants that are written by hand, one for each mistake that people really make.
 *
 * They are found by folder: every file of `hand_written/` exports `mutants`.
 *
 * @module
 */
import type { Mutant } from "./mutant.ts";

const folder = new URL("./hand_written/", import.meta.url);
const names = Array.from(Deno.readDirSync(folder), ({ name }) => name).toSorted();
const topics = await Promise.all(
  names.map(async (name): Promise<readonly [topic: string, readonly Mutant[]]> => {
    const { mutants } = await import(new URL(name, folder).href);
    return [name.replace(/\.ts$/, ""), mutants];
  }),
);

/** All of them, by what they get wrong: the names of their files. */
export const handWrittenByTopic: Readonly<Record<string, readonly Mutant[]>> = Object.fromEntries(
  topics,
);

/** All of them. */
export const handWritten: readonly Mutant[] = Object.values(handWrittenByTopic).flat();
