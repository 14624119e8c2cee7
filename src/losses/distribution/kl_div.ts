/**
 * Kullback-Leibler divergence, entry by entry.
 *
 * @module
 */
import {
  countOfTerms,
  type LossOutput,
  namedGradients,
  predAndTarget,
  ratio,
  termOutput,
} from "../../reference/internal.ts";
import type { Kernel } from "../../reference/mod.ts";

/**
 * Kullback-Leibler divergence, value and gradient:
 *
 *     ℓ = t (log t − x)        ∂ℓ/∂x = −t
 *
 * where x is the logarithm of a probability, and t the one that is right. At t = 0 it is 0.
 *
 * Sources: doi:10.1214/aoms/1177729694; torch.nn.functional.kl_div.
 *
 * @param x logarithms of predicted probabilities
 * @param t as many targets ≥ 0
 * @param out receives ℓ and ∂ℓ/∂x, element by element
 *
 * @example
 * ```ts
 * import { klDivergence } from "./kl_div.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const out = { value: new Float64Array(2), gradient: new Float64Array(2) };
 * klDivergence(Float64Array.of(-1, -1), Float64Array.of(1, 0), out);
 * assertEquals(out.value, Float64Array.of(1, 0));
 * assertEquals(out.gradient, Float64Array.of(-1, 0));
 * ```
 */
export function klDivergence(
  x: Float64Array,
  t: Float64Array,
  { value, gradient }: LossOutput,
): void {
  for (let i = 0; i < x.length; i++) {
    value[i] = t[i] * surplus(x[i], t[i]) + 0;
    if (gradient) gradient[i] = 0 - t[i];
  }
}

/** log t − x; where t is 0 its logarithm does not count. */
function surplus(x: number, t: number): number {
  return (t === 0 ? 0 : Math.log(t)) - x;
}

/** Kullback-Leibler divergence in the reference. */
export const klDiv: Kernel = {
  denominators: { mean: countOfTerms },
  terms(operands, gradients) {
    const { pred, target } = predAndTarget(operands);
    const out = termOutput(pred.length, gradients);
    klDivergence(pred, target, out);
    return {
      value: out.value,
      gradients: namedGradients(out.gradient, null),
      scaled: (i, over, under) => ratio([target[i], surplus(pred[i], target[i]), ...over], under),
    };
  },
};
