/**
 * Generation: random calls of a loss, made from its spec alone. Runs in browsers.
 *
 * @module
 */
export { callArbitrary, type CallOptions } from "./call.ts";
