/**
 * The reference: every loss, evaluated in float64 and rounded once to the call's format.
 *
 * @module
 */
import type { Call, Result } from "../spec/call.ts";
import { type FloatDType, type Tensor, tensor } from "../tensor/mod.ts";
import { isIgnored } from "./denominator.ts";
import { referenceLosses } from "./losses.ts";
import { unpack } from "./operands.ts";
import { combine, scaleGradient } from "./reduction.ts";
import { findFault } from "./validate.ts";

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
  const loss = Object.hasOwn(referenceLosses, call.loss) ? referenceLosses[call.loss] : undefined;
  if (!loss) return { unsupported: `There is no loss "${call.loss}"` };
  if (!loss.reductions.includes(call.reduction)) {
    return { unsupported: `"${call.loss}" has no reduction "${call.reduction}"` };
  }
  const fault = findFault(call, loss);
  if (fault !== null) return { rejected: fault };

  const operands = unpack(call, loss);
  const terms = loss.terms(operands, call.gradients);
  const reduced = call.reduction !== "none";
  const combination = {
    reduced,
    weight: operands.floats.weight ?? null,
    denominator: loss.denominators[call.reduction]?.(operands) ?? [1],
    isIgnored: (row: number) => isIgnored(operands, row),
  };
  const value = asTensor(
    call.dtype,
    reduced ? [] : operands.termShape,
    combine(terms, combination),
  );
  if (!call.gradients) return { value };

  const gradients: Record<string, Tensor> = {};
  const { classes, inner } = operands.layout;
  for (const [name, gradient] of Object.entries(terms.gradients)) {
    scaleGradient(gradient, classes, inner, combination, operands.upstream);
    gradients[name] = asTensor(call.dtype, call.inputs[name].shape, gradient);
  }
  return { value, gradients };
}

/** Float64 results are handed over as they are, others rounded. */
function asTensor(dtype: FloatDType, shape: readonly number[], data: Float64Array): Tensor {
  return dtype === "f64" ? { dtype, shape: [...shape], data } : tensor(dtype, shape, data);
}
