/**
 * Separation: the condition that tells the cases that fail from those that hold.
 *
 * @module
 */
import type { Adapter } from "../adapters/mod.ts";
import { candidatesFor } from "./candidates.ts";
import type { Counterexample, ExpectedFailure, Judged } from "./event.ts";
import { judgedCases } from "./evidence.ts";
import type { Plan } from "./plan.ts";
import { run, type RunOptions } from "./run.ts";
import { casesOf } from "./sample.ts";

/** Fewer cases than these separate too easily. */
const leastRuns = 100;

/**
 * Finds a simple condition in which a check fails, and outside of which it holds.
 *
 * @param plan a plan that has the check; other known failures under conditions stay known
 * @param counterexample how it fails
 * @param adapter the way to the implementation
 * @param options what ends it; nothing is shrunk
 * @returns the first that separates: nothing fails outside, and at least half of the cases lie there;
 * `undefined` where there is none
 */
export async function separatingCondition(
  plan: Plan,
  counterexample: Counterexample,
  adapter: Adapter,
  options: Pick<RunOptions, "signal"> = {},
): Promise<string | undefined> {
  const { check: id, dtype } = counterexample;
  const check = plan.checks.find((one) => one.id === id && one.dtype === dtype);
  const spec = check && plan.specs.get(check.loss);
  if (check === undefined || spec === undefined) return undefined;
  const others = plan.expected.filter(({ when }) => when !== undefined);
  const header = { ...plan.header, runs: Math.max(plan.header.runs, leastRuns) };
  for (const when of candidatesFor(counterexample, spec)) {
    const expected: ExpectedFailure[] = [{ check: id, dtype, when }, ...others];
    const tried = { ...plan, header, checks: [check], expected, stored: [counterexample] };
    const outcome = await outcomeOf(run(tried, adapter, { ...options, shrinkAttempts: 1 }));
    if (outcome === undefined) return undefined;
    const isEnough = 2 * judgedCases(outcome) >= casesOf(check, header.runs);
    if (outcome.status === "fail" && outcome.expected?.when === when && isEnough) return when;
  }
  return undefined;
}

async function outcomeOf(events: ReturnType<typeof run>): Promise<Judged | undefined> {
  for await (const event of events) if (event.type === "judged") return event;
  return undefined;
}
