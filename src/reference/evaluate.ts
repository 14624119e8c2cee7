/**
 * Evaluating a call by a kernel: in float64, rounded once to the call's format.
 *
 * @module
 */
import { axisLengths } from "../spec/internal.ts";
import type { Call, Result, Spec } from "../spec/mod.ts";
import { type FloatDType, type Tensor, tensor } from "../tensor/mod.ts";
import { isIgnored } from "./denominator.ts";
import type { Kernel } from "./kernel.ts";
import { unpack } from "./operands.ts";
import { combine, scaleGradient, sumOfSlopes } from "./reduction.ts";
import { signatureOf } from "./signature.ts";
import { findFault } from "./validate.ts";

/**
 * Evaluates one call by a kernel.
 *
 * @param kernel the loss's mathematics
 * @param spec the loss, for what a call of it must be
 * @param call a call whose floats are values of its dtype
 * @returns the value and, if asked for, the gradients; `rejected` for an invalid call, `unsupported`
 * for a reduction that does not exist
 */
export function evaluate(kernel: Kernel, spec: Spec, call: Call): Result {
  const signature = signatureOf(spec);
  if (!signature.reductions.includes(call.reduction)) {
    return { unsupported: `"${call.loss}" has no reduction "${call.reduction}"` };
  }
  const fault = findFault(call, spec);
  if (fault !== null) return { rejected: fault };

  const operands = unpack(call, signature, axisLengths(spec, call));
  const terms = kernel.terms(operands, call.gradients);
  const reduced = call.reduction !== "none";
  const combination = {
    reduced,
    weight: operands.floats.weight ?? null,
    denominator: kernel.denominators[call.reduction]?.(operands) ?? [1],
    isIgnored: (row: number) => isIgnored(operands, row),
  };
  const value = asTensor(
    call.dtype,
    reduced ? [] : operands.termShape,
    combine(terms, combination),
  );
  if (!call.gradients) return { value };

  const gradients: Record<string, Tensor> = {};
  for (const [name, gradient] of Object.entries(terms.gradients)) {
    scaleGradient(
      gradient,
      operands.layout,
      combination,
      operands.upstream,
      terms.scaledGradients?.[name],
    );
    gradients[name] = asTensor(call.dtype, call.inputs[name].shape, gradient);
  }
  for (const [name, slopesOf] of Object.entries(terms.slopes ?? {})) {
    const { shape, data } = call.inputs[name];
    const gradient = Float64Array.from(
      data,
      (_, at) => sumOfSlopes(slopesOf(at), combination, operands.upstream),
    );
    gradients[name] = asTensor(call.dtype, shape, gradient);
  }
  return { value, gradients };
}

/** Float64 results are handed over as they are, others rounded. */
function asTensor(dtype: FloatDType, shape: readonly number[], data: Float64Array): Tensor {
  return dtype === "f64" ? { dtype, shape: [...shape], data } : tensor(dtype, shape, data);
}
