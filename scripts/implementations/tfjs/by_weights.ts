/**
 * TensorFlow.js with its other mean: the reduction `MEAN`, which divides by the sum of the weights.
 *
 * @module
 */
import { tensorflowJs } from "./losses.ts";

export default tensorflowJs({ name: "tfjs, Reduction.MEAN", mean: "mean_over_sum_of_weights" });
