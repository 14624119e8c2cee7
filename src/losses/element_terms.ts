/**
 * From a valid call to the kernels without a class axis.
 *
 * @module
 */
import { binaryCrossEntropy } from "./binary_cross_entropy.ts";
import {
  binaryCrossEntropyWithLogits,
  scaledLogitTerm,
} from "./binary_cross_entropy_with_logits.ts";
import { huberLoss, scaledHuber } from "./huber.ts";
import { l1Loss, scaledL1 } from "./l1.ts";
import type { LossOutput } from "./output.ts";
import type { Operands } from "./operands.ts";
import { ratio } from "./product.ts";
import type { Terms } from "./reduction.ts";
import { sigmoidFocalLoss } from "./sigmoid_focal.ts";
import { scaledSmoothL1, smoothL1Loss } from "./smooth_l1.ts";

/** L1. */
export function l1(operands: Operands, gradients: boolean): Terms {
  const { pred, target } = inputs(operands);
  return oddTerms(
    pred.length,
    gradients,
    (out) => l1Loss(pred, target, out),
    (i, over, under) => scaledL1(pred[i], target[i], over, under),
  );
}

/** Smooth L1. */
export function smoothL1(operands: Operands, gradients: boolean): Terms {
  const { pred, target } = inputs(operands);
  const beta = number(operands, "beta");
  return oddTerms(
    pred.length,
    gradients,
    (out) => smoothL1Loss(pred, target, { beta }, out),
    (i, over, under) => scaledSmoothL1(pred[i], target[i], beta, over, under),
  );
}

/** Huber. */
export function huber(operands: Operands, gradients: boolean): Terms {
  const { pred, target } = inputs(operands);
  const delta = number(operands, "delta");
  return oddTerms(
    pred.length,
    gradients,
    (out) => huberLoss(pred, target, { delta }, out),
    (i, over, under) => scaledHuber(pred[i], target[i], delta, over, under),
  );
}

/** Binary cross entropy of probabilities. */
export function binaryCrossEntropyTerms(operands: Operands, gradients: boolean): Terms {
  const { pred, target } = inputs(operands);
  const { clip, log_floor: logFloor, slope_floor: slopeFloor } = operands.params;
  const options = { epsilon: number(operands, "epsilon"), clip, logFloor, slopeFloor };
  const out = pairOutput(pred.length, gradients);
  binaryCrossEntropy(pred, target, options, out);
  return {
    value: out.value,
    gradients: named(out.gradient, out.targetGradient),
    scaled: (i, over, under) => ratio([out.value[i], ...over], under),
  };
}

/** Binary cross entropy of logits. */
export function logitTerms(operands: Operands, gradients: boolean): Terms {
  const { pred, target } = inputs(operands);
  const posWeight = operands.floats.pos_weight ?? null;
  const labelSmoothing = number(operands, "label_smoothing");
  const out = pairOutput(pred.length, gradients);
  binaryCrossEntropyWithLogits(pred, target, { posWeight, labelSmoothing }, out);
  const q = (i: number) => posWeight ? posWeight[posWeight.length === 1 ? 0 : i] : 1;
  return {
    value: out.value,
    gradients: named(out.gradient, out.targetGradient),
    scaled: (i, over, under) =>
      scaledLogitTerm(pred[i], target[i], q(i), labelSmoothing, over, under),
  };
}

/** Focal loss of logits; its unweighted terms are at most |x|, so they never overflow. */
export function sigmoidFocal(operands: Operands, gradients: boolean): Terms {
  const { pred, target } = inputs(operands);
  const out = output(pred.length, gradients);
  const { alpha, clip } = operands.params;
  const options = { gamma: number(operands, "gamma"), alpha, clip: clip ?? null };
  sigmoidFocalLoss(pred, target, options, out);
  return {
    value: out.value,
    gradients: named(out.gradient, null),
    scaled: (i, over, under) => ratio([out.value[i], ...over], under),
  };
}

/** The terms of a loss of pred − target: the gradients by the two are opposite. */
function oddTerms(
  length: number,
  gradients: boolean,
  kernel: (out: LossOutput) => void,
  scaled: Terms["scaled"],
): Terms {
  const out = output(length, gradients);
  kernel(out);
  return {
    value: out.value,
    gradients: named(out.gradient, out.gradient && out.gradient.map((g) => 0 - g)),
    scaled,
  };
}

function output(length: number, gradients: boolean): LossOutput {
  return {
    value: new Float64Array(length),
    gradient: gradients ? new Float64Array(length) : null,
  };
}

function pairOutput(length: number, gradients: boolean) {
  return {
    ...output(length, gradients),
    targetGradient: gradients ? new Float64Array(length) : null,
  };
}

function named(pred: Float64Array | null, target: Float64Array | null): Terms["gradients"] {
  return { ...(pred && { pred }), ...(target && { target }) };
}

function inputs({ floats }: Operands): {
  readonly pred: Float64Array;
  readonly target: Float64Array;
} {
  const { pred, target } = floats;
  if (!pred || !target) {
    throw new TypeError("Cannot evaluate: pred and target must be checked first");
  }
  return { pred, target };
}

function number({ params }: Operands, name: string): number {
  return params[name] ?? NaN;
}
