/**
 * `lossproof golden check`: the stored cases on an implementation.
 *
 * @module
 */
import {
  askCases,
  canaryName,
  type Fixture,
  type GoldenCase,
  type Judged,
} from "../../golden/internal.ts";
import { untilAborted } from "../../runner/internal.ts";
import { builtinSpecs } from "../../spec/mod.ts";
import { computesIn } from "../../spec/internal.ts";
import type { FloatDType } from "../../tensor/mod.ts";
import { exitCodes, WrongCommand } from "../failure.ts";
import { requireLoss } from "../losses/known_losses.ts";
import type { Target } from "../target/target.ts";
import { type RunOptions, withTarget } from "../target/with_target.ts";
import type { Io } from "../world/io.ts";
import { goldenReport } from "./check_report.ts";
import {
  fixturesIn,
  type FolderOptions,
  requireCurrentForms,
  requireDigests,
  requireFolder,
} from "./folder.ts";

/** What to try. */
export interface GoldenCheckOptions extends FolderOptions, RunOptions {
  readonly loss?: readonly string[];
  readonly dtype?: readonly FloatDType[];
}

/**
 * Tries the stored cases on an implementation, and judges by stored numbers alone.
 *
 * @param target `reference`, `tfjs`, the path of a module, or a program
 * @returns the exit code: 0 every case that binds holds, 1 one does not
 * @throws {Error} when there are no cases, or the implementation cannot be run
 */
export async function checkGolden(
  target: Target,
  { folder, loss, dtype, deadline }: GoldenCheckOptions,
  io: Io,
): Promise<number> {
  for (const id of loss ?? []) requireLoss(builtinSpecs, id);
  const files = await requireFolder(folder, io);
  const fixtures = fixturesIn(files, folder);
  requireCurrentForms(fixtures, folder);
  requireDigests(files, fixtures, folder);
  const isMeant = ({ call }: GoldenCase) =>
    loss?.includes(call.loss) !== false && dtype?.includes(call.dtype) !== false;
  return await withTarget(target, builtinSpecs, { io, deadline }, async (adapter, signal) => {
    const cases = casesOf(fixtures).filter((golden) =>
      isMeant(golden) && golden.call.loss in adapter.about.losses &&
      adapter.about.dtypes.includes(golden.call.dtype) &&
      computesIn(adapter.about.losses[golden.call.loss], golden.call.dtype)
    );
    const judged: Judged[] = [];
    const ask = async () => {
      for await (const one of askCases(adapter, builtinSpecs, cases)) {
        judged.push(one);
        signal.throwIfAborted();
      }
    };
    await untilAborted(ask(), signal);
    if (judged.every(({ verdict }) => verdict.status === "skipped")) {
      const reasons = new Set(
        judged.flatMap(({ verdict }) => verdict.status === "skipped" ? [verdict.why] : []),
      );
      const why = [...reasons].join("; ") || "no stored case is of a loss and format that it has";
      throw new WrongCommand(`Nothing was tried: ${why}`);
    }
    const { text, conforms } = goldenReport(adapter.about, judged, {
      color: io.color,
      width: Math.min(Math.max(io.columns ?? 100, 40), 100),
    });
    io.out(text);
    return conforms ? exitCodes.conforms : exitCodes.doesNotConform;
  });
}

function casesOf(fixtures: ReadonlyMap<string, Fixture>): GoldenCase[] {
  return [...builtinSpecs.keys()].flatMap((loss) => {
    const file = `${loss}.json`;
    return file === canaryName ? [] : fixtures.get(file)?.cases ?? [];
  });
}
