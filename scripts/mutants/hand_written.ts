/**
 * Mutants that are written by hand, one for each mistake that people really make.
 *
 * They are found by folder: every file of `hand_written/` and of `unseen/` exports `mutants`. Those of
 * `unseen/` were written without a look at the checks, before these were made to find them; so
 * they tell what the suite finds of what nobody thought of. None of them is edited or removed.
 *
 * @module
 */
import type { Mutant } from "./mutant.ts";

/** Mutants by what they get wrong: the names of their files. */
export type ByTopic = Readonly<Record<string, readonly Mutant[]>>;

/** Written with the checks in mind. */
export const handWrittenByTopic: ByTopic = await mutantsIn("./hand_written/");

/** Written without. */
export const unseenByTopic: ByTopic = await mutantsIn("./unseen/");

/** All that are written by hand. */
export const handWritten: readonly Mutant[] = [handWrittenByTopic, unseenByTopic]
  .flatMap((topics) => Object.values(topics).flat());

async function mutantsIn(path: string): Promise<ByTopic> {
  const folder = new URL(path, import.meta.url);
  const names = Array.from(Deno.readDirSync(folder), ({ name }) => name).toSorted();
  const topics = await Promise.all(
    names.map(async (name): Promise<readonly [topic: string, readonly Mutant[]]> => {
      const { mutants } = await import(new URL(name, folder).href);
      return [name.replace(/\.ts$/, ""), mutants];
    }),
  );
  return Object.fromEntries(topics);
}
