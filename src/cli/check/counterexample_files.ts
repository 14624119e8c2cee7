/**
 * Counterexamples in files: those of earlier runs are read, new ones are kept as they are found.
 *
 * @module
 */
import { join } from "@std/path";
import {
  type Counterexample,
  type ExpectedFailure,
  readCounterexample,
  writeCounterexample,
} from "../../runner/mod.ts";
import { counterexampleName, matches, specChange, versionProblems } from "../../runner/internal.ts";
import type { Spec } from "../../spec/mod.ts";
import type { ExpectedFailureEntry } from "../config/schema.ts";
import { WrongCommand } from "../failure.ts";
import type { Io } from "../world/io.ts";

/**
 * Reads the counterexamples that expected failures are pinned to.
 *
 * @param entries as `lossproof.json` has them
 * @param within makes of a path in that file one from the working directory
 * @param file that file's name, for messages
 * @param io reads them
 * @throws {WrongCommand} when one is of another check or format than its entry speaks of
 */
export async function readExpected(
  entries: readonly ExpectedFailureEntry[],
  within: (path: string) => string,
  file: string,
  io: Io,
): Promise<ExpectedFailure[]> {
  return await Promise.all(
    entries.map(async ({ check, dtype, when, reason, link, counterexample }, i) => {
      const expected = {
        check,
        ...(dtype !== undefined && { dtype }),
        ...(when !== undefined && { when }),
        ...(reason !== undefined && { reason }),
        ...(link !== undefined && { link }),
      };
      if (counterexample === undefined) return expected;
      const path = within(counterexample);
      const pinned = readCounterexample(await io.readText(path), path);
      if (matches(pinned.check, check) && (dtype ?? pinned.dtype) === pinned.dtype) {
        return { ...expected, counterexample: pinned };
      }
      throw new WrongCommand(
        `${file}: expected_failures[${i}].counterexample must be one of ${check}` +
          `${
            dtype === undefined ? "" : ` ${dtype}`
          }, ${path} is one of ${pinned.check} ${pinned.dtype}`,
      );
    }),
  );
}

/**
 * Reads every counterexample in a folder.
 *
 * @param folder where there are files that end in `.json`; there need be none
 * @param io lists and reads them
 * @throws {SpecError} when a file is no counterexample
 */
export async function readFolder(folder: string, io: Io): Promise<Counterexample[]> {
  const files = await io.readFolder(folder) ?? new Map<string, Uint8Array>();
  const names = [...files.keys()].filter((name) => name.endsWith(".json")).toSorted();
  return await Promise.all(names.map(async (name) => {
    const path = join(folder, name);
    return readCounterexample(await io.readText(path), path);
  }));
}

/**
 * Leaves out the counterexamples that the losses as they are now cannot judge, and warns of those, and
 * once a loss of those that were found with another spec.
 *
 * @param counterexamples as stored
 * @param specs every spec by its id, in the implementation's dialect
 * @param io is told
 */
export function stillFitting(
  counterexamples: readonly Counterexample[],
  specs: ReadonlyMap<string, Spec>,
  io: Io,
): Counterexample[] {
  const fitting = counterexamples.filter((counterexample) => {
    const problems = versionProblems(counterexample, specs);
    if (problems.length === 0) return true;
    const { check, file = "a counterexample" } = counterexample;
    const why = `${check} was another loss when it was found: ${problems.join("; ")}`;
    io.err(`Warning: ${file} is left out: ${why}\n`);
    return false;
  });
  const changed = fitting.filter((counterexample) => specChange(counterexample, specs));
  for (const [first, ...more] of Map.groupBy(changed, lossOf).values()) {
    const files = `${first.file ?? "a counterexample"}${
      more.length === 0 ? "" : ` and ${more.length} more`
    }`;
    io.err(`Warning: ${files}: ${specChange(first, specs)}\n`);
  }
  return fitting;
}

function lossOf({ check }: Counterexample): string {
  return check.split("/")[0];
}

/** As {@linkcode stillFitting}, of the counterexamples that expected failures are pinned to. */
export function stillPinned(
  expected: readonly ExpectedFailure[],
  specs: ReadonlyMap<string, Spec>,
  io: Io,
): ExpectedFailure[] {
  return expected.map(({ counterexample, ...failure }) => {
    const [pinned] = stillFitting(counterexample === undefined ? [] : [counterexample], specs, io);
    return pinned === undefined ? failure : { ...failure, counterexample: pinned };
  });
}

/** Where counterexamples are kept, and how many were. */
export interface Keeper {
  /** Absent = nowhere. */
  readonly folder?: string;
  /** Keeps one, unless it is in a file already or an earlier one could not be kept. */
  keep(counterexample: Counterexample): Promise<Counterexample>;
  /** How many are kept. */
  readonly count: number;
  /** Why not all are kept: the report is not to be lost for that. */
  readonly failure?: unknown;
}

/**
 * Keeps counterexamples in a folder.
 *
 * @param folder absent = nowhere
 * @param byContent whether each has a file of its own, `loss.kind.detail.f32.1a2b3c4d.json`; else there
 * is one for each check and format, `loss.kind.detail.f32.json`
 * @param io writes them
 */
export function keeperIn(folder: string | undefined, byContent: boolean, io: Io): Keeper {
  let count = 0;
  let failure: unknown;
  return {
    ...(folder !== undefined && { folder }),
    get count() {
      return count;
    },
    get failure() {
      return failure;
    },
    async keep(counterexample) {
      if (folder === undefined || failure !== undefined) return counterexample;
      if (byContent && counterexample.file !== undefined) return counterexample;
      const file = join(folder, `${counterexampleName(counterexample, byContent)}.json`);
      try {
        await io.writeText(file, writeCounterexample(counterexample));
        count++;
        return { ...counterexample, file };
      } catch (error) {
        failure = error;
        return counterexample;
      }
    },
  };
}
