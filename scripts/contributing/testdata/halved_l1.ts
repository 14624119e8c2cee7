/**
 * Halved L1: ℓ = |d| / 2, d = pred − target.
 *
 * @module
 */
import { countOfTerms, oddTerms, predAndTarget, ratio } from "../../../src/reference/internal.ts";
import type { Kernel } from "../../../src/reference/mod.ts";

/** |d| / 2, which is in range where d is not. */
function halfDistance(pred: number, target: number): number {
  const d = Math.abs(pred - target);
  return d === Infinity ? Math.abs(0.5 * pred - 0.5 * target) : 0.5 * d;
}

/** Halved L1 in the reference. */
export const halvedL1: Kernel = {
  denominators: { mean: countOfTerms },
  terms(operands, gradients) {
    const { pred, target } = predAndTarget(operands);
    return oddTerms(
      pred.length,
      gradients,
      ({ value, gradient }) => {
        for (let i = 0; i < pred.length; i++) {
          value[i] = halfDistance(pred[i], target[i]);
          if (gradient) gradient[i] = 0.5 * Math.sign(pred[i] - target[i]);
        }
      },
      (i, over, under) => ratio([halfDistance(pred[i], target[i]), ...over], under),
    );
  },
};
