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
import type { Counterexample, Judged } from "./event.ts";
import type { Plan } from "./plan.ts";
import type { Helper } from "./helper.ts";
import { expectedFor, wordsOf } from "./expected.ts";
import { replay } from "./replay.ts";
import { casesOf, drawBatches } from "./sample.ts";
import { checkSeed } from "./seed.ts";
import { type Attempt, type Failure, shrink } from "./shrink.ts";
import { foldWorst, withDominant, type Worst } from "./worst.ts";

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

/** What is known of a check after some of its cases. */
interface Tally {
  cases: number;
  passed: number;
  weak: number;
  undecided: number;
  skipped: number;
  /** The first reason why a case was not decided, or not judged. */
  why: { undecided?: string; skipped?: string };
  worst: Map<string, Worst>;
  failure?: Failure;
  /** The counterexample of an earlier run that fails again. */
  again?: Counterexample;
  /** Whether a signal came before the check had its outcome. */
  interrupted: boolean;
}

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
    return outcome(plan, check, tally, accuracy, settings.now() - start);
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
  const tally: Tally = {
    cases: 0,
    passed: 0,
    weak: 0,
    undecided: 0,
    skipped: 0,
    why: {},
    worst: new Map(),
    interrupted: false,
  };
  const attempt = async (trial: Trial): Promise<Attempt> => {
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
  };

  const count = (trial: Trial, judgement: Judgement) => {
    tally.cases++;
    switch (judgement.status) {
      case "pass":
        tally.passed++;
        if (judgement.weak) tally.weak++;
        tally.worst = foldWorst(tally.worst, judgement.accuracy ?? [], trial, spec);
        break;
      case "undecided":
      case "skipped":
        tally[judgement.status]++;
        tally.why[judgement.status] ??= judgement.why;
    }
  };

  const own = plan.stored.filter((one) => one.check === check.id && one.dtype === check.dtype);
  for (const stored of own) {
    const { judgement } = await replay(stored, { checks: [check] }, adapter);
    if (settings.signal.aborted) {
      tally.interrupted = true;
      return tally;
    }
    count(stored.trial, judgement);
    if (judgement.status !== "fail") continue;
    const { status: _, ...fault } = judgement;
    tally.again = { ...stored, fault };
    return tally;
  }
  let index = -1;
  const runs = casesOf(check, plan.header.runs);
  const batches = drawBatches(check, seed, runs, settings.batchSize);
  for await (const { trial, results } of answersTo(adapter, batches)) {
    if (settings.signal.aborted) {
      tally.interrupted = true;
      return tally;
    }
    const judgement = check.judge(trial, results);
    index++;
    count(trial, judgement);
    if (judgement.status !== "fail") continue;
    const { status: _, ...fault } = judgement;
    tally.failure = results.some(notAsked)
      ? { path: String(index), trial, fault, repeatable: true }
      : await shrink(check, seed, index, { trial, fault }, attempt, {
        attempts: settings.shrinkAttempts,
        milliseconds: settings.shrinkMilliseconds,
        cost: settings.shrinkCost,
        now: settings.now,
        signal: settings.signal,
      });
    return tally;
  }
  return tally;
}

function notAsked(result: Result): boolean {
  return "error" in result && result.asked === false;
}

function outcome(
  plan: Plan,
  check: Check,
  tally: Tally,
  accuracy: readonly Worst[],
  milliseconds: number,
): Judged {
  const { cases, passed, weak, undecided, skipped, failure, again } = tally;
  const { id, loss, dtype, level, requirement, clause } = check;
  const known = expectedFor(plan.expected, check);
  const told = {
    type: "judged" as const,
    check: id,
    loss,
    dtype,
    level,
    cases,
    weak,
    undecided,
    skipped,
    milliseconds,
    ...(known !== undefined && { expected: wordsOf(known) }),
    ...(accuracy.length > 0 && { accuracy }),
  };
  if (again !== undefined) {
    return { ...told, status: "fail", why: again.fault.why, counterexample: again };
  }
  if (failure !== undefined) {
    const { path, trial, fault, repeatable } = failure;
    const why = repeatable ? fault.why : `${fault.why} (not again when that case was tried alone)`;
    const { seed, specs: { [loss]: spec } } = plan.header;
    const counterexample = {
      check: id,
      dtype,
      requirement,
      ...(clause !== undefined && { clause }),
      ...(spec !== undefined && { spec }),
      seed,
      path,
      trial,
      fault,
    };
    return { ...told, status: "fail", why, counterexample };
  }
  if (passed > 0) return { ...told, status: "pass" };
  const status = undecided > 0 ? "undecided" : "skipped";
  return { ...told, status, why: tally.why[status] ?? "No case was tried" };
}
