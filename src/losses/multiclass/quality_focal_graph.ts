/**
 * Quality focal loss: with y = q for the class of the label and 0 for the others, u = exp(min(x, 0)),
 * v = exp(min(−x, 0)), z = 1 + u v,  σ(x) = u/z, σ(−x) = v/z,  w = (1 − y) u − y v,
 *
 *     Σ_c |w/z|^β BCE,   ∂/∂x_c = |w/z|^β (w/z + β (u v/(w z)) BCE)
 *
 * Where w is 0, so that nothing is wrong, 1 stands for it: the sign in front is 0.
 *
 * @module
 */
import {
  avgFactorOrElements,
  type Float,
  type Frame,
  type Int,
  logit,
  type LossGraph,
  nonEmpty,
  optionalWeight,
  type Terms,
  withFactorChecked,
} from "../../onnx/internal.ts";

function qualityFocalLoss(frame: Frame): Terms {
  const { o, number, integers } = frame;
  const zero = number(0);
  const one = number(1);
  const pred = frame.float("pred");
  const given = frame.float("beta");
  const beta = o.require(given, o.greaterOrEqual(given, one), "beta must be >= 1");
  const shape = nonEmpty(frame, o.pick(o.shape(pred, "shape"), integers([0]), "rows"), pred);
  const y = targets(frame, pred, shape);
  const rest = o.sub(one, y, "rest");
  const { low, high, up, down, e, norm, tail } = logit(frame, pred);
  const bce = o.sub(tail, o.add(o.mul(y, low), o.mul(rest, high)), "bce");
  const wrong = o.sub(o.mul(rest, up), o.mul(y, down), "wrong");
  const gap = o.div(wrong, norm, "gap");
  const modulation = o.pow(o.abs(gap), beta, "modulation");
  const someWrong = o.where(o.equal(wrong, zero), one, o.abs(wrong), "some_wrong");
  const steepness = o.div(e, o.mul(someWrong, norm), "steepness");
  const turn = o.mul(o.mul(o.sign(gap), beta), o.mul(steepness, bce), "turn");
  const { value, factor } = rowSums(frame, o.mul(modulation, bce, "entries"));
  return {
    value,
    factor,
    gradients: { pred: o.mul(modulation, o.add(gap, turn), "slope") },
    ...avgFactorOrElements(frame, value),
    weight: withFactorChecked(frame, optionalWeight(frame, "weight", value)),
    shape,
  };
}

/** Σ_c of numbers ≥ 0, and what it is to be multiplied by: where it could leave the format, 2^16. */
function rowSums({ o, number, largest }: Frame, entries: Float): {
  readonly value: Float;
  readonly factor: Float;
} {
  const high = o.reduceMax(entries, 1, "highest_entry");
  const isLarge = o.greater(high, o.mul(largest(), number(2 ** -16)), "is_large");
  const factor = o.where(isLarge, number(2 ** 16), number(1), "scale");
  return {
    value: o.squeeze(o.sum(o.div(entries, factor), [1]), [1], "quality_focal"),
    factor: o.squeeze(factor, [1]),
  };
}

/** y: the score at the class of the label, 0 elsewhere; a row of label C is 0 everywhere. */
function targets(frame: Frame, pred: Float, shape: Int): Float {
  const { o, number, integers } = frame;
  const classes = o.length(pred, 1, "C");
  const given = o.reshape(frame.int("label"), shape, "k", "label must have the rows of pred");
  const stray = o.or(o.lessInts(given, integers(0)), o.lessInts(classes, given), "stray");
  const demand = "label must be a class or C, the background";
  const labels = o.require(given, o.not(o.any(stray)), demand);
  const isLabel = o.equalInts(o.unsqueeze(labels, [1]), o.range(classes, "classes"), "is_label");
  const score = o.reshape(frame.float("score"), shape, "q", "score must have the rows of pred");
  const outside = o.or(
    o.less(o.reduceMin(score), number(0)),
    o.greater(o.reduceMax(score), number(1)),
  );
  const checked = o.require(score, o.not(outside), "score must lie in [0, 1]");
  return o.where(isLabel, o.unsqueeze(checked, [1]), number(0), "y");
}

/** Quality focal loss. */
export const qualityFocalGraph: LossGraph = { write: qualityFocalLoss };
