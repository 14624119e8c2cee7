/**
 * Specs: what a loss is, and the calls that they speak of. Runs in browsers.
 *
 * @module
 */
export { builtinSpecs } from "./builtin.ts";
export * from "./call.ts";
export * from "./capability.ts";
export { inDialect } from "./dialect.ts";
export { specDigest } from "./digest.ts";
export * from "./obligation.ts";
export * from "./range.ts";
export * from "./spec.ts";
