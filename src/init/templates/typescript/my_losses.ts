/**
 * Your losses, as Lossproof asks for them. One is filled in; add yours beside it.
 *
 * A loss answers a question with its value and gradients. `lossproof spec show huber_loss` says which
 * inputs, parameters and reductions a loss has, and what it must refuse.
 */
import type { Answer, DType, Implementation, Question } from "./lossproof.ts";

/** An array that rounds what is put into it to the dtype. */
function arrayOf(dtype: DType, length: number): Float64Array | Float32Array {
  return dtype === "f64" ? new Float64Array(length) : new Float32Array(length);
}

/** 0.5 d²/beta where |d| < beta, |d| − 0.5 beta elsewhere; d = pred − target. */
function smoothL1Loss({ dtype, inputs, params, reduction, upstream }: Question): Answer {
  const { pred, target } = inputs;
  const beta = params.beta ?? NaN;
  // What a loss has to refuse is part of the loss; throwing an Error does so, too.
  if (!(beta > 0 && Number.isFinite(beta))) return { rejected: `beta must be > 0, got ${beta}` };
  if (String(pred.shape) !== String(target.shape)) {
    return { rejected: `pred has shape [${pred.shape}], target has [${target.shape}]` };
  }
  const n = pred.data.length;
  if (n === 0) return { rejected: "pred has no elements" };

  const terms = arrayOf(dtype, n);
  const byPred = arrayOf(dtype, n);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const d = pred.data[i] - target.data[i];
    const isNear = Math.abs(d) < beta;
    const term = isNear ? 0.5 * d * (d / beta) : Math.abs(d) - 0.5 * beta;
    const slope = isNear ? d / beta : Math.sign(d);
    terms[i] = term;
    sum += term;
    // The gradient from above has the value's shape: one number a term for "none", else one.
    const above = upstream.data[reduction === "none" ? i : 0];
    byPred[i] = above * slope / (reduction === "mean" ? n : 1);
  }
  const reduced = arrayOf(dtype, 1);
  reduced[0] = reduction === "mean" ? sum / n : sum;
  return {
    value: reduction === "none" ? terms : reduced,
    gradients: { pred: byPred, target: byPred.map((g) => -g) },
  };
}

const implementation: Implementation = {
  name: "my losses",
  dtypes: ["f64", "f32"],
  losses: {
    // What is declared is what is asked for: no other loss, gradient, reduction, input or parameter.
    smooth_l1_loss: {
      gradients: ["pred", "target"],
      reductions: ["none", "mean", "sum"],
      optional: [],
      params: ["beta"],
      compute: smoothL1Loss,
    },
  },
};

export default implementation;
