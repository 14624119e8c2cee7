/**
 * The logistic function and softplus: composed of other operations, or a vendor's own.
 *
 * @module
 */
import type { Arithmetic, Field, Losing } from "./field.ts";

/**
 * Where exp(-x) may overflow, within the errors of exp: from the first of these numbers down it does, and above the
 * second it does not.
 *
 * @param arithmetic whose errors
 * @param losing the end of its range
 */
export function overflowsBelow({ u, elementary }: Arithmetic, { from }: Losing): [number, number] {
  const around = (elementary + 2) * u * (1 + 2 ** -8) + 2 ** -40;
  return [-(from + around), -(from - around)];
}

/**
 * The logistic function in a field, so that compositions and vendors' own are both inside: 1/(1 + e) or e/(1 + e).
 * Where the field loses them, 1/(1 + exp(-x)) is 0 where the exponential overflows.
 *
 * @param x its operand
 * @param e exp(-|x|)
 */
export function sigmoidOf<V>(field: Field<V>, x: V, e: V): V {
  const one = field.constant(1);
  const numerator = field.where(field.less(x, field.constant(0)), e, one);
  const composed = field.product([
    { of: numerator, inverse: false },
    { of: field.add(one, e), inverse: true },
  ]);
  const { elementary, losing } = field.arithmetic;
  const kept = field.widen(composed, elementary);
  if (losing === undefined) return kept;
  const [certainly, possibly] = overflowsBelow(field.arithmetic, losing);
  const limit = field.intervals({ lo: Float64Array.of(certainly), hi: Float64Array.of(possibly) });
  const nothing = field.constant(0);
  const left = losing.leaves === "nothing" ? nothing : field.hull(kept, nothing);
  return field.where(field.less(x, limit), left, kept);
}

/**
 * log(1 + e^x) in a field, so that compositions and vendors' own are both inside: max(x, 0) + tail.
 *
 * @param x its operand
 * @param tail log1p(exp(-|x|))
 */
export function softplusOf<V>(field: Field<V>, x: V, tail: V): V {
  const composed = field.add(field.max(x, field.constant(0)), tail);
  return field.widen(composed, field.arithmetic.elementary);
}
