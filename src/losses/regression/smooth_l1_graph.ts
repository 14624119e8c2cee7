/**
 * Smooth L1, and its weighted sum: with a = |d|, d = pred − target,
 *
 *     ½ d·(d/β) where a < β, else a − ½ β        slope d/β where a < β, else sign d
 *
 * @module
 */
import {
  avgFactorOr,
  countOfPositive,
  divisorOfElements,
  elements,
  type Frame,
  type LossGraph,
  oddGradients,
  positive,
  type Terms,
  weightOfEach,
} from "../../onnx/internal.ts";

/** Smooth L1 of Fast R-CNN. */
function smoothL1Loss(frame: Frame): Terms {
  const { o, number } = frame;
  const { pred, target, shape } = elements(frame);
  const beta = positive(frame, "beta");
  const d = o.sub(pred, target, "d");
  const a = o.abs(d, "abs_d");
  const near = o.less(a, beta, "near");
  const ratio = o.div(d, beta, "d_over_beta");
  const parabola = o.mul(o.mul(number(0.5), d), ratio, "parabola");
  const line = o.sub(a, o.mul(number(0.5), beta), "line");
  return {
    value: o.where(near, parabola, line, "smooth_l1"),
    gradients: oddGradients(o, o.where(near, ratio, o.sign(d), "slope")),
    ...divisorOfElements(frame, pred),
    shape,
  };
}

/**
 * Σ w · smooth L1 / avg_factor, which is the number of weights > 0, plus 1e-6, where it is absent.
 *
 * Where d leaves the format, w · smooth L1 need not (w may be 0): there the halves of pred and target,
 * exact as they are large, give half of the loss.
 */
function weightedSmoothL1Loss(frame: Frame): Terms {
  const { o, number, float } = frame;
  const terms = smoothL1Loss({ ...frame, reduction: "sum" });
  const weight = weightOfEach(frame, "weight", terms.shape);
  const positives = o.toFloat(weight, countOfPositive(frame, weight));
  const divisor = avgFactorOr(frame, o.add(positives, number(1e-6)));
  const isBeyond = o.greater(terms.value, frame.largest(), "is_beyond");
  const half = number(0.5);
  const halfDistance = o.abs(o.sub(o.mul(half, float("pred")), o.mul(half, float("target"))));
  const halfLine = o.sub(halfDistance, o.mul(number(0.25), float("beta")), "half_line");
  return {
    ...terms,
    value: o.where(isBeyond, halfLine, terms.value, "in_range"),
    factor: o.where(isBeyond, number(2), number(1), "factor"),
    weight,
    divisor,
  };
}

/** Smooth L1. */
export const smoothL1Graph: LossGraph = { write: smoothL1Loss };

/** The weighted sum of smooth L1. */
export const weightedSmoothL1Graph: LossGraph = { write: weightedSmoothL1Loss };
