/**
 * Conventions: which dialect of a loss an implementation follows. Runs in browsers.
 *
 * @module
 */
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
} from "../losses/internal.ts";
export type { Advice } from "./finding.ts";
export type { Dialect, Finding, LossIdentity, Relation } from "./finding.ts";
export { identifyLoss, type IdentifyOptions } from "./identify.ts";
export { witnessesOf } from "./witnesses.ts";
