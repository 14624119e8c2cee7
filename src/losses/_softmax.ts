/**
 * For tests of what holds of the losses of a label under a softmax.
 *
 * @module
 */
import type { Spec } from "../spec/mod.ts";
import { hasClasses } from "./plain.ts";

/** Whether a loss is one of labels under a softmax: its gradient sums to 0. */
export function isOfSoftmax(spec: Spec): boolean {
  return hasClasses(spec) && spec.invariants.some(({ kind }) => kind === "gradient_sums_to_zero");
}
