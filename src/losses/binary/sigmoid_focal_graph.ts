/**
 * Sigmoid focal loss, and its weighted sum:
 *
 *     a q^γ BCE,   a = α t + (1 − α)(1 − t),   q = t σ(−x) + (1 − t) σ(x)
 *     ∂/∂x = a q^γ (γ (q'/q) BCE + (1 − t) σ(x) − t σ(−x))
 *
 * With u = exp(min(x, 0)), d = exp(min(−x, 0)), z = 1 + u d:  σ(x) = u/z, σ(−x) = d/z, and so
 * q = (t d + (1 − t) u)/z and q'/q = (1 − 2t) u d / ((t d + (1 − t) u) z): where the right answer's
 * probability leaves nothing over, 0/0 is kept out by the smallest float, and the factor q^γ is 0.
 *
 * @module
 */
import {
  avgFactorOr,
  countOfPositive,
  divisorOfElements,
  elements,
  type Float,
  type Frame,
  logit,
  type LossGraph,
  nonNegative,
  optionalFraction,
  optionalWeight,
  type Terms,
  weightOfEach,
} from "../../onnx/internal.ts";

/** Focal loss with a weight of each element, or one of all. */
function sigmoidFocalLoss(frame: Frame): Terms {
  const given = elements(frame, { unit: ["target"] });
  const { pred, shape } = given;
  const weight = optionalWeight(frame, "weight", pred);
  return { ...focal(frame, given), ...divisorOfElements(frame, pred), weight, shape };
}

/** Σ w · focal / avg_factor, which is count(w > 0)/num_classes + 1e-6 where it is absent. */
function weightedSigmoidFocalLoss(frame: Frame): Terms {
  const { o, number, integers } = frame;
  const given = elements(frame, { unit: ["target"] });
  const weight = weightOfEach(frame, "weight", given.shape);
  const terms = focal(frame, given);
  const classes = frame.int("num_classes");
  const checked = o.require(classes, o.lessInts(integers(0), classes), "num_classes must be > 0");
  const positives = o.toFloat(weight, countOfPositive(frame, weight));
  const boxes = o.div(positives, o.toFloat(weight, checked), "boxes");
  const divisor = avgFactorOr(frame, o.add(boxes, number(1e-6)));
  return { ...terms, weight, divisor, shape: given.shape };
}

function focal(
  frame: Frame,
  { pred, target: t }: { readonly pred: Float; readonly target: Float },
): Pick<Terms, "value" | "gradients"> {
  const { o, number } = frame;
  const one = number(1);
  const gamma = nonNegative(frame, "gamma");
  const alpha = optionalFraction(frame, "alpha");
  const absent = o.isNaN(alpha);
  const ofPositive = o.where(absent, one, alpha, "alpha_or_1");
  const ofNegative = o.where(absent, one, o.sub(one, alpha), "one_minus_alpha");
  const f = o.sub(one, t, "f");
  const { low, high, up, down, e, norm, tail } = logit(frame, pred);
  const bce = o.sub(tail, o.add(o.mul(t, low), o.mul(f, high)), "bce");
  const wrong = o.add(o.mul(t, down), o.mul(f, up), "wrong");
  const q = o.div(wrong, norm, "q");
  const balance = o.add(o.mul(ofPositive, t), o.mul(ofNegative, f), "balance");
  const modulation = o.mul(balance, o.pow(q, gamma), "modulation");
  const steepness = o.div(e, o.mul(o.max(wrong, frame.least()), norm), "steepness");
  const turn = o.mul(gamma, o.mul(o.sub(one, o.mul(number(2), t)), steepness), "turn");
  const slope = o.sub(
    o.mul(f, o.div(up, norm, "p")),
    o.mul(t, o.div(down, norm, "n")),
    "bce_slope",
  );
  return {
    value: o.mul(modulation, bce, "focal"),
    gradients: {
      pred: o.mul(modulation, o.add(o.mul(turn, bce), slope), "slope"),
    },
  };
}

/** Focal loss of logits; clipping it would cost every logit six operators. */
export const sigmoidFocalGraph: LossGraph = { write: sigmoidFocalLoss, without: ["clip"] };

/** The weighted sum of the focal loss. */
export const weightedSigmoidFocalGraph: LossGraph = { write: weightedSigmoidFocalLoss };
