/**
 * The one error that says: this cannot be run as it was asked for.
 *
 * @module
 */
import { foreignText } from "../foreign_text.ts";

/**
 * Why a run or a replay cannot be planned: an unknown loss, format or form, a pattern that matches
 * nothing, a counterexample of another version.
 *
 * @example
 * ```ts
 * import { builtinSpecs, CannotPlan, createOracle, makePlan, version } from "lossproof";
 * import { assertThrows } from "@std/assert";
 *
 * const oracle = await createOracle(builtinSpecs.values());
 * const about = { name: "nothing", dtypes: ["f64"], losses: {} } as const;
 * assertThrows(
 *   () => makePlan({ specs: builtinSpecs, oracle, about, seed: 1, version }),
 *   CannotPlan,
 *   'there is nothing to check in "nothing"',
 * );
 * ```
 */
export class CannotPlan extends RangeError {
  /** Tells it from other range errors. */
  override readonly name = "CannotPlan";

  /**
   * Says what cannot be planned.
   *
   * @param what was asked for, e.g. `plan a run`
   * @param why what is wrong, and what would be right
   * @param cause the error behind it
   */
  constructor(what: string, readonly why: string, cause?: unknown) {
    super(foreignText(`Cannot ${what}: ${why}`, 10_000), { cause });
  }
}
