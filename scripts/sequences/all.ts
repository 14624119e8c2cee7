/**
 * What libraries evaluate, of all losses.
 *
 * @module
 */
import { sequences as binaryLogits } from "./binary_logits.ts";
import { sequences as binaryProbabilities } from "./binary_probabilities.ts";
import { sequences as crossEntropy } from "./cross_entropy.ts";
import { sequences as regression } from "./regression.ts";
import type { Sequence } from "./sequence.ts";
import { sequences as sigmoidFocal } from "./sigmoid_focal.ts";
import { sequences as softmaxFocal } from "./softmax_focal.ts";

/** All sequences. */
export const allSequences: readonly Sequence[] = [
  ...regression,
  ...binaryProbabilities,
  ...binaryLogits,
  ...sigmoidFocal,
  ...crossEntropy,
  ...softmaxFocal,
];
