/**
 * Mutants that are written by hand, one for each mistake that people really make.
 *
 * @module
 */
import { binaryLogits } from "./hand_written/binary_logits.ts";
import { binaryProbabilities } from "./hand_written/binary_probabilities.ts";
import { crossEntropy } from "./hand_written/cross_entropy.ts";
import { focalWeight } from "./hand_written/focal_weight.ts";
import { labelSmoothing } from "./hand_written/label_smoothing.ts";
import { labels } from "./hand_written/labels.ts";
import { outputs } from "./hand_written/outputs.ts";
import { precision } from "./hand_written/precision.ts";
import { rarelyWrong } from "./hand_written/rarely_wrong.ts";
import { regression } from "./hand_written/regression.ts";
import { regressionGradients } from "./hand_written/regression_gradients.ts";
import { sigmoidFocal } from "./hand_written/sigmoid_focal.ts";
import { sizes } from "./hand_written/sizes.ts";
import { softmaxFocal } from "./hand_written/softmax_focal.ts";
import { staleMemos } from "./hand_written/stale_memos.ts";
import { state } from "./hand_written/state.ts";
import { weighted } from "./hand_written/weighted.ts";
import type { Mutant } from "./mutant.ts";

/** All of them, by what they get wrong. */
export const handWrittenByTopic: Readonly<Record<string, readonly Mutant[]>> = {
  regression,
  regressionGradients,
  weighted,
  binaryProbabilities,
  binaryLogits,
  sigmoidFocal,
  focalWeight,
  softmaxFocal,
  crossEntropy,
  labels,
  labelSmoothing,
  state,
  sizes,
  outputs,
  precision,
  rarelyWrong,
  staleMemos,
};

/** All of them. */
export const handWritten: readonly Mutant[] = Object.values(handWrittenByTopic).flat();
