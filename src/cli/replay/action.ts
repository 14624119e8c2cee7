/**
 * `lossproof replay`: tries a stored counterexample again.
 *
 * @module
 */
import { foreignLine, legible } from "../../foreign_text.ts";
import { createOracle } from "../../oracle/mod.ts";
import { failureLines } from "../../report/internal.ts";
import { specChange, untilAborted } from "../../runner/internal.ts";
import { planReplay, readCounterexample, replay } from "../../runner/mod.ts";
import { inDialect } from "../../spec/mod.ts";
import { version } from "../../version.ts";
import { type Dialects, inDeclaredDialect } from "../config/declared_dialect.ts";
import { blamingInput, exitCodes } from "../failure.ts";
import { loadLosses } from "../losses/known_losses.ts";
import type { Target } from "../target/target.ts";
import { type RunOptions, withTarget } from "../target/with_target.ts";
import type { Io } from "../world/io.ts";

/** How to replay it. */
export interface ReplayOptions extends RunOptions {
  readonly form?: string;
  readonly spec: readonly string[];
  /** What losses do differently, besides what the implementation says. */
  readonly dialect?: Dialects;
}

/**
 * Replays a counterexample.
 *
 * @param file what `lossproof check --save` wrote
 * @param target what to try it on
 * @returns the exit code: 0 it holds now, 1 it still fails, or could not be decided
 * @throws {Error} when the file is no counterexample or the implementation cannot be run
 */
export async function replayCounterexample(
  file: string,
  target: Target,
  options: ReplayOptions,
  io: Io,
): Promise<number> {
  const { all } = await loadLosses(options.spec, io);
  const text = await io.readText(file);
  const counterexample = readCounterexample(text, file);
  const run = { io, deadline: options.deadline };
  return await withTarget(target, all, run, async (adapter, signal) => {
    const about = inDeclaredDialect(adapter.about, options.dialect ?? {}, all);
    const specs = blamingInput(() => inDialect(all, about.losses));
    const oracle = await createOracle(specs.values(), about);
    const { form } = options;
    const plan = planReplay(counterexample, {
      specs,
      oracle,
      about,
      version,
      ...(form !== undefined && { form }),
    });
    const change = specChange(counterexample, specs);
    if (change !== undefined) io.err(`Warning: ${change}\n`);
    const { judgement } = await untilAborted(replay(counterexample, plan, adapter), signal);
    const told = legible(counterexample);
    const what = `${told.check} ${told.dtype}`;
    if (judgement.status === "pass") {
      io.out(`${what}: holds now\n`);
      return exitCodes.conforms;
    }
    if (judgement.status !== "fail") {
      io.out(`${what}: ${judgement.status}: ${foreignLine(judgement.why)}\n`);
      return exitCodes.doesNotConform;
    }
    const { status: _, ...fault } = judgement;
    const width = Math.min(Math.max(io.columns ?? 100, 40), 100);
    const lines = failureLines({ ...told, fault }, { width, specs });
    io.out(`${lines.map((line) => `${line}\n`).join("")}\n${what}: still fails\n`);
    return exitCodes.doesNotConform;
  });
}
