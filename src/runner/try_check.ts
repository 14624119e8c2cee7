/**
 * One check: its cases are drawn, asked, judged; the first failure is shrunk.
 *
 * @module
 */
import type { Adapter } from "../adapters/mod.ts";
import type { Check } from "../checks/mod.ts";
import type { Judgement, Trial } from "../judge/mod.ts";
import type { Result } from "../spec/mod.ts";
import { answersTo, answersToOne } from "./answers.ts";
import { CannotPlan } from "./cannot_plan.ts";
import type { ExpectedFailure, Judged } from "./event.ts";
import type { Helper } from "./helper.ts";
import { lotsOf } from "./lot.ts";
import { outcomeOf } from "./outcome.ts";
import type { Plan } from "./plan.ts";
import { replay } from "./replay.ts";
import { casesOf, drawBatches } from "./sample.ts";
import { checkSeed } from "./seed.ts";
import { type Attempt, type Failure, shrink } from "./shrink.ts";
import { countCase, countOutside, emptyTally, faultOf, type Found, type Tally } from "./tally.ts";
import { withDominant } from "./worst.ts";

/** How a run goes about it; whatever is left out has its default. */
export interface RunOptions {
  /** Cases whose calls go out together, at least 1 (default 32). */
  readonly batchSize?: number;
  /** Tries at a smaller failing case, at most (default 500). */
  readonly shrinkAttempts?: number;
  /** Time for that, in milliseconds, at most (default 60000): the one limit that a busy machine meets. */
  readonly shrinkMilliseconds?: number;
  /** What faults of a program may cost in that, in milliseconds (default 20000). */
  readonly shrinkCost?: number;
  /** The clock, in milliseconds (default `performance.now`). */
  now?(): number;
  /**
   * When it is aborted the run ends without a footer, and so is incomplete. A failure that was being
   * shrunk then is still told, with the smallest case so far; the other checks under way are not.
   */
  readonly signal?: AbortSignal;
  /** Other places that try a part of the checks; the outcomes and their order do not depend on them. */
  readonly helpers?: readonly Helper[];
}

/** The same, defaults filled in. */
export type RunSettings = Required<RunOptions>;

/**
 * Tries one check of a plan.
 *
 * @param plan the seed, the number of cases, the specs and the oracle
 * @param check one of the plan's checks
 * @param adapter the way to the implementation
 * @param settings how to go about it
 * @returns the outcome; `undefined` when a signal came before there was one
 * @throws {Error} when the check itself is broken: its generator or its judge throws
 */
export async function tryCheck(
  plan: Plan,
  check: Check,
  adapter: Adapter,
  settings: RunSettings,
): Promise<Judged | undefined> {
  const start = settings.now();
  try {
    const tally = await tryCases(plan, check, adapter, settings);
    if (tally.interrupted) return undefined;
    const accuracy = withDominant(tally.worst.values(), plan.oracle);
    return outcomeOf(plan, check, tally, accuracy, settings.now() - start);
  } catch (cause) {
    if (cause instanceof CannotPlan) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`Cannot try check "${check.id}" in ${check.dtype}: ${reason}`, { cause });
  }
}

async function tryCases(
  plan: Plan,
  check: Check,
  adapter: Adapter,
  settings: RunSettings,
): Promise<Tally> {
  const seed = checkSeed(plan.header.seed, check.id, check.dtype);
  const spec = plan.specs.get(check.loss);
  const lotOf = lotsOf(plan, check);
  const tally = emptyTally();

  for (const stored of plan.stored.filter((one) => one.check === check.id)) {
    if (stored.dtype !== check.dtype) continue;
    const { known, outside } = lotOf(stored.trial);
    if (outside !== undefined) {
      countOutside(tally, outside);
      continue;
    }
    const { judgement } = await replay(stored, { ...plan, checks: [check] }, adapter);
    if (settings.signal.aborted) return { ...tally, interrupted: true };
    const fault = faultOf(judgement);
    const found = fault && { again: { ...stored, fault } };
    if (known !== undefined) setAside(tally, known, judgement, found);
    else {
      countCase(tally, stored.trial, judgement, spec);
      if (found !== undefined) return { ...tally, failure: found };
    }
  }

  const indices = new WeakMap<Trial, number>();
  const shareOf = (trial: Trial, index: number) => {
    indices.set(trial, index);
    const { known, outside } = lotOf(trial);
    if (outside !== undefined) {
      countOutside(tally, outside);
      return "left out";
    }
    if (known === undefined) return "counted";
    if (!tally.shown.has(known)) return "asked";
    // It is known to show still.
    tally.aside++;
    return "left out";
  };
  const runs = casesOf(check, plan.header.runs);
  const batches = drawBatches(check, seed, runs, settings.batchSize, shareOf);
  /** The first case that shows a known failure, which is shrunk when nothing else fails. */
  let shown: Drawn | undefined;
  for await (const { trial, results } of answersTo(adapter, batches)) {
    if (settings.signal.aborted) return { ...tally, interrupted: true };
    const { known } = lotOf(trial);
    const isCut = results.some(notAsked);
    const judgement: Judgement = isCut && tally.known !== undefined
      ? { status: "skipped", why: "It was not asked: a known failure ended the program too often" }
      : check.judge(trial, results);
    const fault = faultOf(judgement);
    const drawn = fault && { index: indices.get(trial)!, trial, fault, isCut };
    if (known !== undefined) {
      if (tally.known === undefined) shown = drawn;
      setAside(tally, known, judgement, drawn && unshrunk(drawn));
      continue;
    }
    countCase(tally, trial, judgement, spec);
    if (drawn === undefined) continue;
    return { ...tally, failure: await smallest(drawn) };
  }
  if (shown === undefined || tally.known === undefined) return tally;
  const { entry } = tally.known;
  return { ...tally, known: { entry, found: await smallest(shown, entry) } };

  /** The smallest case that fails like this one, and fits the same known failure, or none. */
  async function smallest(drawn: Drawn, entry?: ExpectedFailure): Promise<Failure> {
    if (drawn.isCut) return unshrunk(drawn);
    const attempt = async (trial: Trial): Promise<Attempt> => {
      const { known, outside } = lotOf(trial);
      return known === entry && outside === undefined
        ? await tryAlone(check, trial, adapter)
        : { judgement: { status: "skipped", why: "it is no case of this failure" }, cost: 0 };
    };
    return await shrink(check, seed, drawn.index, drawn, attempt, {
      attempts: settings.shrinkAttempts,
      milliseconds: settings.shrinkMilliseconds,
      cost: settings.shrinkCost,
      now: settings.now,
      signal: settings.signal,
    });
  }
}

/** A case that was drawn and fails. */
interface Drawn extends Pick<Failure, "trial" | "fault"> {
  /** Which of the check's cases. */
  readonly index: number;
  /** Whether a part of it was not asked. */
  readonly isCut: boolean;
}

function unshrunk({ index, trial, fault }: Drawn): Failure {
  return { path: String(index), trial, fault, repeatable: true };
}

/** Counts a case that fits the condition of a known failure. */
function setAside(
  tally: Tally,
  entry: ExpectedFailure,
  { status }: Judgement,
  found: Found | undefined,
): void {
  tally.aside++;
  if (status === "pass") tally.held.add(entry);
  if (found === undefined) return;
  tally.shown.add(entry);
  tally.known ??= { entry, found };
}

async function tryAlone(check: Check, trial: Trial, adapter: Adapter): Promise<Attempt> {
  const results = await answersToOne(adapter, trial);
  const cost = results.reduce(
    (sum, result) => sum + ("cost" in result ? result.cost ?? 0 : 0),
    0,
  );
  // What is not asked is no failure of the smaller case.
  const judgement: Judgement = results.some(notAsked)
    ? { status: "skipped", why: "it was not asked" }
    : check.judge(trial, results);
  return { judgement, cost };
}

function notAsked(result: Result): boolean {
  return "error" in result && result.asked === false;
}
