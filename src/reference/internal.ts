/**
 * What the other rooms of Lossproof take from here besides `mod.ts`.
 *
 * @module
 */
export { logitsOf, rowOutput } from "./class_terms.ts";
export {
  avgFactorOr,
  countOfPositiveWeights,
  countOfTerms,
  countOfValidRows,
  sumOfLabelWeights,
} from "./denominator.ts";
export {
  namedGradients,
  numberOf,
  oddTerms,
  pairOutput,
  predAndTarget,
  termOutput,
} from "./element_terms.ts";
export { expOfMinus, log1pOfUnit } from "./elementary.ts";
export { sigmoid, softplus } from "./logistic.ts";
export type { Operands } from "./operands.ts";
export type { LossOutput, PairOutput } from "./output.ts";
export { ratio } from "./product.ts";
export type { Terms, TermSlope } from "./reduction.ts";
export { type InputRule, signatureOf } from "./signature.ts";
export {
  allocateSoftmaxRow,
  type ClassLayout,
  readSoftmaxRow,
  type SoftmaxRow,
  sumExcept,
} from "./softmax_row.ts";
export { sum } from "./sum.ts";
export { findFault } from "./validate.ts";
export { Wide } from "./wide.ts";
