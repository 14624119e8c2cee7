/**
 * Kullback-Leibler divergence, entry by entry: t (log t − x), slope −t. Where t is 0 its logarithm, by
 * which 0 is multiplied, is that of 1.
 *
 * @module
 */
import {
  divisorOfElements,
  elements,
  type Frame,
  type LossGraph,
  steadyProduct,
  type Terms,
} from "../../onnx/internal.ts";

function klDivergence(frame: Frame): Terms {
  const { o, number } = frame;
  const { pred, target, shape } = elements(frame);
  const isNegative = o.less(o.reduceMin(target), number(0));
  const t = o.require(target, o.not(isNegative), "target must be >= 0");
  const counted = o.where(o.equal(t, number(0)), number(1), t, "counted");
  const surplus = o.sub(o.log(counted), pred, "surplus");
  const slope = o.neg(t, "slope");
  return {
    value: o.mul(t, surplus, "divergence"),
    gradients: { pred: (factors) => steadyProduct(o, number, slope, factors) },
    ...divisorOfElements(frame, pred),
    shape,
  };
}

/** Kullback-Leibler divergence. */
export const klDivGraph: LossGraph = { write: klDivergence };
