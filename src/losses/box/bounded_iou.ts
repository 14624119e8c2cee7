/**
 * Bounded IoU loss: what the share in common lacks to 1 at most, if only the centre differed, along x and
 * along y, or only the width, or only the height; each through smooth L1.
 *
 * @module
 */
import {
  avgFactorOr,
  countOfTerms,
  numberOf,
  predAndTarget,
  type TermSlope,
  Wide,
} from "../../reference/internal.ts";
import type { Kernel } from "../../reference/mod.ts";
import { bent } from "./bend.ts";
import { boxPairOf, type Span } from "./span.ts";

/** A term of one axis, and its slopes by the ends of the predicted interval. */
export interface BoundedTerm {
  readonly value: Wide;
  readonly slopes: readonly [lower: Wide, upper: Wide];
}

/** What a term of an axis is made of: what the share lacks, and its slope by what it depends on. */
interface Lost {
  readonly q: Wide;
  readonly slope: Wide;
}

const two = Wide.of(2);

/**
 * The two terms of one axis, with the middles d/2 apart, right length t, predicted length p:
 *
 *     q = (2 d + ε)/(t + d + ε) where d < t, else 1        r = |p − t| + ε over max(p, t) + ε
 *
 * and ℓ = q²/(2 β) where q < β, else q − β/2; likewise of r.
 *
 * Sources: arXiv:1711.00164; mmdet/models/losses/iou_loss.py, bounded_iou_loss.
 *
 * @param span the axis of both boxes
 * @param options `beta` > 0, where the parabola becomes a line; `eps` ≥ 0, added to lengths
 * @returns the terms of the shift and of the length
 *
 * @example
 * ```ts
 * import { boundedIouLoss } from "./bounded_iou.ts";
 * import { spanOf } from "./span.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const [shift, length] = boundedIouLoss(spanOf(0, 4, 1, 5), { beta: 0.5, eps: 0 });
 * assertEquals(shift.value.toNumber(), 4 / 6 - 0.25);
 * assertEquals(length.value.toNumber(), 0);
 * ```
 */
export function boundedIouLoss(
  span: Span,
  { beta, eps }: { readonly beta: number; readonly eps: number },
): readonly [shift: BoundedTerm, length: BoundedTerm] {
  const point = Wide.of(beta);
  const [shifted, resized] = [shiftedBy(span, Wide.of(eps)), resizedBy(span, Wide.of(eps))];
  const [shift, length] = [bent(shifted.q, point), bent(resized.q, point)];
  const isAhead = Wide.zero.isLess(span.shift);
  const isBehind = span.shift.isLess(Wide.zero);
  const steep = shift.slope(shifted.slope);
  // Both ends move the middle, each half as far.
  const nearer = isAhead ? steep.negated() : isBehind ? steep : Wide.zero.times(steep);
  const longer = length.slope(resized.slope);
  return [
    { value: shift.value, slopes: [nearer, nearer] },
    { value: length.value, slopes: [longer.negated(), longer] },
  ];
}

/** What a shift costs, and its slope by d. */
function shiftedBy({ shift, target }: Span, eps: Wide): Lost {
  const away = two.times(shift.isLess(Wide.zero) ? shift.negated() : shift);
  const room = target.minus(away);
  if (!Wide.zero.isLess(room) && !room.isNaN()) return { q: Wide.one, slope: Wide.zero };
  const whole = Wide.sum([target, away, eps]);
  const rest = two.times(target).plus(eps);
  return {
    q: two.times(away).plus(eps).over(whole),
    slope: Wide.ratio([rest], [whole, whole]),
  };
}

/** What another length costs, and its slope by the predicted one. */
function resizedBy({ pred, target, stretch }: Span, eps: Wide): Lost {
  if (stretch.isLess(Wide.zero)) {
    const whole = target.plus(eps);
    return { q: eps.minus(stretch).over(whole), slope: Wide.one.over(whole).negated() };
  }
  const whole = pred.plus(eps);
  return { q: stretch.plus(eps).over(whole), slope: Wide.ratio([target], [whole, whole]) };
}

/** Bounded IoU loss of boxes [N, 4] in the reference: the terms of shifts and lengths in turn, x before y. */
export const boundedIou: Kernel = {
  denominators: { mean: (operands) => avgFactorOr(operands, () => countOfTerms(operands)[0]) },
  terms(operands, gradients) {
    const { pred, target } = predAndTarget(operands);
    const options = { beta: numberOf(operands, "beta"), eps: numberOf(operands, "eps") };
    const terms = Array.from({ length: pred.length / 4 }, (_, i) => {
      const { x, y } = boxPairOf(pred, target, i);
      const [across, down] = [boundedIouLoss(x, options), boundedIouLoss(y, options)];
      return [across[0], down[0], across[1], down[1]];
    }).flat();
    const slopesOf = (at: number): readonly TermSlope[] => {
      const first = at - at % 4 + at % 2;
      const end = at % 4 < 2 ? 0 : 1;
      return [first, first + 2].map((term) => ({ term, slope: terms[term].slopes[end] }));
    };
    return {
      value: Float64Array.from(terms, ({ value }) => value.toNumber()),
      gradients: {},
      ...gradients && { slopes: { pred: slopesOf } },
      scaled: (i, over, under) =>
        Wide.ratio([terms[i].value, ...over.map(Wide.of)], under.map(Wide.of)).toNumber(),
    };
  },
};
