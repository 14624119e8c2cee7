/**
 * Seesaw loss: cross entropy of logits that know how common and how likely their classes are.
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
  numberOf,
  ratio,
  readSoftmaxRow,
  rowOutput,
  type SoftmaxRow,
  sumExcept,
} from "../../reference/internal.ts";
import type { Kernel } from "../../reference/mod.ts";

/** Parameters of {@linkcode seesawLoss}. */
export interface SeesawOptions {
  /** n: how many rows of each class there have been. */
  readonly counts: Float64Array;
  /** How much rarer classes are spared. */
  readonly p: number;
  /** How much likelier classes are pushed down. */
  readonly q: number;
  /** The least probability that the label's is taken for. */
  readonly eps: number;
}

/**
 * Seesaw loss, value and gradient, with label k, probabilities S of x, and m = max(n, 1):
 *
 *     u_k = x_k        u_c = x_c + p min(0, log(m_c/m_k)) + q max(0, log(S_c/max(S_k, eps)))
 *     ℓ = −log softmax(u)_k        ∂ℓ/∂x = softmax(u) − onehot(k)
 *
 * S is a constant to the gradient. Where S_k ≥ eps its logarithm's difference is x_c − x_k.
 *
 * Sources: arXiv:2008.10032 eq. 5 to 8; mmdet/models/losses/seesaw_loss.py.
 *
 * @param x logits, row-major
 * @param labels one a row, each in 0…C−1
 * @param layout where the logits of each row stand
 * @param options counts, p, q, eps
 * @param out receives ℓ, one a row, and ∂ℓ/∂x, where x stands
 *
 * @example
 * ```ts
 * import { seesawLoss } from "./seesaw.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const out = { value: new Float64Array(1), gradient: new Float64Array(2) };
 * const options = { counts: Float64Array.of(4, 1), p: 1, q: 0, eps: 0.01 };
 * const layout = { rows: 1, classes: 2, start: () => 0, stride: 1 };
 * seesawLoss(Float64Array.of(3, 3), Int32Array.of(0), layout, options, out);
 * assertEquals(out.gradient, Float64Array.of(-0.2, 0.2));
 * ```
 */
export function seesawLoss(
  x: Float64Array,
  labels: Int32Array,
  layout: ClassLayout,
  options: SeesawOptions,
  { value, gradient }: LossOutput,
): void {
  const { rows, classes, start, stride } = layout;
  for (let i = 0; i < rows; i++) {
    const k = labels[i];
    const row = readRow(x, k, layout, options, i);
    value[i] = lossOf(row, [], []);
    if (!gradient) continue;
    const { exps, top, rest } = row.softmax;
    const miss = (k === top ? rest : sumExcept(exps, k)) / (1 + rest);
    for (let c = 0; c < classes; c++) {
      gradient[start(i) + c * stride] = c === k ? -miss : exps[c] / (1 + rest);
    }
  }
}

/** The changed logits of one row, below the highest of them. */
interface Row {
  readonly softmax: SoftmaxRow;
  /** How far the label's is below it, times the unit. */
  readonly gap: number;
  /** 1, or of far logits a power of two, times which all of them are in range. */
  readonly unit: number;
}

function readRow(
  x: Float64Array,
  k: number,
  { classes, start, stride }: ClassLayout,
  { counts, p, q, eps }: SeesawOptions,
  i: number,
): Row {
  const softmax = allocateSoftmaxRow(classes);
  readSoftmaxRow(x, start(i), stride, softmax);
  const own = x.subarray(start(i));
  const at = (c: number) => own[c * stride];
  const { max, rest } = softmax;
  const log1pRest = Math.log1p(rest);
  const farthest = Array.from({ length: classes }, (_, c) => Math.abs(at(c)));
  const isFar = Math.max(...farthest) > 2 ** 1000 / (1 + q);
  const unit = isFar ? 2 ** -Math.ceil(Math.log2(8 * (1 + q))) : 1;
  const nll = (c: number) => (max * unit - at(c) * unit) + log1pRest * unit;
  const least = -Math.log(eps) * unit;
  const isLikely = nll(k) <= least;
  const changed = Float64Array.from({ length: classes }, (_, c) => {
    if (c === k) return at(c) * unit;
    const rarer = Math.min(0, Math.log(Math.max(counts[c], 1) / Math.max(counts[k], 1)));
    const ahead = isLikely ? at(c) * unit - at(k) * unit : least - nll(c);
    return at(c) * unit + (p * rarer * unit + q * Math.max(0, ahead));
  });
  const highest = changed.reduce((a, b) => Math.max(a, b));
  readSoftmaxRow(changed.map((u) => (u - highest) / unit), 0, 1, softmax);
  return { softmax, gap: highest - changed[k], unit };
}

/** ℓ times what `over` multiplies, over what `under` does. */
function lossOf({ softmax, gap, unit }: Row, over: readonly number[], under: readonly number[]) {
  return ratio([gap + unit * Math.log1p(softmax.rest), ...over], [unit, ...under]);
}

/** Seesaw loss in the reference. */
export const seesaw: Kernel = {
  denominators: {
    mean: (operands) => avgFactorOr(operands, () => countOfTerms(operands)[0]),
  },
  terms(operands, gradients) {
    const { labels, layout, floats: { counts } } = operands;
    if (!counts) throw new TypeError("Cannot evaluate: counts must be checked first");
    const x = logitsOf(operands);
    const options: SeesawOptions = {
      counts,
      p: numberOf(operands, "p"),
      q: numberOf(operands, "q"),
      eps: numberOf(operands, "eps"),
    };
    const out = rowOutput(operands, gradients);
    seesawLoss(x, labels, layout, options, out);
    return {
      value: out.value,
      gradients: out.gradient ? { pred: out.gradient } : {},
      scaled: (i, over, under) => lossOf(readRow(x, labels[i], layout, options, i), over, under),
    };
  },
};
