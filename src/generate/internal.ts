/**
 * What the other rooms of Lossproof take from here besides `mod.ts`.
 *
 * @module
 */
export type { Arbitrary } from "./arbitrary.ts";
export { boundaryHits } from "./boundary_hits.ts";
export { canIgnore } from "./ignored.ts";
export { isInside, roundParam } from "./param_draw.ts";
