/**
 * Mutants that are written by hand, one for each mistake that people really make.
 *
 * @module
 */
import { binary } from "./hand_written/binary.ts";
import { crossEntropy } from "./hand_written/cross_entropy.ts";
import { programs } from "./hand_written/programs.ts";
import { rarelyWrong } from "./hand_written/rarely_wrong.ts";
import { regression } from "./hand_written/regression.ts";
import { sigmoidFocal } from "./hand_written/sigmoid_focal.ts";
import { softmaxFocal } from "./hand_written/softmax_focal.ts";
import { weighted } from "./hand_written/weighted.ts";
import type { Mutant } from "./mutant.ts";

/** All of them. */
export const handWritten: readonly Mutant[] = [
  ...regression,
  ...weighted,
  ...binary,
  ...sigmoidFocal,
  ...softmaxFocal,
  ...crossEntropy,
  ...programs,
  ...rarelyWrong,
];
