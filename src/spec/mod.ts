/**
 * Specs: the schema, the loader, and the calls that they speak of. Runs in browsers.
 *
 * @module
 */
export * from "./call.ts";
export * from "./capability.ts";
export * from "./schema.ts";
