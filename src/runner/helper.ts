/**
 * Other places that try checks.
 *
 * @module
 */
import type { Judged } from "./event.ts";
import type { Plan } from "./plan.ts";

/** Another place that tries checks, with an oracle and an implementation of its own. */
export interface Helper {
  /**
   * Tries the checks of a plan.
   *
   * @param portion a part of the plan that it was made for, perhaps with another seed
   * @param signal when it is aborted there are fewer outcomes
   * @returns the outcomes, in the order of the portion
   */
  try(portion: Plan, signal: AbortSignal): AsyncIterable<Judged>;
}
