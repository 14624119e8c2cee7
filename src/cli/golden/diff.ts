/**
 * `lossproof golden diff`: what is different between two golden folders.
 *
 * @module
 */
import { foreignLine } from "../../foreign_text.ts";
import { canaryName, changeLines, diffFixtures, type Fixture } from "../../golden/internal.ts";
import { exitCodes } from "../failure.ts";
import type { Io } from "../world/io.ts";
import { fixturesIn, produceShowing, requireFolder } from "./folder.ts";

/**
 * Tells how the cases of two folders differ, loss by loss.
 *
 * @param before the older folder
 * @param after the newer one; absent: what would be made now
 * @returns the exit code: 0 the cases are the same, 1 they differ
 * @throws {Error} when a folder cannot be read, or holds a file that is no golden file
 */
export async function diffGolden(
  before: string,
  after: string | undefined,
  io: Io,
): Promise<number> {
  const old = fixturesIn(await requireFolder(before, io), before);
  const now = after === undefined
    ? await producedNow(io)
    : fixturesIn(await requireFolder(after, io), after);
  let differing = 0;
  for (const file of [...new Set([...old.keys(), ...now.keys()])]) {
    // The canary follows the others.
    if (file === canaryName) continue;
    const loss = foreignLine(file.replace(/\.json$/, ""));
    const lines = linesOf(old.get(file), now.get(file));
    differing += lines.length;
    if (lines.length === 0) continue;
    io.out([loss, ...lines.map((line) => `  ${line}`)].map((line) => `${line}\n`).join(""));
  }
  io.out(differing === 0 ? "The cases are the same\n" : `\n${differing} differences\n`);
  return differing === 0 ? exitCodes.conforms : exitCodes.doesNotConform;
}

async function producedNow(io: Io): Promise<ReadonlyMap<string, Fixture>> {
  const interruption = io.watchInterrupts?.(false);
  try {
    return (await produceShowing(io, interruption?.signal)).fixtures;
  } finally {
    interruption?.stop();
  }
}

function linesOf(old: Fixture | undefined, now: Fixture | undefined): string[] {
  if (now === undefined) return ["the whole file is gone"];
  if (old === undefined) return [`the whole file is new, ${now.cases.length} cases`];
  return diffFixtures(old, now).flatMap(changeLines);
}
