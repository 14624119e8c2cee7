/**
 * Specs: what a loss is, and the calls that they speak of. Runs in browsers.
 *
 * @module
 */
export type * from "./arithmetic.ts";
export { builtinSpecs } from "./builtin.ts";
export type * from "./call.ts";
export type * from "./capability.ts";
export type * from "./declared_domain.ts";
export type { DomainName } from "./domain.ts";
export { inDialect } from "./dialect.ts";
export { specDigest } from "./digest.ts";
export type * from "./exception_pattern.ts";
export type * from "./obligation.ts";
export type * from "./spec.ts";
