/**
 * Equalization loss v2: p_k softplus(−x_k) + Σ n_c softplus(x_c) over the other classes, with label k,
 *
 *     n_c = σ(γ (r_c − μ))        p_c = 1 + α σ(−γ (r_c − μ))
 *
 * and both 1 of the last class, the background.
 *
 * @module
 */
import {
  type ClassRows,
  type Float,
  type Frame,
  logit,
  type LossGraph,
  nonNegative,
  softmaxRowsOfClasses,
  type Terms,
} from "../../onnx/internal.ts";

function eqlv2Loss(frame: Frame): Terms {
  const { o, number } = frame;
  const [one, zero] = [number(1), number(0)];
  const rows = softmaxRowsOfClasses(frame);
  const { pred, isLabel, classes, classIndex } = rows;
  const [gamma, mu] = [nonNegative(frame, "gamma"), nonNegative(frame, "mu")];
  const alpha = nonNegative(frame, "alpha");
  const next = o.add(o.toFloat(pred, classIndex), one, "next_class");
  const isBackground = o.equal(next, o.toFloat(pred, classes), "is_background");
  const z = logit(frame, o.mul(gamma, o.sub(ratioOf(frame, rows), mu)));
  const negative = o.where(isBackground, one, o.div(z.up, z.norm), "negative");
  const rest = o.where(isBackground, zero, o.div(z.down, z.norm), "rest");
  const positive = o.add(one, o.mul(alpha, rest), "positive");
  const x = logit(frame, pred);
  const own = o.mul(positive, o.sub(x.tail, x.low), "own");
  const other = o.mul(negative, o.sub(x.tail, x.high), "other");
  const value = o.squeeze(o.sum(o.where(isLabel, own, other), [1]), [1], "eqlv2");
  const up = o.neg(o.mul(positive, o.div(x.down, x.norm)));
  const down = o.mul(negative, o.div(x.up, x.norm));
  return {
    value,
    gradients: { pred: o.where(isLabel, up, down, "slope") },
    divisor: o.toFloat(pred, o.size(value)),
    isCount: true,
    shape: rows.shape,
  };
}

/** One ratio ≥ 0 of each class. */
function ratioOf(frame: Frame, { classes }: ClassRows): Float {
  const { o, number } = frame;
  const given = frame.float("ratio");
  const fits = o.equalInts(o.size(given), classes);
  const ratio = o.require(given, fits, "ratio must have a number for each class");
  const isNegative = o.any(o.less(ratio, number(0)));
  return o.require(ratio, o.not(isNegative), "ratio must be 0 or more");
}

/** Equalization loss v2. */
export const eqlv2Graph: LossGraph = { write: eqlv2Loss };
