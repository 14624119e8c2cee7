/**
 * Bounded IoU loss: smooth L1 of (2 d + eps)/(t + d + eps) by the shift of each axis, and of
 * (|p - t| + eps)/(max(p, t) + eps) by its length.
 *
 * @module
 */
import {
  avgFactorOrElements,
  boxPairs,
  type Factors,
  type Float,
  type Frame,
  inUnits,
  type LossGraph,
  nonNegative,
  optionalWeight,
  positive,
  type Span,
  steadyProduct,
  type Terms,
} from "../../onnx/internal.ts";

/** What a share lacks to 1, and its slope times a factor: where that is 0 the slope itself may leave the format. */
interface Lost {
  readonly q: Float;
  readonly slope: (factor: Float) => Float;
}

function boundedIouLoss(frame: Frame): Terms {
  const { o, number, float } = frame;
  const pairs = boxPairs(frame, number(0));
  const given = o.mul(nonNegative(frame, "eps"), pairs.shrunk);
  const isFar = o.greater(given, o.mul(frame.largest(), number(2 ** -8)));
  const unit = o.where(isFar, number(2 ** -8), number(1), "unit");
  const eps = o.mul(given, unit, "eps_in_units");
  const beta = positive(frame, "beta");
  const axes = [pairs.x, pairs.y].map(({ raw }) => inUnits(frame, raw, unit));
  const lost = [
    ...axes.map((axis) => bent(frame, shifted(frame, axis, eps), beta)),
    ...axes.map((axis) => bent(frame, resized(frame, axis, eps), beta)),
  ];
  const value = o.columns(lost.map(({ value }) => value), "bounded_iou_loss");
  const slopes = o.columns(
    lost.map(({ slope }) => o.mul(slope, o.mul(pairs.shrunk, unit))),
    "slopes",
  );
  const gradient = (factors: Factors) => {
    const parts = steadyProduct(o, number, slopes, factors);
    const [left, up, wider, taller] = [0, 1, 2, 3].map((k) => o.column(parts, k));
    return o.columns([
      o.sub(left, wider),
      o.sub(up, taller),
      o.add(left, wider),
      o.add(up, taller),
    ], "slope_pred");
  };
  const pred = float("pred");
  return {
    value,
    gradients: { pred: gradient },
    weight: optionalWeight(frame, "weight", pred),
    ...avgFactorOrElements(frame, pred),
    shape: o.shape(pred),
  };
}

/** What a shift costs, and its slope by either end of the predicted interval. */
function shifted({ o, number }: Frame, { shift, target }: Span, eps: Float): Lost {
  const away = o.mul(number(2), o.abs(shift), "away");
  const isApart = o.greaterOrEqual(away, target, "is_beside");
  const whole = o.add(o.add(target, away), eps);
  const q = o.div(o.add(o.mul(number(2), away), eps), whole);
  const steepness = o.div(o.add(o.mul(number(2), target), eps), whole);
  const slope = (factor: Float) =>
    o.mul(o.neg(o.sign(shift)), o.div(o.mul(factor, steepness), whole));
  return {
    q: o.where(isApart, number(1), q, "shifted"),
    slope: (factor) => o.where(isApart, number(0), slope(factor)),
  };
}

/** What another length costs, and its slope by the predicted one. */
function resized({ o, number }: Frame, { pred, target, stretch }: Span, eps: Float): Lost {
  const isShort = o.less(stretch, number(0), "is_short");
  const longer = o.add(pred, eps);
  const shorter = o.add(target, eps);
  return {
    q: o.div(o.add(o.abs(stretch), eps), o.where(isShort, shorter, longer), "resized"),
    slope: (factor) =>
      o.where(
        isShort,
        o.neg(o.div(factor, shorter)),
        o.div(o.mul(factor, o.div(target, longer)), longer),
      ),
  };
}

/** Smooth L1 of q, and its slope. */
function bent({ o, number }: Frame, { q, slope }: Lost, beta: Float) {
  const isLine = o.greaterOrEqual(q, beta, "is_line");
  const steepness = o.div(q, beta);
  const line = o.sub(q, o.mul(number(0.5), beta));
  return {
    value: o.where(isLine, line, o.mul(number(0.5), o.mul(q, steepness))),
    slope: slope(o.where(isLine, number(1), steepness)),
  };
}

/** Bounded IoU. */
export const boundedIouGraph: LossGraph = { write: boundedIouLoss };
