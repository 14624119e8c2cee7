/**
 * A random spec's honest implementation in the oracle's own order: its first form, operation by operation.
 *
 * @module
 */
import type { Call, Result, Spec } from "../../src/spec/mod.ts";
import { honestIn } from "../zoo/implementation.ts";
import { sayingWhereItLeaves } from "../zoo/limits.ts";

/**
 * The values and gradients of a loss.
 *
 * @param spec the loss
 * @returns its answers; what overflows on the way is not computed
 */
export function inOrder(spec: Spec): (call: Call) => Result {
  return sayingWhereItLeaves((watching) => honestIn(spec, { habits: [watching] }));
}
