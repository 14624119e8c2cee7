/**
 * The logistic function and softplus: composed of other operations, or a vendor's own.
 *
 * @module
 */
import type { Field } from "./field.ts";

/**
 * The logistic function in a field, so that compositions and vendors' own are both inside.
 *
 * @param x its operand
 * @param e exp(-|x|)
 */
export function sigmoidOf<V>(field: Field<V>, x: V, e: V): V {
  return field.sigmoid?.(x, e) ??
    field.widen(composedSigmoid(field, x, e), field.arithmetic.elementary);
}

/**
 * log(1 + e^x) in a field, so that compositions and vendors' own are both inside.
 *
 * @param x its operand
 * @param tail log1p(exp(-|x|))
 */
export function softplusOf<V>(field: Field<V>, x: V, tail: V): V {
  return field.softplus?.(x, tail) ??
    field.widen(composedSoftplus(field, x, tail), field.arithmetic.elementary);
}

/** The logistic function as 1/(1+e) or e/(1+e) with e = exp(-|x|). */
export function composedSigmoid<V>(field: Field<V>, x: V, e: V): V {
  const one = field.constant(1);
  const numerator = field.where(field.less(x, field.constant(0)), e, one);
  return field.product([
    { of: numerator, inverse: false },
    { of: field.add(one, e), inverse: true },
  ]);
}

/** log(1 + e^x) as max(x, 0) + log1p(exp(-|x|)), the latter given. */
export function composedSoftplus<V>(field: Field<V>, x: V, tail: V): V {
  return field.add(field.max(x, field.constant(0)), tail);
}
