/**
 * TensorFlow.js with its default mean, the reduction `SUM_BY_NONZERO_WEIGHTS`.
 *
 * @module
 */
import { tensorflowJs } from "./losses.ts";

export default tensorflowJs({
  name: "tfjs",
  mean: "mean_over_count_of_nonzero_weights",
});
