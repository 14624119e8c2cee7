/**
 * Knowledge distillation: with m the highest logit, g = (z − m)/2 for teacher and student, and a the
 * logarithm of Σ exp(2 g/T), the softmax is exp(2 g/T)/exp(a), and
 *
 *     T²/C Σ q (log q − log p) = 2T/C (Σ q (g_s − g_x) + T/2 (a_x − a_s))        slope T/C (p − q)
 *
 * The halves stay in the format whatever the logits are; what exceeds 1 of 2T/C goes to the weight.
 *
 * @module
 */
import {
  avgFactorOrElements,
  belowTop,
  type Float,
  type Frame,
  log1p,
  type LossGraph,
  nonEmpty,
  optionalWeight,
  positive,
  type Terms,
  withFactorChecked,
} from "../../onnx/internal.ts";

function distillation(frame: Frame): Terms {
  const { o, number, integers } = frame;
  const half = number(0.5);
  const pred = frame.float("pred");
  const entries = nonEmpty(frame, o.shape(pred, "shape"), pred);
  const soft = o.reshape(frame.float("soft"), entries, "s", "soft must have the shape of pred");
  const temperature = positive(frame, "temperature");
  const teacher = softmaxAt(frame, soft, temperature);
  const student = softmaxAt(frame, pred, temperature);
  const classes = o.toFloat(pred, o.length(pred, 1, "C"));
  const gaps = o.sub(teacher.half, student.half, "half_gaps");
  const straight = o.sum(o.mul(teacher.share, gaps), [1], "straight");
  const turn = o.mul(o.mul(half, temperature), o.sub(student.log, teacher.log), "turn");
  const divergence = o.squeeze(o.add(straight, turn), [1], "divergence");
  const factor = o.div(temperature, o.mul(half, classes), "steepness");
  const slope = o.mul(
    o.div(temperature, classes),
    o.sub(student.share, teacher.share),
    "slope",
  );
  const one = number(1);
  return {
    value: o.mul(divergence, o.min(factor, one), "distillation"),
    factor: o.max(factor, one),
    gradients: { pred: slope },
    ...avgFactorOrElements(frame, divergence),
    weight: withFactorChecked(frame, optionalWeight(frame, "weight", divergence)),
    shape: o.pick(entries, integers([0]), "rows"),
  };
}

/** The softmax of rows of logits over T. */
interface Softmax {
  /** (z − m)/2, m the highest logit. */
  readonly half: Float;
  /** log Σ exp((z − m)/T), ≥ 0; one a row. */
  readonly log: Float;
  /** The probabilities. */
  readonly share: Float;
}

function softmaxAt(frame: Frame, z: Float, temperature: Float): Softmax {
  const { o, number, integers } = frame;
  const half = number(0.5);
  const m = o.reduceMax(z, 1, "m");
  const range = o.range(o.length(z, 1), "classes");
  const g = o.sub(o.mul(half, z), o.mul(half, m), "half_gap");
  const exps = o.exp(o.mul(number(2), o.div(g, temperature)), "e");
  const { rest } = belowTop(frame, z, o.reshape(range, integers([1, -1])), exps);
  return {
    half: g,
    log: log1p(frame, rest),
    share: o.div(exps, o.add(number(1), rest), "share"),
  };
}

/** Knowledge distillation. */
export const kdKlDivGraph: LossGraph = { write: distillation };
