/**
 * The reference: every built-in loss, evaluated in float64 and rounded once to the call's format.
 *
 * @module
 */
import { evaluate } from "../reference/mod.ts";
import { builtinSpecs, type Call, type Result } from "../spec/mod.ts";
import { recordOf } from "./catalogue.ts";

/**
 * Evaluates one call by the hand-written kernels.
 *
 * A mean is finite wherever the true mean is, also where its sum is not. The gradient by a target
 * under a `pos_weight` is the one exception: where q·x itself overflows it is infinite.
 *
 * @param call a call whose floats are values of its dtype
 * @returns the value and, if asked for, the gradients; `rejected` for an invalid call, `unsupported`
 * for a loss or reduction that does not exist
 *
 * @example
 * ```ts
 * import { evaluateReference, tensor } from "lossproof";
 * import { assertEquals } from "@std/assert";
 *
 * const result = evaluateReference({
 *   loss: "smooth_l1_loss",
 *   dtype: "f32",
 *   inputs: { pred: tensor("f32", [2], [0.5, 3]), target: tensor("f32", [2], [0, 0]) },
 *   params: { beta: 1 },
 *   reduction: "sum",
 *   gradients: true,
 * });
 * assertEquals(result, {
 *   value: tensor("f32", [], [2.625]),
 *   gradients: { pred: tensor("f32", [2], [0.5, 1]), target: tensor("f32", [2], [-0.5, -1]) },
 * });
 * ```
 */
export function evaluateReference(call: Call): Result {
  const record = recordOf(call.loss);
  const spec = builtinSpecs.get(call.loss);
  if (record === undefined || spec === undefined) {
    return { unsupported: `There is no loss "${call.loss}"` };
  }
  return evaluate(record.kernel, spec, call);
}
