/**
 * TensorFlow.js with its defaults: the reduction `SUM_BY_NONZERO_WEIGHTS`, no label smoothing.
 *
 * @module
 */
import { tensorflowJs } from "./losses.ts";

export default tensorflowJs({
  name: "tfjs",
  mean: "mean_over_count_of_nonzero_weights",
  labelSmoothing: 0,
});
