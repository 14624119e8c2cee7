/**
 * The update of equalization loss v2: with e = exp(−|x|) of a logit, up = exp(min(x, 0)), down = exp(min(−x, 0)),
 *
 *     n_c = σ(γ (r_c − μ))        p_c = 1 + α σ(−γ (r_c − μ))
 *     (P_c + p_c Σ_{k_i=c} down/(1 + e)) / (Q_c + n_c Σ_{k_i≠c} up/(1 + e) + ε)
 *
 * Sums that could leave the format are taken in parts of 2^−16, above and below by themselves.
 *
 * @module
 */
import {
  classRows,
  type Float,
  type Frame,
  type Int,
  logit,
  type LossGraph,
  nonNegative,
  positive,
  type Terms,
} from "../../onnx/internal.ts";

function eqlv2Update(frame: Frame): Terms {
  const { o, number } = frame;
  const { pred, classIndex, shape: rows, classes } = classRows(frame);
  const labels = o.reshape(frame.int("label"), rows, "k", "label must have the rows of pred");
  const stray = o.or(o.lessInts(labels, frame.integers(0)), o.lessInts(classes, labels), "stray");
  const demand = "label must be a class or C, the background";
  const checked = o.require(labels, o.not(o.any(stray)), demand);
  const isOwn = o.equalInts(o.unsqueeze(checked, [1]), classIndex, "is_own");

  const [gamma, mu] = [nonNegative(frame, "gamma"), nonNegative(frame, "mu")];
  const [alpha, eps] = [nonNegative(frame, "alpha"), positive(frame, "eps")];
  const of = (name: string) => perClass(frame, name, classes);
  const z = logit(frame, o.mul(gamma, o.sub(of("ratio"), mu)));
  const lighter = o.div(z.up, z.norm, "lighter");
  const x = logit(frame, pred);
  const over = (picked: Float, name: string) => o.squeeze(o.sum(picked, [0]), [0], name);
  const zero = number(0);
  const missed = over(o.where(isOwn, o.div(x.down, x.norm), zero), "missed");
  const taken = over(o.where(isOwn, zero, o.div(x.up, x.norm)), "taken");

  const [pos, neg] = [of("pos_grad"), of("neg_grad")];
  const above = shareOf(frame, o.max(pos, o.where(o.greater(missed, zero), alpha, zero)));
  const below = shareOf(frame, o.max(neg, eps));
  const rest = o.div(z.down, z.norm, "rest");
  const heavier = o.add(above, o.mul(o.mul(alpha, above), rest), "heavier");
  const numerator = o.add(o.mul(pos, above), o.mul(heavier, missed), "numerator");
  const added = o.add(o.mul(neg, below), o.mul(o.mul(lighter, below), taken));
  const denominator = o.add(added, o.mul(eps, below), "denominator");
  return {
    value: o.mul(o.div(numerator, denominator), o.div(below, above), "ratio_after"),
    gradients: {},
    shape: o.unsqueeze(classes, [0]),
  };
}

/** 2^−16 where a number is within 2^20 of the largest, else 1: what is small loses no bits. */
function shareOf({ o, number, largest }: Frame, x: Float): Float {
  const isLarge = o.greater(x, o.mul(largest(), number(2 ** -20)));
  return o.where(isLarge, number(2 ** -16), number(1));
}

/** A number ≥ 0 of each class. */
function perClass({ o, float, number }: Frame, name: string, classes: Int): Float {
  const given = float(name);
  const fits = o.equalInts(o.size(given), classes);
  const checked = o.require(given, fits, `${name} must have a number for each class`);
  const isNegative = o.any(o.less(checked, number(0)));
  return o.require(checked, o.not(isNegative), `${name} must be 0 or more`);
}

/** The update of equalization loss v2. */
export const eqlv2UpdateGraph: LossGraph = { write: eqlv2Update };
