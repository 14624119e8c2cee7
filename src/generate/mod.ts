/**
 * Generation: random calls of a loss, made from its spec alone. Runs in browsers.
 *
 * @module
 */
export { type BoundaryHit, boundaryHits } from "./boundary_hits.ts";
export { callArbitrary, type CallOptions } from "./call.ts";
