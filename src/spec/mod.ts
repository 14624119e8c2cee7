/**
 * Specs: the schema, the loader, and the calls that they speak of. Runs in browsers.
 *
 * @module
 */
export * from "./call.ts";
export { callFromJson, callToJson, type JsonCall } from "./call_json.ts";
export * from "./capability.ts";
export { specDigest } from "./digest.ts";
export * from "./json_schema.ts";
export * from "./load.ts";
export * from "./obligation.ts";
export { type Problem, SpecError } from "./problem.ts";
export * from "./range.ts";
export * from "./spec.ts";
