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
const files = await Promise.all(
  names.map(async (name): Promise<{ readonly mutants: readonly Mutant[] }> =>
    await import(new URL(name, folder).href)
  ),
);

/** All of them, file by file. */
export const handWritten: readonly Mutant[] = files.flatMap(({ mutants }) => mutants);
