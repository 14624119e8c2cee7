/**
 * The update of equalization loss v2: the gradients of a batch, added to those before it.
 *
 * @module
 */
import { logitsOf, numberOf, type Operands, sigmoid, sum, Wide } from "../../reference/internal.ts";
import type { Kernel } from "../../reference/mod.ts";
import type { Eqlv2Options } from "./eqlv2.ts";

/** State and parameters of {@linkcode eqlv2Update}. */
export interface Eqlv2UpdateOptions extends Eqlv2Options {
  /** P: the gradient of positives before, one a class. */
  readonly posGrad: Float64Array;
  /** Q: the gradient of negatives before, one a class. */
  readonly negGrad: Float64Array;
  /** ε: is added to the gradient of negatives. */
  readonly eps: number;
}

/**
 * The ratio after a batch, with labels k_i, of which C stands for the background:
 *
 *     n_c = σ(γ (r_c − μ))        p_c = 1 + α σ(−γ (r_c − μ))
 *     r′_c = (P_c + p_c Σ_{k_i=c} σ(−x_ic)) / (Q_c + n_c Σ_{k_i≠c} σ(x_ic) + ε)
 *
 * Sources: arXiv:2012.08548 eq. 5 and 6; mmdet/models/losses/eqlv2_loss.py, collect_grad.
 *
 * @param x logits [N, C], row-major
 * @param labels [N], each in 0…C
 * @param options r, P, Q, [C] each, and γ, μ, α, ε
 * @returns r′ [C]
 *
 * @example
 * ```ts
 * import { eqlv2Update } from "./eqlv2_update.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const [ratio, posGrad, negGrad] = [0, 1, 3].map((x) => Float64Array.of(x, x));
 * const options = { ratio, posGrad, negGrad, gamma: 0, mu: 0, alpha: 2, eps: 0.25 };
 * const after = eqlv2Update(Float64Array.of(0, 0), Int32Array.of(0), options);
 * assertEquals(after.map((r) => r.toNumber()), [(1 + 2 / 2) / 3.25, 1 / (3 + 0.5 / 2 + 0.25)]);
 * ```
 */
export function eqlv2Update(
  x: Float64Array,
  labels: Int32Array,
  { ratio, posGrad, negGrad, gamma, mu, alpha, eps }: Eqlv2UpdateOptions,
): readonly Wide[] {
  const classes = ratio.length;
  return Array.from(ratio, (r, c) => {
    const positives = Float64Array.from(
      labels,
      (k, i) => k === c ? sigmoid(-x[i * classes + c]) : 0,
    );
    const negatives = Float64Array.from(
      labels,
      (k, i) => k === c ? 0 : sigmoid(x[i * classes + c]),
    );
    const z = gamma * (r - mu);
    const above = [posGrad[c], [1 + alpha * sigmoid(-z), sum(positives)]];
    const below = [negGrad[c], [sigmoid(z), sum(negatives)], eps];
    return sumOfProducts(above).over(sumOfProducts(below));
  });
}

function sumOfProducts(summands: readonly (number | readonly number[])[]): Wide {
  return Wide.sum(summands.map((factors) => Wide.ratio([factors].flat().map(Wide.of))));
}

/** The update of equalization loss v2 in the reference. */
export const eqlv2UpdateKernel: Kernel = {
  denominators: {},
  terms(operands) {
    const after = eqlv2Update(logitsOf(operands), operands.labels, optionsOf(operands));
    return {
      value: Float64Array.from(after, (r) => r.toNumber()),
      gradients: {},
      scaled: (c, over, under) =>
        Wide.ratio([after[c], ...over.map(Wide.of)], under.map(Wide.of)).toNumber(),
    };
  },
};

function optionsOf(operands: Operands): Eqlv2UpdateOptions {
  const { ratio, pos_grad: posGrad, neg_grad: negGrad } = operands.floats;
  if (!ratio || !posGrad || !negGrad) {
    throw new TypeError("Cannot evaluate: ratio, pos_grad and neg_grad must be checked first");
  }
  const [gamma, mu, alpha, eps] = ["gamma", "mu", "alpha", "eps"].map((name) =>
    numberOf(operands, name)
  );
  return { ratio, posGrad, negGrad, gamma, mu, alpha, eps };
}
