/**
 * The ways in which elements can be on one side or the other of kinks that are undecided for them.
 *
 * @module
 */
import type { Decision } from "./field.ts";
import type { Kink } from "./graph_order.ts";

/** Of an element at more kinks than so many, each of their places is on a side of its own: that encloses more. */
const mostKinks = 4;

/** Ways to decide comparisons, numbered from 0: bit by bit the sides of what is at a kink. */
export interface Ways {
  readonly count: number;
  /** Of each comparison that is decided the bits that its sides depend on, and these for each way. */
  readonly decided: ReadonlyMap<
    number,
    { readonly bits: number; readonly sides: readonly Decision[] }
  >;
}

/**
 * All ways to be on one side or the other of some kinks, with all of each kink's comparisons. Each element
 * goes through its own ways at the same time as the others: there are as many as the element at most kinks has.
 *
 * @param kinks comparisons of the same two numbers each
 * @param decisionOf what a comparison says
 * @returns the ways, with 2 as the side of what stays undecided; none where no element has a choice
 */
export function waysAround(
  kinks: readonly Kink[],
  decisionOf: (comparison: number) => Decision,
): Ways | undefined {
  const open = kinks.map((kink) => ({ kink, decision: decisionOf(kink[0]) }))
    .filter(({ decision }) => decision.includes(2));
  const length = Math.max(0, ...open.map(({ decision }) => decision.length));
  const counts = new Uint32Array(length);
  for (const { decision } of open) {
    for (let i = 0; i < length; i++) if (isOpen(decision, i)) counts[i]++;
  }
  const most = counts.reduce((most, count) => count > mostKinks ? most : Math.max(most, count), 0);
  if (most === 0) return undefined;
  const count = 2 ** most;
  const met = new Uint32Array(length);
  return {
    count,
    decided: new Map(open.flatMap(({ kink, decision }) => {
      const sides = Array.from({ length: count }, () => new Uint8Array(length).fill(2));
      let bits = 0;
      for (let i = 0; i < length; i++) {
        if (!isOpen(decision, i) || counts[i] > mostKinks) continue;
        const place = met[i]++;
        bits |= 1 << place;
        for (let way = 0; way < count; way++) sides[way][i] = way >> place & 1;
      }
      return kink.map((comparison) => [comparison, { bits, sides }] as const);
    })),
  };
}

function isOpen(decision: Decision, element: number): boolean {
  return decision[decision.length === 1 ? 0 : element] === 2;
}
