/**
 * The reference kernels: value and gradient of every loss, in float64. Runs in browsers.
 *
 * @module
 */
export * from "./binary_cross_entropy.ts";
export {
  binaryCrossEntropyWithLogits,
  type LogitOptions,
} from "./binary_cross_entropy_with_logits.ts";
export { crossEntropy, type CrossEntropyOptions } from "./cross_entropy.ts";
export { huberLoss } from "./huber.ts";
export { l1Loss } from "./l1.ts";
export * from "./output.ts";
export { evaluateReference } from "./reference.ts";
export { sigmoidFocalLoss, type SigmoidFocalOptions } from "./sigmoid_focal.ts";
export { smoothL1Loss } from "./smooth_l1.ts";
export { softmaxFocalLoss, type SoftmaxFocalOptions } from "./softmax_focal.ts";
export type { ClassLayout } from "./softmax_row.ts";
export { sum } from "./sum.ts";
