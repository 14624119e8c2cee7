/**
 * Poly focal loss: with p = σ(x), n = σ(−x),
 *
 *     a q^γ (BCE + ε q),   a = α t + (1 − α)(1 − t),   q = t n + (1 − t) p
 *     ∂/∂x = a q^γ (γ (q'/q)(BCE + ε q) + (1 − t) p (1 + ε n) − t n (1 + ε p))
 *
 * With u = exp(min(x, 0)), d = exp(min(−x, 0)), z = 1 + u d:  p = u/z, n = d/z, and so
 * q'/q = (1 − 2t) u d / ((t d + (1 − t) u) z): 0/0 is kept out by the smallest float. 1 + ε n is
 * p + (1 + ε) n, and BCE + ε q is halved: it may be beyond the format where a q^γ brings it back.
 *
 * @module
 */
import {
  divisorOfElements,
  elements,
  finite,
  type Frame,
  logit,
  type LossGraph,
  nonNegative,
  optionalFraction,
  type Terms,
} from "../../onnx/internal.ts";

function polyFocalLoss(frame: Frame): Terms {
  const { o, number } = frame;
  const one = number(1);
  const half = number(0.5);
  const { pred, target: t, shape } = elements(frame, { unit: ["target"] });
  const epsilon = finite(frame, "epsilon");
  const gamma = nonNegative(frame, "gamma");
  const alpha = optionalFraction(frame, "alpha");
  const f = o.sub(one, t, "f");
  const mixed = o.add(o.mul(alpha, t), o.mul(o.sub(one, alpha), f), "mixed");
  const balance = o.where(o.isNaN(alpha), one, mixed, "balance");
  const { low, high, up, down, e, norm, tail } = logit(frame, pred);
  const p = o.div(up, norm, "p");
  const n = o.div(down, norm, "n");
  const bce = o.sub(tail, o.add(o.mul(t, low), o.mul(f, high)), "bce");
  const wrong = o.add(o.mul(t, down), o.mul(f, up), "wrong");
  const q = o.div(wrong, norm, "q");
  const poly = o.add(o.mul(half, bce), o.mul(o.mul(half, epsilon), q), "half_poly");
  const modulation = o.mul(balance, o.pow(q, gamma), "modulation");

  const steepness = o.div(e, o.mul(o.max(wrong, frame.least()), norm), "steepness");
  const two = number(2);
  const turn = o.mul(o.sub(one, o.mul(two, t)), steepness, "turn");
  const raised = o.add(one, epsilon, "raised");
  const rise = o.mul(o.mul(f, p), o.add(p, o.mul(raised, n)), "rise");
  const fall = o.mul(o.mul(t, n), o.add(n, o.mul(raised, p)), "fall");
  const turned = o.mul(o.mul(two, gamma), o.mul(turn, poly), "turned");
  return {
    value: o.mul(modulation, poly, "half_poly_focal"),
    factor: two,
    gradients: { pred: o.mul(modulation, o.add(turned, o.sub(rise, fall)), "slope") },
    ...divisorOfElements(frame, pred),
    shape,
  };
}

/** Poly focal loss of logits. */
export const polyFocalGraph: LossGraph = { write: polyFocalLoss };
