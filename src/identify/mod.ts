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
} from "../losses/mod.ts";
export type { Advice, Dialect, Finding, LossIdentity, Relation } from "./finding.ts";
export { identifyLoss, type IdentifyOptions } from "./identify.ts";
