/**
 * What libraries evaluate, of all losses.
 *
 * @module
 */
import { slopes as binaryLogitSlopes } from "./binary_logit_slopes.ts";
import { values as binaryLogitValues } from "./binary_logits.ts";
import { sequences as binaryProbabilities } from "./binary_probabilities.ts";
import { values as crossEntropyValues } from "./cross_entropy.ts";
import { slopes as crossEntropySlopes } from "./cross_entropy_slopes.ts";
import { sequences as regression } from "./regression.ts";
import type { Sequence } from "./sequence.ts";
import { sequences as sigmoidFocal } from "./sigmoid_focal.ts";
import { sequences as softmaxFocal } from "./softmax_focal.ts";

/** All sequences. */
export const allSequences: readonly Sequence[] = [
  ...regression,
  ...binaryProbabilities,
  ...binaryLogitValues,
  ...binaryLogitSlopes,
  ...sigmoidFocal,
  ...crossEntropyValues,
  ...crossEntropySlopes,
  ...softmaxFocal,
];
