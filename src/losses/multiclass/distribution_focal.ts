/**
 * Distribution focal loss: cross entropy with a position between two classes.
 *
 * @module
 */
import {
  allocateSoftmaxRow,
  avgFactorOr,
  type ClassLayout,
  countOfTerms,
  logitsOf,
  type LossOutput,
  readSoftmaxRow,
  rowOutput,
} from "../../reference/internal.ts";
import type { Kernel } from "../../reference/mod.ts";
import { massLoss, scaledMassLoss, writeMassGradient } from "./masses.ts";

/**
 * Distribution focal loss, value and gradient, with l = ⌊y⌋, T_l = l + 1 − y and T_{l+1} = y − l:
 *
 *     ℓ = −T_l log p_l − T_{l+1} log p_{l+1}        ∂ℓ/∂x_c = p_c − T_c
 *
 * At a whole y, the last class among them, there is no l + 1 to look up.
 *
 * Sources: arXiv:2006.04388 eq. 6; mmdet/models/losses/gfocal_loss.py.
 *
 * @param x logits [N, C], row-major
 * @param y positions in [0, C − 1], one a row
 * @param layout where the logits of each row stand
 * @param out receives ℓ, one a row, and ∂ℓ/∂x, where x stands
 *
 * @example
 * ```ts
 * import { distributionFocalLoss } from "./distribution_focal.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const out = { value: new Float64Array(1), gradient: new Float64Array(2) };
 * const layout = { rows: 1, classes: 2, start: () => 0, stride: 1 };
 * distributionFocalLoss(Float64Array.of(0, 0), Float64Array.of(0.25), layout, out);
 * assertEquals(out.value, Float64Array.of(Math.LN2));
 * assertEquals(out.gradient, Float64Array.of(-0.25, 0.25));
 * ```
 */
export function distributionFocalLoss(
  x: Float64Array,
  y: Float64Array,
  { rows, classes, start, stride }: ClassLayout,
  { value, gradient }: LossOutput,
): void {
  const row = allocateSoftmaxRow(classes);
  const masses = new Float64Array(classes);
  const parts = new Float64Array(classes);
  for (let i = 0; i < rows; i++) {
    const only = fillMasses(masses, y[i]);
    readSoftmaxRow(x, start(i), stride, row);
    const loss = massLoss(x, start(i), stride, row, masses, only, parts);
    value[i] = loss < Infinity ? loss : scaledMassLoss(x, start(i), stride, row, masses, [], []);
    if (gradient) writeMassGradient(gradient, start(i), stride, row, masses, only);
  }
}

/** T of one row, NaN everywhere where y is NaN; returns the class that has all of it, or −1. */
function fillMasses(masses: Float64Array, y: number): number {
  masses.fill(y === y ? 0 : NaN);
  if (y !== y) return -1;
  const below = Math.floor(y);
  if (below === y) {
    masses[below] = 1;
    return below;
  }
  masses[below] = below + 1 - y;
  masses[below + 1] = y - below;
  return -1;
}

/** Distribution focal loss in the reference. */
export const distributionFocal: Kernel = {
  denominators: {
    mean: (operands) => avgFactorOr(operands, () => countOfTerms(operands)[0]),
  },
  terms(operands, gradients) {
    const { layout, floats: { target } } = operands;
    if (!target) throw new TypeError("Cannot evaluate: target must be checked first");
    const x = logitsOf(operands);
    const out = rowOutput(operands, gradients);
    distributionFocalLoss(x, target, layout, out);
    return {
      value: out.value,
      gradients: out.gradient ? { pred: out.gradient } : {},
      scaled(i, over, under) {
        const row = allocateSoftmaxRow(layout.classes);
        const masses = new Float64Array(layout.classes);
        fillMasses(masses, target[i]);
        readSoftmaxRow(x, layout.start(i), layout.stride, row);
        return scaledMassLoss(x, layout.start(i), layout.stride, row, masses, over, under);
      },
    };
  },
};
