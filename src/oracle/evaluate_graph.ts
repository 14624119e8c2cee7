/**
 * A graph's value in a field.
 *
 * @module
 */
import {
  axisBelowGreatest,
  belowGreatest,
  greatestAfter,
  isSumBelowGreatest,
} from "./below_greatest.ts";
import type { Decision, Field } from "./field.ts";
import type { Graph } from "./graph.ts";
import type { Ways } from "./kink_sides.ts";
import {
  arranged,
  groupsOf,
  laneCount,
  laneOf,
  lanesAlong,
  type LengthOf,
  paired,
  stacked,
} from "./lanes.ts";
import { sigmoidOf, softplusOf } from "./named_functions.ts";
import { type Node, type ProductFactor, takenApart } from "./node.ts";

/** The columns of a graph's inputs, by name: one column, or one for each entry along its axes. */
export interface Leaves<V> {
  get(name: string): readonly V[] | undefined;
}

/** What the evaluation needs beyond the inputs. */
export interface Surroundings {
  /** How many entries there are along an axis. */
  readonly lengthOf: LengthOf;
  /** Whether a constant is a value of the format; one that is not is rounded once. */
  readonly isRepresentable: (x: number) => boolean;
}

/** Evaluates nodes when they are asked for, each once. */
export interface Evaluator<V> {
  /** The column of a node; or one for each entry along its axes, where these may differ. */
  valueOf(node: number): readonly V[];
  /** What a comparison says: one decision, or one per class. */
  decisionOf(node: number): readonly Decision[];
  /** The nodes that a node's value comes from: not those of branches that are nowhere chosen. */
  readBy(node: number): ReadonlySet<number>;
  /** The lanes of a node in the places of ways to decide comparisons; only what these move is evaluated. */
  valuesAround(node: number, ways: Ways): readonly V[];
}

/**
 * Open a graph for evaluation.
 *
 * @param graph the graph; nodes may be added to it later
 * @param field the arithmetic
 * @param leaves a column (or one for each entry) for every input that is read
 * @param surroundings the lengths of axes, and which constants are exact
 * @returns the evaluator, which keeps what it has evaluated
 */
export function evaluator<V>(
  graph: Graph,
  field: Field<V>,
  leaves: Leaves<V>,
  surroundings: Surroundings,
): Evaluator<V> {
  const { nodes } = graph;
  const { lengthOf } = surroundings;
  const isExact = field.arithmetic.u === 0;
  /** Per node: its columns, one or one for each entry; of a comparison, its decisions. */
  const values: (readonly V[] | readonly Decision[] | undefined)[] = new Array(nodes.length);
  const reads = new Map<number, ReadonlySet<number>>();
  return {
    valueOf(output) {
      evaluate(output);
      return numbers(output);
    },
    decisionOf(node) {
      evaluate(node);
      return decisions(node);
    },
    readBy,
    valuesAround(output, { elements, decided }) {
      const needed = readBy(output);
      const moved = new Set<number>();
      const read = new Set<number>();
      for (const id of graph.orderOf(output)) {
        if (!needed.has(id)) continue;
        const args = neededBy(id);
        if (!decided.has(id) && !args.some((arg) => moved.has(arg))) continue;
        moved.add(id);
        for (const arg of args) read.add(arg);
      }
      const before = [...moved.union(read)].map((id) => [id, values[id]] as const);
      for (const id of read) if (!moved.has(id)) values[id] = gathered(id, elements);
      for (const id of moved) {
        const sides = decided.get(id);
        const value = step(id);
        values[id] = sides === undefined ? value : onSide(decisions(id, value), sides);
      }
      const found = moved.has(output) ? numbers(output) : gathered(output, elements);
      for (const [id, value] of before) values[id] = value;
      return found as readonly V[];
    },
  };

  /** Evaluates a node, and what it needs: of a choice that is one everywhere not the other branch. */
  function evaluate(output: number): void {
    const waiting = [output];
    while (waiting.length > 0) {
      const id = waiting[waiting.length - 1];
      if (values[id] !== undefined) {
        waiting.pop();
        continue;
      }
      const before = waiting.length;
      for (const arg of neededBy(id)) if (values[arg] === undefined) waiting.push(arg);
      if (waiting.length > before) continue;
      values[id] = step(id);
      waiting.pop();
    }
  }

  function readBy(output: number): ReadonlySet<number> {
    const known = reads.get(output);
    if (known !== undefined) return known;
    evaluate(output);
    const read = new Set<number>([output]);
    for (const id of read) for (const arg of neededBy(id)) read.add(arg);
    reads.set(output, read);
    return read;
  }

  /** The arguments that a node's value needs; of a choice at first what decides. */
  function neededBy(id: number): readonly number[] {
    const node = nodes[id];
    if (node.op === "either" && isExact) return node.args.slice(0, 1);
    if (node.op !== "where") return graph.argumentsOf(id);
    const [condition, yes, no] = node.args;
    if (values[condition] === undefined) return [condition];
    const side = sideOf(decisions(condition));
    return side === undefined ? node.args : [condition, side === 1 ? yes : no];
  }

  function numbers(id: number): readonly V[] {
    if (nodes[id].comparison) throw new TypeError("A comparison was used as a number");
    return values[id] as readonly V[];
  }

  function decisions(id: number, value = values[id]): readonly Decision[] {
    if (!nodes[id].comparison) throw new TypeError("A number was used as a condition");
    return value as readonly Decision[];
  }

  /** A node's lanes with other elements: these, in this order. */
  function gathered(id: number, elements: Int32Array): readonly V[] | readonly Decision[] {
    if (!nodes[id].comparison) return numbers(id).map((lane) => field.gather(lane, elements));
    return decisions(id).map((decision) =>
      decision.length === 1 ? decision : Uint8Array.from(elements, (i) => decision[i])
    );
  }

  /** The columns of a node, arranged for one with these axes. */
  function numbersAlong(id: number, axes: readonly string[]): readonly V[] {
    return arranged(numbers(id), nodes[id].axes, axes, lengthOf);
  }

  function decisionsAlong(id: number, axes: readonly string[]): readonly Decision[] {
    return arranged(decisions(id), nodes[id].axes, axes, lengthOf);
  }

  function step(id: number): readonly V[] | readonly Decision[] {
    const node = nodes[id];
    switch (node.op) {
      case "constant": {
        const c = field.constant(node.value);
        return [surroundings.isRepresentable(node.value) ? c : field.widen(c, 1)];
      }
      case "input": {
        const lanes = leaves.get(node.name);
        if (lanes === undefined) throw new TypeError(`The input "${node.name}" was not given`);
        return lanes;
      }
      case "stop_gradient":
        return numbers(node.args[0]);
      case "sigmoid":
        return both(node, (x, e) => sigmoidOf(field, x, e));
      case "softplus":
        return both(node, (x, tail) => softplusOf(field, x, tail));
      case "product":
        return product(node.factors, node.axes);
      case "either": {
        const [a, b] = node.args;
        if (isExact) return numbersAlong(a, node.axes);
        return paired(numbersAlong(a, node.axes), numbersAlong(b, node.axes), field.hull);
      }
      case "sum_of": {
        const parts = node.args.map((arg) => numbersAlong(arg, node.axes));
        return Array.from(
          { length: Math.max(...parts.map(({ length }) => length)) },
          (_, lane) => field.sum(parts.map((part) => laneOf(part, lane))),
        );
      }
      case "sum_over": {
        const least = isExact && isSumBelowGreatest(graph, id) ? field.constant(1) : undefined;
        return over(node, (entries) => {
          const sum = field.sum(entries);
          return least === undefined ? sum : field.max(sum, least);
        });
      }
      case "max_over":
        return over(node, (entries) => entries.reduce((a, b) => field.max(a, b)));
      case "min_over":
        return over(node, (entries) => entries.reduce((a, b) => field.min(a, b)));
      case "onehot": {
        const labels = numbersAlong(node.args[0], node.axes);
        return indices(node).map((i, lane) => {
          const isIt = field.equal(laneOf(labels, lane), field.constant(i));
          return field.where(isIt, field.constant(1), field.constant(0));
        });
      }
      case "take": {
        const labels = numbersAlong(node.args[1], node.axes);
        return over(node, (entries, lane) => taken(field, entries, laneOf(labels, lane)));
      }
      case "argmax_onehot":
        return among(
          node.args[0],
          node.axis,
          node.axes,
          (entries) => firstLargest(field, entries),
        );
      case "pick":
        return over(node, (entries) => entries[node.index]);
      case "stack": {
        const others = node.axes.filter((axis) => axis !== node.axis);
        return stacked(node.args.map((arg) => numbersAlong(arg, others)), others, node, lengthOf);
      }
      case "index":
        return indices(node).map((i) => field.constant(i));
      case "where": {
        const [condition, yes, no] = node.args;
        const { axes } = node;
        const side = sideOf(decisions(condition));
        if (side !== undefined) return numbersAlong(side === 1 ? yes : no, axes);
        const c = decisionsAlong(condition, axes);
        const [a, b] = [numbersAlong(yes, axes), numbersAlong(no, axes)];
        const chosen: V[] = [];
        for (let i = 0; i < Math.max(a.length, b.length, c.length); i++) {
          chosen.push(field.where(laneOf(c, i), laneOf(a, i), laneOf(b, i)));
        }
        return chosen;
      }
      case "less":
        return both(node, (a, b) => field.less(a, b));
      case "less_equal":
        return both(node, (a, b) => field.lessEqual(a, b));
      case "equal":
        return both(node, (a, b) => field.equal(a, b));
      case "below":
        return both(node, (a, b) => field.below(a, b));
      case "not":
        return decisions(node.args[0]).map((t) => t.map((x) => x === 2 ? 2 : 1 - x));
      case "and":
        return combined(node, 0);
      case "or":
        return combined(node, 1);
      case "sub": {
        const axis = isExact ? axisBelowGreatest(graph, id) : undefined;
        return axis === undefined || lengthOf(axis) === 1
          ? both(node, (a, b) => field.sub(a, b))
          : among(node.args[0], axis, node.axes, (entries) => belowGreatest(field, entries));
      }
      case "add":
      case "pow":
      case "min":
      case "max": {
        const { op } = node;
        return both(node, (a, b) => field[op](a, b));
      }
      default: {
        const { op } = node;
        return numbers(node.args[0]).map((a) => field[op](a));
      }
    }
  }

  function both<R>(
    { args: [a, b], axes }: Node & { readonly args: readonly [number, number] },
    f: (a: V, b: V) => R,
  ): readonly R[] {
    return paired(numbersAlong(a, axes), numbersAlong(b, axes), f);
  }

  function combined(
    { args: [a, b], axes }: Node & { readonly args: readonly [number, number] },
    absorbing: 0 | 1,
  ): readonly Decision[] {
    const [x, y] = [decisionsAlong(a, axes), decisionsAlong(b, axes)];
    return paired(x, y, (one, other) => combine(one, other, absorbing));
  }

  function product(factors: readonly ProductFactor[], axes: readonly string[]): readonly V[] {
    const parts = field.squaresApart
      ? factors.flatMap((factor) => takenApart(graph.nodes, factor))
      : factors;
    const lanes = parts.map(({ of, inverse }) => ({ of: numbersAlong(of, axes), inverse }));
    const products: V[] = [];
    for (let i = 0; i < Math.max(...lanes.map(({ of }) => of.length)); i++) {
      products.push(
        field.product(lanes.map(({ of, inverse }) => ({ of: laneOf(of, i), inverse }))),
      );
    }
    return products;
  }

  /** A node's entries along an axis, for each lane of other axes; once, where they are all the same. */
  function entriesOf(
    id: number,
    others: readonly string[],
    axis: string,
  ): readonly (readonly V[])[] {
    return groupsOf(numbersAlong(id, [...others, axis]), lengthOf(axis));
  }

  /** What becomes of the entries along an axis that the result has not. */
  function over(
    node: Node & { readonly axis: string; readonly args: readonly number[] },
    f: (entries: readonly V[], lane: number) => V,
  ): readonly V[] {
    const groups = entriesOf(node.args[0], node.axes, node.axis);
    const count = node.op === "take" ? laneCount(node.axes, lengthOf) : groups.length;
    return Array.from({ length: count }, (_, lane) => f(laneOf(groups, lane), lane));
  }

  /** What becomes of each of the entries along an axis, seen among the others. */
  function among(
    id: number,
    axis: string,
    axes: readonly string[],
    f: (entries: readonly V[]) => readonly V[],
  ): readonly V[] {
    const others = axes.filter((one) => one !== axis);
    const groups = entriesOf(id, others, axis).map(f);
    const lanes = Array.from({ length: laneCount(others, lengthOf) }, (_, i) => laneOf(groups, i));
    return arranged(lanes.flat(), [...others, axis], axes, lengthOf);
  }

  /** For each lane of a node how far it is along an axis. */
  function indices({ axis, axes }: Node & { readonly axis: string }): readonly number[] {
    return lanesAlong([axis], axes, lengthOf);
  }
}

/** What all of some decisions are: 0 or 1; undefined where they differ, or are open. */
function sideOf(decisions: readonly Decision[]): number | undefined {
  const side = decisions[0][0];
  return side < 2 && decisions.every((all) => all.every((x) => x === side)) ? side : undefined;
}

/** Decisions with those that are undecided on a side. */
function onSide(decisions: readonly Decision[], sides: Decision): readonly Decision[] {
  return decisions.map((decision) =>
    decision.length === 1 && sides.length > 1
      ? sides.map((side) => decision[0] === 2 ? side : decision[0])
      : decision.map((x, i) => x === 2 ? sides[sides.length === 1 ? 0 : i] : x)
  );
}

/** And (`absorbing` 0) or or (`absorbing` 1) of decisions that may be undecided. */
function combine(a: Decision, b: Decision, absorbing: 0 | 1): Decision {
  const combined = new Uint8Array(Math.max(a.length, b.length));
  for (let i = 0; i < combined.length; i++) {
    const x = a[a.length === 1 ? 0 : i];
    const y = b[b.length === 1 ? 0 : i];
    const isDecided = x === absorbing || y === absorbing;
    combined[i] = isDecided ? absorbing : x === 2 || y === 2 ? 2 : 1 - absorbing;
  }
  return combined;
}

/** The entry that a label names. */
function taken<V>(field: Field<V>, [first, ...others]: readonly V[], label: V): V {
  return others.reduce(
    (found, entry, i) => field.where(field.equal(label, field.constant(i + 1)), entry, found),
    first,
  );
}

/** One-hot of the first of the largest entries: those before are less, those after no greater. */
function firstLargest<V>(field: Field<V>, entries: readonly V[]): readonly V[] {
  const one = field.constant(1);
  const zero = field.constant(0);
  const after = greatestAfter(field, entries);
  let before: V | undefined;
  return entries.map((entry, i) => {
    const rest = after[i];
    let value = rest === undefined ? one : field.where(field.less(entry, rest), zero, one);
    if (before !== undefined) value = field.where(field.lessEqual(entry, before), zero, value);
    before = before === undefined ? entry : field.max(before, entry);
    return value;
  });
}
