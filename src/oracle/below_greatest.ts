/**
 * What every softmax is made of: how far each entry is below the greatest, and the sum of e to that power.
 *
 * Where entries are intervals, x - max(x) forgets that the greatest is one of them: it is 0 there, nowhere
 * above, and the sum is at least 1. In exact arithmetic these are facts; what rounds is left as it is.
 *
 * @module
 */
import type { Field } from "./field.ts";
import type { Graph } from "./graph.ts";

/** The axis along which a difference is x - max(x); undefined where it is another one. */
export function axisBelowGreatest({ nodes }: Graph, id: number): string | undefined {
  const node = nodes[id];
  if (node.op !== "sub") return undefined;
  const [from, subtracted] = node.args;
  const bare = nodes[subtracted];
  const greatest = bare.op === "stop_gradient" ? nodes[bare.args[0]] : bare;
  return greatest.op === "max_over" && greatest.args[0] === from ? greatest.axis : undefined;
}

/** Whether a sum is one of exp(x - max(x)), all along the same axis. */
export function isSumBelowGreatest(graph: Graph, id: number): boolean {
  const node = graph.nodes[id];
  if (node.op !== "sum_over") return false;
  const power = graph.nodes[node.args[0]];
  return power.op === "exp" && axisBelowGreatest(graph, power.args[0]) === node.axis;
}

/** x - max(x) of at least two entries: the lesser of 0 and what x is above all others. */
export function belowGreatest<V>(field: Field<V>, entries: readonly V[]): readonly V[] {
  const zero = field.constant(0);
  const greatest = (a: V | undefined, b: V): V => a === undefined ? b : field.max(a, b);
  const after = greatestAfter(field, entries);
  let before: V | undefined;
  return entries.map((entry, i) => {
    const rest = after[i];
    const others = rest === undefined ? before! : greatest(before, rest);
    before = greatest(before, entry);
    return field.min(field.sub(entry, others), zero);
  });
}

/** For each entry the greatest of those after it; undefined after the last. */
export function greatestAfter<V>(
  field: Field<V>,
  entries: readonly V[],
): readonly (V | undefined)[] {
  const after = new Array<V | undefined>(entries.length);
  for (let i = entries.length - 2; i >= 0; i--) {
    const next = after[i + 1];
    after[i] = next === undefined ? entries[i + 1] : field.max(entries[i + 1], next);
  }
  return after;
}
