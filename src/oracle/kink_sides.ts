/**
 * The ways in which elements can be on one side or the other of kinks that are undecided for them.
 *
 * @module
 */
import type { Decision } from "./field.ts";
import type { Kink } from "./graph_order.ts";

/** Of an element at more kinks than so many, each of their places is on a side of its own: that encloses more. */
const mostKinks = 4;

/** Ways to decide comparisons. Those of all elements stand side by side, each in a place of its own. */
export interface Ways {
  /** Of each place the element that it stands for; an element has as many places in a row as ways. */
  readonly elements: Int32Array;
  /** Of each comparison that may be decided its side in each place; 2 where it stays as it is. */
  readonly decided: ReadonlyMap<number, Decision>;
}

/**
 * All ways to be on one side or the other of some kinks, with all of each kink's comparisons, of each element
 * that is at some of them, but at no more than {@linkcode mostKinks}.
 *
 * @param kinks comparisons of the same two numbers each
 * @param decisionOf what a comparison says; undefined where nothing reads it
 * @param length how many elements there are
 * @returns the ways; undefined where no element has a choice
 */
export function waysAround(
  kinks: readonly Kink[],
  decisionOf: (comparison: number) => Decision | undefined,
  length: number,
): Ways | undefined {
  const open = kinks.flatMap((kink) => {
    const decision = kink.map(decisionOf).find((one) => one !== undefined);
    return decision?.includes(2) ? [{ kink, decision }] : [];
  });
  if (open.length === 0) return undefined;
  const own = Array.from({ length }, (_, element) => {
    const at = open.filter(({ decision }) => isOpen(decision, element));
    return at.length > mostKinks ? [] : at;
  });
  const counts = own.map((at) => at.length === 0 ? 0 : 2 ** at.length);
  const places = counts.reduce((sum, count) => sum + count, 0);
  if (places === 0) return undefined;
  const elements = new Int32Array(places);
  const sides = new Map(open.map((one) => [one, new Uint8Array(places).fill(2)]));
  let first = 0;
  own.forEach((at, element) => {
    elements.fill(element, first, first + counts[element]);
    at.forEach((one, bit) => {
      for (let way = 0; way < counts[element]; way++) sides.get(one)![first + way] = way >> bit & 1;
    });
    first += counts[element];
  });
  const decided = open.flatMap((one) => one.kink.map((id) => [id, sides.get(one)!] as const));
  return { elements, decided: new Map(decided) };
}

function isOpen(decision: Decision, element: number): boolean {
  return decision[decision.length === 1 ? 0 : element] === 2;
}
