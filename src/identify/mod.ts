/**
 * Conventions: which dialect of a loss an implementation follows. Runs in browsers.
 *
 * @module
 */
export type { Advice, Dialect, Finding, LossIdentity, Relation } from "./finding.ts";
export { identifyLoss, type IdentifyOptions } from "./identify.ts";
