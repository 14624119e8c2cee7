/**
 * Seesaw loss: −log softmax(u)_k of logits u, with label k, probabilities S of x, and m = max(n, 1):
 *
 *     u_k = x_k        u_c = x_c + p min(0, log(m_c/m_k)) + q max(0, log(S_c/max(S_k, eps)))
 *
 * @module
 */
import {
  atLabel,
  type Float,
  type Frame,
  type Int,
  log1p,
  type LossGraph,
  nonNegative,
  othersOf,
  positive,
  softmaxOf,
  softmaxRowsOfClasses,
  type Terms,
  weightedRows,
} from "../../onnx/internal.ts";
import { wholeCounts } from "./counts_graph.ts";

/** Above which logits changed ones may leave the format. */
const far = { f64: 2 ** 1000, f32: 2 ** 100 } as const;

function seesawLoss(frame: Frame): Terms {
  const { o, number, computing } = frame;
  const [one, zero, two] = [number(1), number(0), number(2)];
  const rows = softmaxRowsOfClasses(frame);
  const { pred, isLabel, halfNll } = rows;
  const [p, q] = [nonNegative(frame, "p"), nonNegative(frame, "q")];
  const given = positive(frame, "eps");
  const eps = o.require(given, o.greaterOrEqual(one, given), "eps must be at most 1");
  const known = o.max(countsOf(frame, rows.classes), one);
  const mine = o.unsqueeze(atLabel(frame, rows, known), [1], "own_count");
  const rarer = o.min(o.log(o.div(known, mine)), zero, "rarer");

  // The changed logits of far ones are computed in a unit in which they are in range.
  const reach = o.reduceMax(o.abs(pred), 1, "reach");
  const growth = o.add(one, q);
  const isFar = o.greater(reach, o.div(number(far[computing]), growth), "is_far");
  const exponent = o.floor(o.mul(o.log(growth), number(Math.LOG2E)));
  const shrinking = o.pow(two, o.neg(o.add(exponent, number(4))));
  const unit = o.where(isFar, shrinking, one, "unit");
  const x = o.mul(pred, unit, "x");
  const nll = o.mul(halfNll, o.mul(two, unit), "nll");
  const atOwn = (all: Float) => o.unsqueeze(atLabel(frame, rows, all), [1]);
  const least = o.mul(o.neg(o.log(eps)), unit, "least");
  const isLikely = o.greaterOrEqual(least, atOwn(nll), "is_likely");
  const ahead = o.where(isLikely, o.sub(x, atOwn(x)), o.sub(least, nll), "ahead");
  const change = o.add(o.mul(o.mul(p, rarer), unit), o.mul(q, o.max(ahead, zero)), "change");
  const changed = o.where(isLabel, x, o.add(x, change), "changed");
  const highest = o.reduceMax(changed, 1, "highest");
  const below = o.div(o.sub(changed, highest), unit, "below");
  const softmax = softmaxOf(frame, { ...rows, pred: below });
  const { exps, norm } = softmax;
  const others = othersOf(frame, isLabel, softmax);
  const gap = o.sub(highest, atOwn(x), "gap");
  const isTop = o.equal(gap, zero, "is_top");
  const tail = o.where(isTop, log1p(frame, others), o.log(norm), "tail");
  return weightedRows(frame, rows.shape, {
    value: o.add(gap, o.mul(unit, tail), "seesaw"),
    factor: o.squeeze(o.div(one, unit), [1], "out_of_unit"),
    gradients: {
      pred: o.where(isLabel, o.neg(o.div(others, norm)), o.div(exps, norm), "slope"),
    },
  });
}

/** One count of each class. */
function countsOf(frame: Frame, classes: Int): Float {
  const { o } = frame;
  const counts = wholeCounts(frame);
  const fits = o.equalInts(o.size(counts), classes);
  return o.require(counts, fits, "counts must have a number for each class");
}

/** Seesaw loss. */
export const seesawGraph: LossGraph = { write: seesawLoss };
