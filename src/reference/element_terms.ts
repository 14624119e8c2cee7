/**
 * Short ways from a valid call to a kernel without a class axis, and from what it writes to terms.
 *
 * @module
 */
import type { Operands } from "./operands.ts";
import type { LossOutput, PairOutput } from "./output.ts";
import type { Terms } from "./reduction.ts";

/** The terms of a loss of pred − target: the gradients by the two are opposite. */
export function oddTerms(
  length: number,
  gradients: boolean,
  kernel: (out: LossOutput) => void,
  scaled: Terms["scaled"],
): Terms {
  const out = termOutput(length, gradients);
  kernel(out);
  return {
    value: out.value,
    gradients: namedGradients(out.gradient, out.gradient && out.gradient.map((g) => 0 - g)),
    scaled,
  };
}

/** Where a kernel writes that is differentiated by pred alone. */
export function termOutput(length: number, gradients: boolean): LossOutput {
  return {
    value: new Float64Array(length),
    gradient: gradients ? new Float64Array(length) : null,
  };
}

/** Where a kernel writes that is differentiated by pred and target. */
export function pairOutput(length: number, gradients: boolean): PairOutput {
  return {
    ...termOutput(length, gradients),
    targetGradient: gradients ? new Float64Array(length) : null,
  };
}

/** Derivatives by the names of their inputs; `null` = not wanted. */
export function namedGradients(
  pred: Float64Array | null,
  target: Float64Array | null,
): Terms["gradients"] {
  return { ...(pred && { pred }), ...(target && { target }) };
}

/** Predictions and targets. */
export function predAndTarget({ floats }: Operands): {
  readonly pred: Float64Array;
  readonly target: Float64Array;
} {
  const { pred, target } = floats;
  if (!pred || !target) {
    throw new TypeError("Cannot evaluate: pred and target must be checked first");
  }
  return { pred, target };
}

/** A parameter that is a number. */
export function numberOf({ params }: Operands, name: string): number {
  return params[name] ?? NaN;
}
