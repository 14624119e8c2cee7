/**
 * The logistic function and softplus: composed of other operations, or a vendor's own.
 *
 * @module
 */
import type { Field } from "./field.ts";

/**
 * The logistic function in a field, so that compositions and vendors' own are both inside: 1/(1 + e) or e/(1 + e).
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
  return field.widen(composed, field.arithmetic.elementary);
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
