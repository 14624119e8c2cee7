/**
 * What a graph's nodes read, and which kinks they share.
 *
 * @module
 */
import { argumentsOf as argumentsIn, type Node } from "./node.ts";

/** Comparisons `below` of the same two numbers: where these touch, each is a kink of another atom. */
export type Kink = readonly number[];

/** What is known of the nodes that a node's value needs. */
export interface Orders {
  /** The nodes that a node reads. */
  argumentsOf(node: number): readonly number[];
  /**
   * The kinks that a node's value reads, each as the comparisons `below` of the same two numbers, one for
   * each atom. Comparisons with axes are left out.
   *
   * @param least in so many places at least; of a stack's entries each is a value of its own
   */
  kinksOf(node: number, least: number): readonly Kink[];
  /** The nodes that a node's value needs, itself the last, every one after those that it reads. */
  orderOf(node: number): Int32Array;
}

/**
 * Orders of a graph, each computed once.
 *
 * @param nodes the graph's nodes; more may be added later, for a node reads only earlier ones
 */
export function createOrders(nodes: readonly Node[]): Orders {
  const read: (readonly number[])[] = [];
  const orders = new Map<number, Int32Array>();
  const kinks = new Map<string, readonly Kink[]>();

  const argumentsOf = (id: number): readonly number[] => read[id] ??= argumentsIn(nodes[id]);

  function orderOf(output: number): Int32Array {
    const known = orders.get(output);
    if (known !== undefined) return known;
    // A node's arguments have smaller numbers than its own.
    const needed = new Uint8Array(output + 1);
    needed[output] = 1;
    let count = 0;
    for (let id = output; id >= 0; id--) {
      if (needed[id] === 0) continue;
      count++;
      for (const arg of argumentsOf(id)) needed[arg] = 1;
    }
    const order = new Int32Array(count);
    for (let id = output; id >= 0; id--) if (needed[id] === 1) order[--count] = id;
    orders.set(output, order);
    return order;
  }

  function kinksOf(output: number, least: number): readonly Kink[] {
    const key = `${output} ${least}`;
    const known = kinks.get(key);
    if (known !== undefined) return known;
    const comparisons = new Set(entriesOf(output).flatMap((order) => kinksIn(order, least)));
    const found = byOperands([...comparisons]);
    kinks.set(key, found);
    return found;
  }

  /** What a node's value needs: once, or for each entry of the stacks that it is made of. */
  function entriesOf(output: number): readonly (readonly number[])[] {
    const order = [...orderOf(output)];
    const most = Math.max(0, ...order.map((id) => stackOf(id)?.length ?? 0));
    if (most === 0) return [order];
    return Array.from({ length: most }, (_, entry) => {
      const needed = new Set<number>([output]);
      for (const id of needed) {
        const stack = stackOf(id);
        for (const arg of stack === undefined ? argumentsOf(id) : [stack[entry] ?? stack[0]]) {
          needed.add(arg);
        }
      }
      return order.filter((id) => needed.has(id));
    });
  }

  function stackOf(id: number): readonly number[] | undefined {
    const node = nodes[id];
    return node.op === "stack" ? node.args : undefined;
  }

  function byOperands(comparisons: readonly number[]): readonly Kink[] {
    return [...Map.groupBy(comparisons, (id) => argumentsOf(id).join()).values()];
  }

  /** The comparisons of the kinks in these nodes. */
  function kinksIn(order: readonly number[], least: number): readonly number[] {
    /** Numbers that depend on a truth, be it by way of other decisions. */
    const readers = new Map<number, number>();
    for (const id of order.toReversed()) {
      const own = nodes[id].comparison ? readers.get(id) ?? 0 : 1;
      for (const arg of argumentsOf(id)) {
        if (nodes[arg].comparison) readers.set(arg, (readers.get(arg) ?? 0) + own);
      }
    }
    const own = [...readers.keys()].filter((id) =>
      nodes[id].op === "below" && nodes[id].axes.length === 0
    );
    return byOperands(own)
      .filter((kink) => kink.reduce((sum, id) => sum + readers.get(id)!, 0) >= least)
      .flat();
  }

  return { argumentsOf, orderOf, kinksOf };
}
