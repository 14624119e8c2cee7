/**
 * Bounded IoU loss: smooth L1 of (2 d + eps)/(t + d + eps) by the shift of each axis, and of
 * (|p - t| + eps)/(max(p, t) + eps) by its length.
 *
 * @module
 */
import {
  avgFactorOrElements,
  type Axis,
  type BoxPairs,
  boxPairs,
  type Factors,
  type Float,
  type Frame,
  type LossGraph,
  nonNegative,
  optionalWeight,
  positive,
  type Span,
  steadyProduct,
  type Terms,
  unitOf,
} from "../../onnx/internal.ts";
import { bent } from "./bend_graph.ts";

/** What a share lacks to 1, and its slope in a unit: times that, and what lengths were multiplied by, it is the slope. */
interface Lost {
  readonly q: Float;
  readonly slope: Float;
  readonly unit: Float;
}

function boundedIouLoss(frame: Frame): Terms {
  const { o, number, float } = frame;
  const one = number(1);
  const pairs = boxPairs(frame, number(0));
  const eps = nonNegative(frame, "eps");
  const beta = positive(frame, "beta");
  const axes = [pairs.x, pairs.y];
  const lost = [
    ...axes.map((axis) => shifted(frame, inRange(frame, pairs, axis, axis.plain.hull, eps))),
    ...axes.map(({ plain: { pred, target } }, k) =>
      resized(frame, inRange(frame, pairs, axes[k], o.max(pred, target), eps))
    ),
  ];
  const losses = lost.map(({ q }) => bent(frame, q, beta));
  const value = o.columns(losses.map(({ value }) => value), "bounded_iou_loss");
  // A slope by tiny sides may be beyond the format: what enlarges it comes last.
  const slopes = o.columns(
    lost.map(({ slope, unit }, k) => o.mul(o.mul(slope, losses[k].factor), o.min(unit, one))),
    "slopes",
  );
  const power = o.columns(lost.map(({ unit }) => o.max(unit, one)), "power");
  const gradient = (factors: Factors) => {
    const parts = o.mul(steadyProduct(o, number, slopes, factors), power);
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

/** The lengths of an axis that the loss reads. */
type Lengths = Pick<Span, "pred" | "target" | "shift" | "stretch">;

/** Lengths of one axis and eps, all times a factor. */
interface Scaled {
  readonly span: Lengths;
  readonly eps: Float;
  readonly factor: Float;
}

/** An axis as it is, or where a length or eps is so long that sums could leave the format, smaller. */
function inRange(
  frame: Frame,
  { shrunk }: BoxPairs,
  { plain, raw }: Axis,
  longest: Float,
  eps: Float,
): Scaled {
  const { o, number, largest } = frame;
  const small = number(2 ** -8);
  const isNear = o.greaterOrEqual(o.mul(largest(), small), o.max(longest, eps), "is_near");
  const of = (name: keyof Lengths) => o.where(isNear, plain[name], o.mul(raw[name], small));
  const factor = o.where(isNear, number(1), o.mul(shrunk, small), "factor_of_lengths");
  return {
    span: {
      pred: of("pred"),
      target: of("target"),
      shift: of("shift"),
      stretch: of("stretch"),
    },
    eps: o.mul(eps, factor),
    factor,
  };
}

/** What a shift costs, and its slope by either end of the predicted interval. */
function shifted(frame: Frame, { span: { shift, target }, eps, factor }: Scaled): Lost {
  const { o, number } = frame;
  const away = o.mul(number(2), o.abs(shift), "away");
  const isApart = o.greaterOrEqual(away, target, "is_beside");
  const whole = o.add(o.add(target, away), eps);
  const unit = unitOf(frame, whole);
  const q = o.div(o.add(o.mul(number(2), away), eps), whole);
  const rest = o.div(o.add(o.mul(number(2), target), eps), whole);
  const steepness = o.mul(o.neg(o.sign(shift)), o.div(rest, o.mul(whole, unit)));
  return {
    q: o.where(isApart, number(1), q, "shifted"),
    slope: o.where(isApart, number(0), steepness),
    unit: o.mul(unit, factor),
  };
}

/** What another length costs, and its slope by the predicted one. */
function resized(frame: Frame, { span: { pred, target, stretch }, eps, factor }: Scaled): Lost {
  const { o, number } = frame;
  const isShort = o.less(stretch, number(0), "is_short");
  const whole = o.add(o.where(isShort, target, pred), eps);
  const unit = unitOf(frame, whole);
  const towards = o.where(isShort, number(-1), o.div(target, whole));
  return {
    q: o.div(o.add(o.abs(stretch), eps), whole, "resized"),
    slope: o.div(towards, o.mul(whole, unit)),
    unit: o.mul(unit, factor),
  };
}

/** Bounded IoU. */
export const boundedIouGraph: LossGraph = { write: boundedIouLoss };
