/**
 * TensorFlow.js with the reduction `MEAN`, which divides by the sum of the weights.
 *
 * @module
 */
import { tensorflowJs } from "./losses.ts";

export default tensorflowJs("tfjs, Reduction.MEAN", "mean_over_sum_of_weights");
