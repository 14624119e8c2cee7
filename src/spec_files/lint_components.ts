/**
 * Reflections and exchanges of a spec's entries.
 *
 * @module
 */
import { type Complain, unknown } from "./complain.ts";
import type { Invariant, Spec } from "../spec/mod.ts";
import { entryNames, movesOf, unorderedCorner, unsigned } from "../spec/internal.ts";

/** Boxes that only reflections and the exchange of the axes take to boxes. */
const boxes: readonly (readonly number[])[] = [[-3, 1, 2, 9], [2, -8, 7, -1]];

/**
 * Finds entries that have no such name, that two others become, and boxes that are none any more.
 *
 * @param spec a loss, extensions merged
 * @param invariant its entry
 * @param complain receives each problem, by its place in the entry
 */
export function lintComponents(
  spec: Spec,
  { of, map, when }: Extract<Invariant, { readonly kind: "components" }>,
  complain: Complain,
): void {
  const params = Object.keys(spec.params);
  for (const name of Object.keys(when).filter((one) => !params.includes(one))) {
    complain("when", unknown("parameter", name, params));
  }
  const [to, from] = [Object.keys(map), Object.values(map).map(unsigned)];
  if ([...to].sort().join() !== [...from].sort().join()) {
    complain("map", "must move each of the entries that it names to the place of one of them");
    return;
  }
  for (const input of of.filter((name) => Object.hasOwn(spec.inputs, name))) {
    const known = entryNames(spec, input);
    const strange = to.find((name) => !known.includes(name));
    if (strange !== undefined) {
      complain("map", unknown(`entry of ${input}`, strange, known));
      continue;
    }
    if (spec.inputs[input].domain !== "box") continue;
    const moves = movesOf(spec, input, map);
    const isOrdered = boxes.every((box) =>
      unorderedCorner(moves.map(({ from, sign }) => sign * box[from])) < 0
    );
    if (!isOrdered) complain("map", `puts corners of ${input} out of order`);
  }
}
