/**
 * Dice loss of masks of probabilities: 1 less twice the overlap over the size of both masks.
 *
 * @module
 */
import {
  avgFactorOr,
  type ClassLayout,
  type LossOutput,
  numberOf,
  type Operands,
  predAndTarget,
  ratio,
  rowOutput,
  sum,
} from "../../reference/internal.ts";
import type { Kernel } from "../../reference/mod.ts";
import {
  allocateMaskRow,
  excess,
  givenProbabilities,
  type MaskRow,
  placeInMask,
  type Probabilities,
  readMaskRow,
} from "./mask_row.ts";

/** Parameters of {@linkcode diceLoss}. */
export interface DiceOptions {
  /** eps ≥ 0: keeps the quotient from 0/0. */
  readonly eps: number;
  /** Whether the size of a mask is its sum, not the sum of its squares. */
  readonly naive: boolean;
}

/** The parts of one row: ℓ = missed / norm, ∂ℓ/∂p_c = slope(c) / norm · power. */
export interface DiceRow {
  readonly missed: number;
  readonly norm: number;
  readonly slope: (c: number) => number;
  readonly power: number;
}

/**
 * Dice loss, value and gradient, with sums over the entries of a row:
 *
 *     V-Net   ℓ = (Σ (p − t)² + 2 eps) / D       D = Σ p² + Σ t² + 2 eps
 *             ∂ℓ/∂p = 2 (s p − t) / D            s = 2 Σ p t / D = 1 − ℓ
 *     naive   ℓ = Σ (p (1 − t) + t (1 − p)) / D  D = Σ p + Σ t + eps
 *             ∂ℓ/∂p = (s − 2 t) / D              s = (2 Σ p t + eps) / D
 *
 * Stable form: nothing is taken from 1; s p − t is (p − t) − ℓ p where ℓ is small; and a row so faint that
 * squares underflow is read in units of a power of two.
 *
 * Sources: arXiv:1606.04797, section 3; mmdet/models/losses/dice_loss.py.
 *
 * @param of probabilities [N, P]
 * @param target as many targets in [0, 1]
 * @param layout where the entries of each row stand
 * @param options eps, and which of both
 * @param out receives ℓ, one a row, and ∂ℓ/∂p
 *
 * @example
 * ```ts
 * import { diceLoss } from "./dice.ts";
 * import { givenProbabilities } from "./mask_row.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const out = { value: new Float64Array(1), gradient: new Float64Array(2) };
 * const layout = { rows: 1, classes: 2, start: () => 0, stride: 1 };
 * const p = givenProbabilities(Float64Array.of(1, 1));
 * diceLoss(p, Float64Array.of(1, 0), layout, { eps: 0, naive: true }, out);
 * assertEquals(out.value, Float64Array.of(1 / 3));
 * ```
 */
export function diceLoss(
  of: Probabilities,
  target: Float64Array,
  layout: ClassLayout,
  options: DiceOptions,
  { value, gradient }: LossOutput,
): void {
  const row = allocateMaskRow(layout.classes);
  for (let i = 0; i < layout.rows; i++) {
    readMaskRow(of, target, layout, i, row);
    const { missed, norm, slope, power } = diceRow(row, options);
    value[i] = missed / norm;
    if (!gradient) continue;
    let at = layout.start(i);
    for (let c = 0; c < layout.classes; c++, at += layout.stride) {
      gradient[at] = slope(c) / norm * power;
    }
  }
}

/** The parts of one row. */
export function diceRow(row: MaskRow, { eps, naive }: DiceOptions): DiceRow {
  const unit = unitOf(row, eps);
  return naive ? naiveRow(row, eps, unit) : vnetRow(row, eps, unit);
}

function vnetRow(row: MaskRow, eps: number, unit: number): DiceRow {
  const p = row.p.map((x) => x * unit);
  const t = row.t.map((x) => x * unit);
  const d = p.map((_, c) => excess(row, c) * unit);
  const twoEps = 2 * (eps * unit * unit);
  const missed = sum([...d.map((x) => x * x), twoEps]);
  const norm = sum([...p.map((x) => x * x), ...t.map((x) => x * x), twoEps]);
  const share = 2 * sum(p.map((x, c) => x * t[c])) / norm;
  const loss = missed / norm;
  return {
    missed,
    norm,
    power: unit,
    slope: (c) => 2 * (loss < 0.5 ? d[c] - loss * p[c] : share * p[c] - t[c]),
  };
}

function naiveRow({ p, rest, t }: MaskRow, eps: number, unit: number): DiceRow {
  const missed = sum(p.map((x, c) => x * (1 - t[c]) + t[c] * rest[c])) * unit;
  const norm = sum([...p, ...t, eps]) * unit;
  const overlap = sum(p.map((x, c) => (x * unit) * (t[c] * unit)));
  const share = (2 * overlap + eps * unit * unit) / norm;
  return { missed, norm, power: 1, slope: (c) => (share - 2 * (t[c] * unit)) };
}

/** A power of two that brings a row's largest entry, or the root of eps, up to where squares keep their digits. */
function unitOf({ p, t }: MaskRow, eps: number): number {
  let size = Math.sqrt(eps);
  for (let c = 0; c < p.length; c++) size = Math.max(size, p[c], t[c]);
  return size > 0 && size < 2 ** -400 ? 2 ** Math.min(1000, -Math.floor(Math.log2(size))) : 1;
}

/** `avg_factor`, or the number of rows. */
export function countOfRows(operands: Operands): readonly number[] {
  return avgFactorOr(operands, () => operands.layout.rows);
}

/** The parameters of a call. */
export function diceOptions(operands: Operands): DiceOptions {
  return { eps: numberOf(operands, "eps"), naive: operands.params.naive === 1 };
}

/** Dice loss in the reference. */
export const dice: Kernel = {
  denominators: { mean: countOfRows },
  terms(operands, gradients) {
    const { layout } = operands;
    const { pred, target } = predAndTarget(operands);
    const of = givenProbabilities(pred);
    const options = diceOptions(operands);
    const out = rowOutput(operands, gradients);
    diceLoss(of, target, layout, options, out);
    const partsOf = (i: number) => {
      const row = allocateMaskRow(layout.classes);
      readMaskRow(of, target, layout, i, row);
      return diceRow(row, options);
    };
    return {
      value: out.value,
      gradients: out.gradient ? { pred: out.gradient } : {},
      scaled: (i, over, under) => {
        const { missed, norm } = partsOf(i);
        return ratio([missed, ...over], [norm, ...under]);
      },
      scaledGradients: {
        pred: (at, over, under) => {
          const [i, c] = placeInMask(layout, at);
          const { slope, norm, power } = partsOf(i);
          return ratio([slope(c), power, ...over], [norm, ...under]);
        },
      },
    };
  },
};
