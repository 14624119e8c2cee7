/**
 * Specs: the schema, the loader, and the calls that they speak of. Runs in browsers.
 *
 * @module
 */
export * from "./call.ts";
export * from "./call_json.ts";
export * from "./capability.ts";
export * from "./json_schema.ts";
export * from "./load.ts";
export * from "./problem.ts";
export * from "./range.ts";
export * from "./schema.ts";
