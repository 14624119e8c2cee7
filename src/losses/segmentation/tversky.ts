/**
 * Tversky loss of masks: what is found wrongly and what is missed, each at its price, over all that counts.
 *
 * @module
 */
import {
  type ClassLayout,
  countOfTerms,
  type LossOutput,
  numberOf,
  predAndTarget,
  ratio,
  rowOutput,
  sum,
} from "../../reference/internal.ts";
import type { Kernel } from "../../reference/mod.ts";
import {
  allocateMaskRow,
  givenProbabilities,
  type MaskRow,
  placeInMask,
  type Probabilities,
  readMaskRow,
} from "./mask_row.ts";

/** Parameters of {@linkcode tverskyLoss}. */
export interface TverskyOptions {
  /** alpha ≥ 0: the price of an entry that is found wrongly. */
  readonly alpha: number;
  /** beta ≥ 0: the price of an entry that is missed. */
  readonly beta: number;
  /** s ≥ 0: is added above and below. */
  readonly smooth: number;
  /** gamma > 0: the exponent of the row's loss. */
  readonly gamma: number;
}

/** The parts of one row: ℓ = u^γ, with u = lost / norm; ∂ℓ/∂p_c = γ u^(γ − 1) · step(c) / norm. */
interface TverskyRow {
  readonly norm: number;
  readonly step: (c: number) => number;
  /** Powers of two that the norm was multiplied by. */
  readonly lift: readonly number[];
  /** u^γ. */
  readonly value: number;
  /** u^((γ − 1)/2): its square may be infinite where a product with it is not. */
  readonly rootOfPower: number;
}

/**
 * Tversky loss, value and gradient, with sums over the entries of a row:
 *
 *     W = alpha Σ p (1 − t) + beta Σ (1 − p) t     T = Σ p t + W + s     u = W / T     k = (Σ p t + s) / T
 *     ℓ = u^γ      ∂u/∂p = (alpha (1 − t) k − t (beta k + u)) / T
 *
 * Stable form: u is no difference from 1.
 *
 * Sources: arXiv:1706.05721, eq. 4; mmseg/models/losses/tversky_loss.py.
 *
 * @param of probabilities [N, P]
 * @param target as many targets in [0, 1]
 * @param layout where the entries of each row stand
 * @param options prices, smoothing, exponent
 * @param out receives ℓ, one a row, and ∂ℓ/∂p
 *
 * @example
 * ```ts
 * import { tverskyLoss } from "./tversky.ts";
 * import { givenProbabilities } from "./mask_row.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const out = { value: new Float64Array(1), gradient: new Float64Array(2) };
 * const layout = { rows: 1, classes: 2, start: () => 0, stride: 1 };
 * const options = { alpha: 0.25, beta: 0.75, smooth: 1, gamma: 1 };
 * const p = givenProbabilities(Float64Array.of(0, 0));
 * tverskyLoss(p, Float64Array.of(1, 0), layout, options, out);
 * assertEquals(out.value, Float64Array.of(0.75 / 1.75));
 * ```
 */
export function tverskyLoss(
  of: Probabilities,
  target: Float64Array,
  layout: ClassLayout,
  options: TverskyOptions,
  { value, gradient }: LossOutput,
): void {
  const row = allocateMaskRow(layout.classes);
  for (let i = 0; i < layout.rows; i++) {
    readMaskRow(of, target, layout, i, row);
    const parts = tverskyRow(row, options);
    value[i] = parts.value;
    if (!gradient) continue;
    let at = layout.start(i);
    for (let c = 0; c < layout.classes; c++, at += layout.stride) {
      gradient[at] = slopeOf(parts, options.gamma, c);
    }
  }
}

/** The sums of one row, times 2^(2 half): both factors of a product are multiplied before they are. */
interface Areas {
  /** Σ p t. */
  readonly found: number;
  /** Σ p (1 − t). */
  readonly wrong: number;
  /** Σ (1 − p) t. */
  readonly missed: number;
  readonly smooth: number;
}

function areasOf({ p, rest, t }: MaskRow, smooth: number, half: number): Areas {
  const unit = 2 ** half;
  return {
    found: sum(p.map((x, c) => (x * unit) * (t[c] * unit))),
    wrong: sum(p.map((x, c) => (x * unit) * ((1 - t[c]) * unit))),
    missed: sum(rest.map((x, c) => (x * unit) * (t[c] * unit))),
    smooth: smooth * unit * unit,
  };
}

function tverskyRow(row: MaskRow, { alpha, beta, smooth, gamma }: TverskyOptions): TverskyRow {
  const costOf = ({ wrong, missed }: Areas) => alpha * wrong + beta * missed;
  const normOf = (areas: Areas) =>
    sum([areas.found, alpha * areas.wrong, beta * areas.missed, areas.smooth]);
  const plain = areasOf(row, smooth, 0);
  const half = normOf(plain) < 2 ** -900 ? 500 : 0;
  const areas = half === 0 ? plain : areasOf(row, smooth, half);
  const { found, wrong, missed } = areas;
  const lost = costOf(areas);
  const isFaint = lost < 2 ** -900;
  const price = isFaint ? shiftOf(Math.max(alpha, beta)) : 0;
  const area = isFaint ? shiftOf(Math.max(wrong, missed)) : 0;
  const lifted = (alpha * 2 ** price) * (wrong * 2 ** area) +
    (beta * 2 ** price) * (missed * 2 ** area);
  const lift = half === 0 ? [] : [2 ** half, 2 ** half];
  if (found + areas.smooth === 0) {
    // All that counts is lost: u is 1, and the norm has its units.
    const whole = lifted / lifted;
    return {
      norm: lifted,
      step: (c) => 0 - row.t[c] * whole,
      lift: [...lift, 2 ** price, 2 ** area],
      value: whole,
      rootOfPower: whole,
    };
  }
  const norm = normOf(areas);
  const u = lost / norm;
  const kept = (found + areas.smooth) / norm;
  const power = (exponent: number) =>
    isFaint
      ? (lifted / norm) ** exponent * 2 ** (-exponent * (price + area))
      : powerOf(u, kept, exponent);
  return {
    norm,
    step: (c) => alpha * (1 - row.t[c]) * kept - row.t[c] * (beta * kept + u),
    lift,
    value: power(gamma),
    rootOfPower: power(0.5 * (gamma - 1)),
  };
}

/** u^exponent with u = 1 − kept: near 1 by its logarithm, lest the exponent amplify the rounding of u. */
function powerOf(u: number, kept: number, exponent: number): number {
  if (exponent === 1) return u;
  return kept < 0.5 ? Math.exp(exponent * Math.log1p(-kept)) : u ** exponent;
}

/** By how many powers of two a small number is lifted to about 1; by 1000 at most. */
function shiftOf(size: number): number {
  return size > 0 && size < 1 ? Math.min(1000, -Math.floor(Math.log2(size))) : 0;
}

/** ∂ℓ/∂p_c, times a quotient; where nothing is lost, and nothing changes that, it is 0. */
function slopeOf(
  { norm, step, lift, rootOfPower }: TverskyRow,
  gamma: number,
  c: number,
  over: readonly number[] = [],
  under: readonly number[] = [],
): number {
  const change = step(c);
  if (change === 0) return 0;
  if (gamma === 1 && over.length + under.length + lift.length === 0) return change / norm;
  return ratio([gamma, rootOfPower, rootOfPower, change, ...lift, ...over], [norm, ...under]);
}

/** A kernel of rows of a mask, whose prices and exponent come from the call. */
export function overlapKernel(
  optionsOf: (operands: Parameters<Kernel["terms"]>[0]) => TverskyOptions,
): Kernel {
  return {
    denominators: { mean: countOfTerms },
    terms(operands, gradients) {
      const { layout } = operands;
      const { pred, target } = predAndTarget(operands);
      const of = givenProbabilities(pred);
      const options = optionsOf(operands);
      const out = rowOutput(operands, gradients);
      tverskyLoss(of, target, layout, options, out);
      return {
        value: out.value,
        gradients: out.gradient ? { pred: out.gradient } : {},
        scaled: (i, over, under) => ratio([out.value[i], ...over], under),
        scaledGradients: {
          pred: (at, over, under) => {
            const [i, c] = placeInMask(layout, at);
            const row = allocateMaskRow(layout.classes);
            readMaskRow(of, target, layout, i, row);
            return slopeOf(tverskyRow(row, options), options.gamma, c, over, under);
          },
        },
      };
    },
  };
}

/** Tversky loss in the reference. */
export const tversky: Kernel = overlapKernel((operands) => ({
  alpha: numberOf(operands, "alpha"),
  beta: numberOf(operands, "beta"),
  smooth: numberOf(operands, "smooth"),
  gamma: numberOf(operands, "gamma"),
}));
