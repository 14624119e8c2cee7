/**
 * How the names of a homogeneous loss scale together.
 *
 * @module
 */
import type { Scale } from "./obligation.ts";

/**
 * The exponent of each name: a list's names all have 1.
 *
 * @param scale the names of an invariant `homogeneous`
 * @returns by name, the power of the scale that it is multiplied by
 */
export function exponentsOf(scale: Scale): ReadonlyMap<string, number> {
  return Array.isArray(scale)
    ? new Map(scale.map((name) => [name, 1]))
    : new Map(Object.entries(scale));
}
