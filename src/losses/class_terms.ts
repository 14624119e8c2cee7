/**
 * From a valid call to the kernels with a class axis.
 *
 * @module
 */
import { crossEntropy, scaledCrossEntropy } from "./cross_entropy.ts";
import type { LossOutput } from "./output.ts";
import type { Operands } from "./operands.ts";
import type { Terms } from "./reduction.ts";
import { scaledSoftmaxFocal, softmaxFocalLoss } from "./softmax_focal.ts";

/** Cross entropy; a loss without class weights or smoothing has ones and 0. */
export function crossEntropyTerms(operands: Operands, gradients: boolean): Terms {
  const { labels, layout, params } = operands;
  const x = logits(operands);
  const options = {
    classWeight: operands.floats.class_weight ?? null,
    ignoreIndex: params.ignore_index ?? NaN,
    labelSmoothing: params.label_smoothing ?? 0,
  };
  const out = output(operands, gradients);
  crossEntropy(x, labels, layout, options, out);
  return {
    value: out.value,
    gradients: out.gradient ? { pred: out.gradient } : {},
    scaled: (i, over, under) => scaledCrossEntropy(x, labels, layout, options, i, over, under),
  };
}

/** Softmax focal loss. */
export function softmaxFocalTerms(operands: Operands, gradients: boolean): Terms {
  const { labels, layout, params } = operands;
  const x = logits(operands);
  const options = {
    gamma: params.gamma ?? NaN,
    alpha: operands.floats.alpha ?? null,
    ignoreIndex: params.ignore_index ?? NaN,
  };
  const out = output(operands, gradients);
  softmaxFocalLoss(x, labels, layout, options, out);
  return {
    value: out.value,
    gradients: out.gradient ? { pred: out.gradient } : {},
    scaled: (i, over, under) => scaledSoftmaxFocal(x, labels, layout, options, i, over, under),
  };
}

function output({ layout, labels }: Operands, gradients: boolean): LossOutput {
  return {
    value: new Float64Array(labels.length),
    gradient: gradients ? new Float64Array(labels.length * layout.classes) : null,
  };
}

function logits({ floats }: Operands): Float64Array {
  if (!floats.pred) throw new TypeError("Cannot evaluate: pred must be checked first");
  return floats.pred;
}
