/**
 * Binary cross entropy with smoothed targets: with a the smoothing and C the classes,
 *
 *     T softplus(−x) + F softplus(x),   T = t (1 − a) + a/C,   F = (1 − t)(1 − a) + a (C − 1)/C
 *     ∂/∂x = F σ(x) − T σ(−x)
 *
 * where T and F have (1 − t) a and t a instead of shares of the classes if targets are flipped.
 *
 * @module
 */
import {
  divisorOfElements,
  elements,
  flag,
  type Float,
  type Frame,
  logit,
  type LossGraph,
  nonNegative,
  type Terms,
} from "../../onnx/internal.ts";

function smoothedBinaryCrossEntropy(frame: Frame): Terms {
  const { o } = frame;
  const { pred, target, shape } = elements(frame, { unit: ["target"] });
  const { positive, negative } = smoothed(frame, target);
  const { low, high, up, down, norm, tail } = logit(frame, pred);
  const hits = o.mul(positive, o.sub(tail, low, "softplus_of_minus"), "hits");
  const misses = o.mul(negative, o.sub(tail, high, "softplus"), "misses");
  return {
    value: o.add(hits, misses, "smoothed_bce"),
    gradients: {
      pred: o.sub(
        o.mul(negative, o.div(up, norm, "p")),
        o.mul(positive, o.div(down, norm, "n")),
        "slope",
      ),
    },
    ...divisorOfElements(frame, pred),
    shape,
  };
}

/** T and F. */
function smoothed(
  frame: Frame,
  t: Float,
): { readonly positive: Float; readonly negative: Float } {
  const { o, number, integers } = frame;
  const one = number(1);
  const given = nonNegative(frame, "smoothing");
  const a = o.require(given, o.less(given, one), "smoothing must be < 1");
  const count = frame.int("classes");
  const some = o.require(count, o.lessInts(integers(0), count), "classes must be > 0");
  const classes = o.toFloat(t, some);
  const isFlipped = flag(frame, "flip");
  const keep = o.sub(one, a, "keep");
  const f = o.sub(one, t, "f");
  const share = o.div(a, classes, "share");
  const rest = o.mul(a, o.div(o.sub(classes, one), classes), "rest");
  return {
    positive: o.add(o.mul(t, keep), o.where(isFlipped, o.mul(f, a), share), "T"),
    negative: o.add(o.mul(f, keep), o.where(isFlipped, o.mul(t, a), rest), "F"),
  };
}

/** Smoothed binary cross entropy of logits. */
export const smoothedBceGraph: LossGraph = { write: smoothedBinaryCrossEntropy };
