/**
 * The built-in losses: the reference, and what else is known of each. Runs in browsers.
 *
 * @module
 */
export { builtinWitnesses } from "./catalogue.ts";
export type {
  Answers,
  Ask,
  Change,
  Convention,
  Divides,
  Given,
  OtherDivisor,
  Reading,
  Stance,
  Witness,
  Witnesses,
} from "./convention.ts";
export { classBalancedWeights } from "./multiclass/class_balanced.ts";
export { evaluateReference } from "./reference.ts";
