/**
 * Shrinking: from the first failing case to a small one.
 *
 * @module
 */
import fc from "fast-check";
import type { Check } from "../checks/mod.ts";
import type { Fault, Judgement, Trial } from "../judge/mod.ts";

/** A failing case and where fast-check finds it. */
export interface Failure {
  /** fast-check's path: the index of the case, then a turn for each shrink. */
  readonly path: string;
  readonly trial: Trial;
  readonly fault: Fault;
  /** Whether it failed again when it was tried alone, or could not be tried. */
  readonly repeatable: boolean;
}

/** A case that was tried. */
export interface Attempt {
  readonly judgement: Judgement;
  /** What the faults of the implementation cost, in milliseconds. */
  readonly cost: number;
}

/** How long to look for a smaller case. */
export interface ShrinkLimits {
  /** At most so many tries. */
  readonly attempts: number;
  readonly milliseconds: number;
  /** What faults may cost, in milliseconds. */
  readonly cost: number;
  /** The clock, in milliseconds. */
  now(): number;
  /** Nothing more is tried after it. */
  readonly signal: AbortSignal;
}

/**
 * Shrinks a failing case: tries it again alone, then ever smaller ones, until none fails or a limit is
 * reached; the smallest failing one so far is the answer.
 *
 * @param source the check
 * @param seed the check's own seed
 * @param index which of the check's cases failed
 * @param first that case and its fault
 * @param attempt tries one case
 * @param limits when to stop
 * @returns the smallest failing case found
 * @throws whatever `attempt` throws
 */
export async function shrink(
  source: Pick<Check, "trials">,
  seed: number,
  index: number,
  first: Pick<Failure, "trial" | "fault">,
  attempt: (trial: Trial) => Promise<Attempt>,
  limits: ShrinkLimits,
): Promise<Failure> {
  const deadline = limits.now() + limits.milliseconds;
  let attempts = 0;
  let cost = 0;
  let tried = false;
  let smallest = first;
  let bug: { readonly thrown: unknown } | undefined;
  const stop = new fc.PreconditionFailure(true);

  const enough = () =>
    attempts > 0 &&
    (attempts >= limits.attempts || cost >= limits.cost || limits.now() >= deadline);

  const property = fc.asyncProperty(source.trials, async (trial) => {
    if (limits.signal.aborted || enough()) throw stop;
    attempts++;
    let judgement: Judgement;
    try {
      const done = await attempt(trial);
      judgement = done.judgement;
      cost += done.cost;
    } catch (thrown) {
      // fast-check would take it for one more failing case.
      bug = { thrown };
      throw stop;
    }
    // What was not waited for says nothing.
    if (limits.signal.aborted) throw stop;
    tried = true;
    if (judgement.status !== "fail") return true;
    const { status: _, ...fault } = judgement;
    smallest = { trial, fault };
    return false;
  });
  const details = await fc.check(property, { seed, path: String(index), numRuns: 1 });
  if (bug) throw bug.thrown;
  const path = details.counterexamplePath;
  return path === null
    ? { ...first, path: String(index), repeatable: !tried }
    : { ...smallest, path, repeatable: true };
}
