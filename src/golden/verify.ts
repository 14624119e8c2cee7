/**
 * Verifying the golden folder: every byte, every digest, and all roads to each number.
 *
 * @module
 */
import type { Adapter } from "../adapters/mod.ts";
import { SpecError } from "../spec_files/mod.ts";
import type { Spec } from "../spec/mod.ts";
import { askCases } from "./ask.ts";
import { type Change, diffFixtures } from "./diff.ts";
import { type Files, isCompanion, sameBytes, toText } from "./files.ts";
import type { Fixture } from "./fixture.ts";
import { type FolderProblem, manifestProblems } from "./manifest.ts";
import { canaryName, type Produced } from "./produce.ts";
import { readFixture } from "./read_fixture.ts";

/** How many cases a road was asked, and which of its answers are wrong. */
export interface RoadReport {
  /** The road's name. */
  readonly road: string;
  readonly asked: number;
  readonly problems: readonly FolderProblem[];
}

/** Changes of a case that are told one by one. */
const changesShown = 5;

/**
 * Compares a folder with what it must hold now.
 *
 * @param stored its files
 * @param produced what the specs of now make
 * @returns what is wrong: digests first, then what has changed and how
 */
export function folderProblems(stored: Files, produced: Produced): FolderProblem[] {
  const problems = manifestProblems(stored);
  const told = new Set(
    problems.filter(({ what }) => what === "is missing").map(({ file }) => file),
  );
  for (const [file, bytes] of produced.files) {
    const found = stored.get(file);
    if (found === undefined) {
      if (!told.has(file)) problems.push({ file, what: "is missing" });
    } else if (!sameBytes(found, bytes)) {
      problems.push(...explain(file, found, produced.fixtures.get(file)));
    }
  }
  for (const file of stored.keys()) {
    if (produced.files.has(file) || isCompanion(file)) continue;
    if (problems.some((problem) => problem.file === file)) continue;
    problems.push({ file, what: "is not made any more" });
  }
  return problems;
}

/** Why a file is not what it must be: how its cases differ. */
function explain(file: string, found: Uint8Array, made: Fixture | undefined): FolderProblem[] {
  const plain = { file, what: "is not what would be made now" };
  if (made === undefined) return [plain];
  let read: Fixture;
  try {
    read = readFixture(toText(found), file);
  } catch (error) {
    if (error instanceof TypeError) return [{ file, what: "is no text" }];
    if (!(error instanceof SpecError)) throw error;
    return error.problems.map(({ path, what }) => ({ file, what: `${path} ${what}`.trim() }));
  }
  const changes = diffFixtures(made, read);
  if (changes.length === 0) return [{ file, what: "has the right cases, laid out otherwise" }];
  const shown = changes.slice(0, changesShown).flatMap(changeLines)
    .map((what) => ({ file, what }));
  const left = changes.length - changesShown;
  return left > 0 ? [...shown, { file, what: `differs in ${left} more cases` }] : shown;
}

/** A change, a line for each thing that is different. */
export function changeLines({ name, what }: Change): string[] {
  return what.map((one) => `${name}: ${one}`);
}

/**
 * Asks a road every case: its answers must lie in the stored bounds, and every canary must fail.
 *
 * @param adapter the road
 * @param specs every spec by its id
 * @param fixtures the cases by file
 */
export async function reportRoad(
  adapter: Adapter,
  specs: ReadonlyMap<string, Spec>,
  fixtures: ReadonlyMap<string, Fixture>,
): Promise<RoadReport> {
  const problems: FolderProblem[] = [];
  const road = adapter.about.name;
  let asked = 0;
  for (const [file, fixture] of fixtures) {
    const isCanary = file === canaryName;
    for await (const { golden, verdict } of askCases(adapter, specs, fixture.cases)) {
      if (verdict.status === "skipped") continue;
      asked++;
      if (isCanary && verdict.status === "pass") {
        problems.push({ file, what: `${golden.name}: ${road} passes what is wrong on purpose` });
      }
      if (isCanary || verdict.status === "pass") continue;
      const where = verdict.element === undefined ? "" : `, element ${verdict.element}`;
      problems.push({ file, what: `${golden.name}: ${road}: ${verdict.why}${where}` });
    }
  }
  return { road, asked, problems };
}
