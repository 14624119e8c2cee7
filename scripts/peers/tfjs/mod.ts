/**
 * TensorFlow.js with its default reduction, `SUM_BY_NONZERO_WEIGHTS`.
 *
 * @module
 */
import { tensorflowJs } from "./losses.ts";

export default tensorflowJs("tfjs", "mean_over_count_of_nonzero_weights");
