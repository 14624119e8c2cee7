/**
 * Generation: random calls of a loss, made from its spec alone. Runs in browsers.
 *
 * @module
 */
export * from "./available.ts";
export * from "./boundary_hits.ts";
export * from "./call.ts";
