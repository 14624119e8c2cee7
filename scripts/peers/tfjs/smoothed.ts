/**
 * TensorFlow.js by its other conventions: the reduction `MEAN`, which divides by the sum of the
 * weights, and smoothed labels.
 *
 * @module
 */
import { tensorflowJs } from "./losses.ts";

export default tensorflowJs({
  name: "tfjs, Reduction.MEAN, label smoothing 0.1",
  mean: "mean_over_sum_of_weights",
  labelSmoothing: Math.fround(0.1),
});
