/**
 * Lots: which cases of a check are judged, and which are left out or set aside.
 *
 * @module
 */
import type { Check } from "../checks/mod.ts";
import type { Trial } from "../judge/mod.ts";
import { fitsCondition } from "./condition.ts";
import type { ExpectedFailure } from "./event.ts";
import { speaksOf } from "./expected.ts";
import type { Plan } from "./plan.ts";

/** What is known of a case before it is asked; nothing: it is judged. */
export interface Lot {
  /** The known failure whose condition it fits: it is set aside. */
  readonly known?: ExpectedFailure;
}

/**
 * Says what becomes of the cases of a check.
 *
 * @param plan the known failures, and the specs
 * @param check whose cases
 * @returns the lot of each case; a known failure without a condition covers the whole check, and sets no
 * case aside
 */
export function lotsOf(
  { expected, specs }: Pick<Plan, "expected" | "specs">,
  check: Pick<Check, "id" | "dtype" | "loss">,
): (trial: Trial) => Lot {
  const spec = specs.get(check.loss);
  const entries = expected.filter((entry) => speaksOf(entry, check));
  if (spec === undefined || entries.some(({ when }) => when === undefined)) return () => ({});
  return (trial) => {
    const known = entries.find(({ when }) => fitsCondition(when!, trial, spec));
    return known === undefined ? {} : { known };
  };
}
