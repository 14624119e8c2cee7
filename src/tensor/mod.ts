/**
 * Tensors and the number formats of their elements. Runs in browsers.
 *
 * @module
 */
export * from "./dtype.ts";
export * from "./json.ts";
export * from "./tensor.ts";
export * from "./ulp.ts";
