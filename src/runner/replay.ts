/**
 * Replay: a stored counterexample is tried again.
 *
 * @module
 */
import type { Adapter } from "../adapters/implementation.ts";
import type { Judgement } from "../checks/check.ts";
import type { Result } from "../spec/mod.ts";
import { answersToOne } from "./answers.ts";
import type { Counterexample } from "./event.ts";
import { makePlan, type Plan, type PlanOptions } from "./plan.ts";
import { select } from "./pattern.ts";

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
 * @param counterexample whose check
 * @param options specs, oracle and what the implementation says of itself
 * @returns a plan with that check alone
 * @throws {RangeError} when the implementation or the specs no longer have that check
 */
export function planReplay(counterexample: Counterexample, options: ReplayOptions): Plan {
  const { check, dtype, seed } = counterexample;
  const [loss] = check.split("/");
  return makePlan({ ...options, losses: [loss], dtypes: [dtype], checks: [check], runs: 1, seed });
}

/**
 * Tries the stored trial of a counterexample again. Its values are what is tried, not its path: they
 * stay the same when generators change.
 *
 * @param counterexample what to try
 * @param plan a plan that has its check, e.g. from {@linkcode planReplay}
 * @param adapter the way to the implementation
 * @returns the answers and the verdict on them: it still fails, or passes now
 * @throws {RangeError} when the plan does not have the counterexample's check
 */
export async function replay(
  counterexample: Counterexample,
  plan: Pick<Plan, "checks">,
  adapter: Adapter,
): Promise<Replay> {
  const inFormat = plan.checks.filter(({ dtype }) => dtype === counterexample.dtype);
  const [check] = select(inFormat, [counterexample.check]);
  const results = await answersToOne(adapter, counterexample.trial);
  return { results, judgement: check.judge(counterexample.trial, results) };
}
