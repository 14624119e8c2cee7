/**
 * Binary cross entropy with logits, with q the weight of positives and a the label smoothing:
 *
 *     T = t (1 − a) + a/2,  F = (1 − t)(1 − a) + a/2
 *     q T softplus(−x) + F softplus(x)
 *     ∂/∂x = F σ(x) − q T σ(−x)        ∂/∂t = (1 − a)(q softplus(−x) − softplus(x))
 *
 * The last is written (1 − a)((q − 1) log1p(e^−|x|) − x), with q x for x < 0: at q = 1 it is −x (1 − a).
 *
 * @module
 */
import {
  classWeights,
  divisorOfElements,
  elements,
  type Float,
  fraction,
  type Frame,
  logit,
  type LossGraph,
  optionalWeight,
  productInTurn,
  steadyProduct,
  type Terms,
} from "../../onnx/internal.ts";

/**
 * The negative log likelihood of a target under the logistic function of a logit.
 *
 * @param frame where it is written down
 * @param posWeight q, of the shape of the logits or one that is repeated to it
 */
function binaryCrossEntropyWithLogits(frame: Frame, posWeight: (pred: Float) => Float): Terms {
  const { o, number } = frame;
  const { pred, target: t, shape } = elements(frame, { unit: ["target"] });
  const q = posWeight(pred);
  const smoothing = fraction(frame, "label_smoothing");
  const keep = o.sub(number(1), smoothing, "keep");
  const half = o.mul(number(0.5), smoothing, "half_smoothing");
  const smooth = o.add(o.mul(t, keep), half, "T");
  const isTrue = o.mul(q, smooth, "qT");
  const isFalse = o.add(o.mul(o.sub(number(1), t), keep), half, "F");
  const { low, high, up, down, norm, tail } = logit(frame, pred);
  const softplus = o.sub(tail, high, "softplus");
  const softplusOfMinus = o.sub(tail, low, "softplus_of_minus");
  const weight = optionalWeight(frame, "weight", pred);
  const excess = o.mul(o.mul(keep, o.sub(q, number(1))), tail, "excess");
  const minus = o.neg(o.mul(keep, pred), "minus_keep_x");
  const side = o.where(o.less(pred, number(0)), q, number(1), "q_below");
  // q softplus may be beyond the format where a weight brings it back: q > 1 is kept apart.
  const factor = o.max(q, number(1), "q_over_1");
  const isTrueShare = o.mul(o.min(q, number(1)), smooth, "T_share");
  const positive = o.mul(isTrueShare, softplusOfMinus, "positive");
  const negative = o.mul(o.div(isFalse, factor), softplus, "negative");
  return {
    value: o.add(positive, negative, "bce"),
    factor,
    gradients: {
      pred: o.sub(
        o.mul(isFalse, o.div(up, norm, "p")),
        o.mul(isTrue, o.div(down, norm, "n")),
        "slope",
      ),
      target(factors) {
        // The logit may be as large as the format, so that only the whole product is in it.
        const line = steadyProduct(o, number, minus, { ...factors, weight: o.mul(weight, side) });
        return o.add(line, productInTurn(o, excess, factors), "slope_by_t");
      },
    },
    weight,
    ...divisorOfElements(frame, pred),
    shape,
  };
}

/** Binary cross entropy of logits. */
export const logitCrossEntropyGraph: LossGraph = {
  write: (frame) =>
    binaryCrossEntropyWithLogits(frame, (pred) => optionalWeight(frame, "pos_weight", pred)),
};

/** The same of logits [N, C], with q by class: [C] is repeated for each row. */
export const logitCrossEntropyByClassGraph: LossGraph = {
  write: (frame) =>
    binaryCrossEntropyWithLogits(frame, (pred) => {
      const classes = frame.o.length(pred, 1, "C");
      return classWeights(frame, "pos_weight", { classes });
    }),
};
