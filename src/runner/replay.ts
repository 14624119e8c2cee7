/**
 * Replay: a stored counterexample is tried again.
 *
 * @module
 */
import type { Adapter } from "../adapters/mod.ts";
import type { Check } from "../checks/mod.ts";
import type { Judgement } from "../judge/mod.ts";
import { columnLayoutOf } from "../oracle/internal.ts";
import { type Call, type Result, type Spec, specDigest } from "../spec/mod.ts";
import { didYouMean, nearest } from "../spec/internal.ts";
import { answersToOne } from "./answers.ts";
import { callProblems, namingProblems } from "./call_problems.ts";
import { CannotPlan } from "./cannot_plan.ts";
import type { Counterexample } from "./event.ts";
import { lotsOf } from "./lot.ts";
import { makePlan, type Plan, type PlanOptions } from "./plan.ts";

/** What a counterexample does now. */
export interface Replay {
  /** What the implementation answers now, one result a call. */
  readonly results: readonly Result[];
  /** What the check says of those. */
  readonly judgement: Judgement;
}

/** What a plan of one counterexample is made from. */
export type ReplayOptions = Pick<
  PlanOptions,
  "specs" | "oracle" | "about" | "form" | "version"
>;

/**
 * Plans the one check that a counterexample breaks.
 *
 * Its calls must be calls of the losses as they are now: judging others would accuse wrongly.
 *
 * @param counterexample whose check
 * @param options specs, oracle and what the implementation says of itself
 * @returns a plan with that check alone
 * @throws {CannotPlan} when the implementation or the specs no longer have that check, or its loss is
 * not what it was
 *
 * @example
 * ```ts
 * import { builtinSpecs, createOracle, makePlan, moduleAdapter, planReplay, run, version } from "lossproof";
 * import { assertEquals } from "@std/assert";
 *
 * const adapter = moduleAdapter({
 *   name: "my losses",
 *   dtypes: ["f64"],
 *   losses: {
 *     l1_loss: {
 *       reductions: ["none"],
 *       compute: ({ inputs: { pred, target } }) => ({
 *         value: Array.from(pred.data, (p, i) => p - target.data[i]),
 *       }),
 *     },
 *   },
 * }, builtinSpecs);
 * const plan = makePlan({
 *   specs: builtinSpecs,
 *   oracle: await createOracle(builtinSpecs.values()),
 *   about: adapter.about,
 *   checks: ["l1_loss/nonnegative"],
 *   seed: 1,
 *   version,
 * });
 * const events = await Array.fromAsync(run(plan, adapter));
 * const [found] = events.flatMap((event) =>
 *   event.type === "judged" ? event.counterexample ?? [] : []
 * );
 * const { specs, oracle } = plan;
 * const again = planReplay(found, { specs, oracle, about: adapter.about, version });
 * assertEquals(again.checks.map(({ id }) => id), ["l1_loss/nonnegative"]);
 * ```
 */
export function planReplay(counterexample: Counterexample, options: ReplayOptions): Plan {
  const { check: id, dtype, seed } = counterexample;
  const [loss] = id.split("/");
  let plan: Plan;
  try {
    plan = makePlan({ ...options, losses: [loss], dtypes: [dtype], runs: 1, seed });
  } catch (error) {
    if (error instanceof CannotPlan) throw new CannotPlan(`replay "${id}"`, error.why, error);
    throw error;
  }
  requireSameVersion(counterexample, options.specs);
  const check = findCheck(counterexample, plan.checks);
  const header = {
    ...plan.header,
    checks: plan.header.checks.filter((planned) => planned.id === id),
  };
  return { ...plan, header, checks: [check] };
}

function findCheck({ check: id, dtype }: Counterexample, checks: readonly Check[]): Check {
  const found = checks.find((check) => check.id === id && check.dtype === dtype);
  if (found !== undefined) return found;
  const meant = nearest(id, checks.map((check) => check.id));
  const hint = meant === undefined ? "" : `, the nearest is "${meant}"`;
  throw new CannotPlan(`replay "${id}"`, `there is no such check any more${hint}`);
}

function requireSameVersion(
  counterexample: Counterexample,
  specs: ReadonlyMap<string, Spec>,
): void {
  const problems = versionProblems(counterexample, specs);
  if (problems.length === 0) return;
  const why = `it was found with another version of the loss: ${problems.join("; ")}`;
  throw new CannotPlan(`replay "${counterexample.check}"`, why);
}

/**
 * Finds out whether the calls of a counterexample are still calls of the losses: judging others would
 * accuse wrongly.
 *
 * @param counterexample as stored
 * @param specs every spec by its id
 * @returns what does not fit, each with its path in the counterexample
 */
export function versionProblems(
  { check, trial }: Counterexample,
  specs: ReadonlyMap<string, Spec>,
): string[] {
  const refused = check.split("/")[1] === "rejects";
  return trial.calls.length === 0
    ? ["trial.calls is empty"]
    : trial.calls.flatMap((call, i) =>
      problemsOf(call, specs, refused || trial.facts.refused === i).map((problem) =>
        `trial.calls[${i}].${problem}`
      )
    );
}

/**
 * Whether a counterexample was found with another spec of its loss, or in another dialect.
 *
 * @param counterexample as stored
 * @param specs every spec by its id, in the implementation's dialect
 * @returns a sentence that warns, or nothing when the spec is the same or was not kept
 */
export function specChange(
  { check, spec: then }: Counterexample,
  specs: ReadonlyMap<string, Spec>,
): string | undefined {
  const [loss] = check.split("/");
  const spec = specs.get(loss);
  if (spec === undefined || then === undefined) return undefined;
  const now = specDigest(spec);
  if (now === then) return undefined;
  const short = (digest: string) => digest.slice(0, 12);
  return `the spec of ${loss}, or the dialect, is another one (${short(now)}) than when ` +
    `${check} was found to fail (${short(then)})`;
}

/** What does not fit; of a call that is there to be refused, only what is no matter of values. */
function problemsOf(call: Call, specs: ReadonlyMap<string, Spec>, refused: boolean): string[] {
  const spec = specs.get(call.loss);
  if (spec === undefined) {
    return [`loss is "${call.loss}", which no spec defines${didYouMean(call.loss, specs.keys())}`];
  }
  const problems = refused ? namingProblems(spec, call) : callProblems(spec, call);
  if (problems.length > 0) return problems.map(({ path, what }) => `${path} ${what}`);
  return refused ? [] : shapeProblems(spec, call);
}

function shapeProblems(spec: Spec, call: Call): string[] {
  try {
    columnLayoutOf(spec, call);
    return [];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [`inputs: ${error.message}`];
  }
}

/**
 * Tries the stored trial of a counterexample again. Its values are what is tried, not its path: they
 * stay the same when generators change.
 *
 * @param counterexample what to try
 * @param plan a plan that has its check, e.g. from {@linkcode planReplay}
 * @param adapter the way to the implementation
 * @returns the answers and the verdict on them: it still fails, or passes now
 * @throws {CannotPlan} when the plan does not have the counterexample's check, or that check cannot
 * judge the trial
 *
 * @example
 * ```ts
 * import {
 *   builtinSpecs,
 *   createOracle,
 *   makePlan,
 *   moduleAdapter,
 *   readCounterexample,
 *   replay,
 *   run,
 *   version,
 *   writeCounterexample,
 * } from "lossproof";
 * import { assertEquals } from "@std/assert";
 *
 * const adapter = moduleAdapter(
 *   {
 *     name: "my losses",
 *     dtypes: ["f64"],
 *     losses: {
 *       l1_loss: {
 *         reductions: ["none"],
 *         compute: ({ inputs: { pred, target } }) => ({
 *           value: Array.from(pred.data, (p, i) => p - target.data[i]),
 *         }),
 *       },
 *     },
 *   },
 *   builtinSpecs,
 * );
 * const plan = makePlan({
 *   specs: builtinSpecs,
 *   oracle: await createOracle(builtinSpecs.values()),
 *   about: adapter.about,
 *   checks: ["l1_loss/nonnegative"],
 *   seed: 1,
 *   version,
 * });
 * for await (const event of run(plan, adapter)) {
 *   if (event.type !== "judged") continue;
 *   assertEquals(event.status, "fail");
 *   const file = writeCounterexample(event.counterexample!);
 *   const again = await replay(readCounterexample(file, "l1_loss.json"), plan, adapter);
 *   assertEquals(again.judgement.status, "fail");
 * }
 * ```
 */
export async function replay(
  counterexample: Counterexample,
  plan: Pick<Plan, "checks" | "specs" | "header">,
  adapter: Adapter,
): Promise<Replay> {
  const check = findCheck(counterexample, plan.checks);
  const { outside } = lotsOf({ ...plan, expected: [] }, check)(counterexample.trial);
  if (outside !== undefined) {
    const why = `outside the declared domain: ${outside}`;
    return { results: [], judgement: { status: "skipped", why } };
  }
  const results = await answersToOne(adapter, counterexample.trial);
  try {
    return { results, judgement: check.judge(counterexample.trial, results) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const why = `its check cannot judge it, perhaps since versions differ: ${reason}`;
    throw new CannotPlan(`replay "${check.id}"`, why, error);
  }
}
