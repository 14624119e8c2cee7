/**
 * Margin L2: with c = min(max(pred − max(margin, 0), 0), 1), the margin by the target,
 *
 *     (c − t)²        slope 2 (c − t) where c has not been clamped, else 0
 *
 * w e² is |e| · (w |e|), which is in the format wherever it should be: so the weight takes an |e|.
 *
 * @module
 */
import {
  countOfPositive,
  elements,
  type Frame,
  type LossGraph,
  optionalWeight,
  type Terms,
} from "../../onnx/internal.ts";

function marginL2Loss(frame: Frame): Terms {
  const { o, number, float, reduction } = frame;
  const { pred, target: given, shape } = elements(frame);
  const zero = number(0);
  const one = number(1);
  const isOne = o.equal(given, one, "is_one");
  const isLabel = o.or(o.or(isOne, o.equal(given, zero)), o.isNaN(given));
  const target = o.require(given, o.not(o.any(o.not(isLabel))), "target must be 0 or 1");
  const margin = o.where(isOne, float("pos_margin"), float("neg_margin"), "margin");
  const x = o.sub(pred, o.max(margin, zero), "x");
  const clamped = o.min(o.max(x, zero), one, "clamped");
  const error = o.sub(clamped, target, "error");
  const size = o.abs(error, "size");
  const isClamped = o.or(o.less(x, zero), o.greater(x, one));
  const weight = o.expand(optionalWeight(frame, "weight", pred), shape, "weights");
  const count = o.toFloat(pred, countOfPositive(frame, weight), "count");
  return {
    value: size,
    weight: o.mul(weight, size, "weighted_size"),
    gradients: {
      pred: o.mul(number(2), o.where(isClamped, zero, o.sign(error)), "slope"),
    },
    ...reduction === "mean" && { divisor: o.add(count, number(2 ** -23), "divisor") },
    shape,
  };
}

/** Margin L2. */
export const marginL2Graph: LossGraph = { write: marginL2Loss };
