/**
 * A formula as a graph: every distinct subexpression once.
 *
 * A node's value is one number for each record, or one for each record and each entry along the node's
 * axes. A comparison's value is a decision, not a number.
 *
 * @module
 */
import type { EntryAxis } from "./entry_axis.ts";
import { isPowerOfTwo } from "./exactness.ts";
import { createOrders, type Orders } from "./graph_order.ts";
import { mostOperations } from "./limits.ts";
import {
  argumentsOf,
  type Comparison,
  type Named,
  type Node,
  type Operation,
  type Over,
  type ProductFactor,
  type Unary,
} from "./node.ts";

/** A graph under construction: nodes are interned, so equal subexpressions are one node. */
export interface Graph extends Orders {
  readonly nodes: readonly Node[];
  /** The axes that nodes may have, in the order that entries are counted in. */
  readonly axes: readonly EntryAxis[];
  add(operation: Operation, text?: string): number;
  constant(value: number): number;
  input(name: string, axes: readonly string[]): number;
  unary(op: Unary | Named | "stop_gradient", a: number): number;
  /** The number of entries along an axis. */
  length(axis: string): number;
  /** Sums, or compares, along an axis; what has no entries there counts as often as there are. */
  along(op: Over, axis: string, a: number): number;
  /** Sums along all axes that a node has, or stands for, besides those that are kept. */
  sumTo(kept: readonly string[], stands: readonly string[], a: number): number;
  /** The entry of that number along an axis of fixed length. */
  pick(axis: string, index: number, a: number): number;
  stack(axis: string, entries: readonly number[]): number;
  plus(a: number, b: number): number;
  /** The sum of some nodes, whose order nobody says. */
  sumOf(terms: readonly number[]): number;
  minus(a: number, b: number): number;
  times(...factors: readonly number[]): number;
  over(a: number, b: number): number;
  compare(op: Comparison, a: number, b: number): number;
  /** Whether a is below b, for the derivative of `atom`, which has a kink where they are equal. */
  below(a: number, b: number, atom: number): number;
  where(condition: number, a: number, b: number): number;
  /** A product of some factors, each taken once for all orders in which they may come. */
  product(factors: readonly ProductFactor[]): number;
  /** How many operations and operands there are. */
  size(): number;
  /** Says that all formulas are there: the little that is added later is not limited. */
  finish(): void;
}

/** Operations whose value has entries along their axis; that of the others has none. */
const widening: ReadonlySet<string> = new Set(["onehot", "argmax_onehot", "stack", "index"]);
const comparisons: ReadonlySet<string> = new Set([
  "less",
  "less_equal",
  "equal",
  "below",
  "and",
  "or",
  "not",
]);
/**
 * An empty graph.
 *
 * @param axes the entry axes that its nodes may have
 */
export function createGraph(axes: readonly EntryAxis[]): Graph {
  const nodes: Node[] = [];
  const known = new Map<string, number>();
  const inputAxes = new Map<string, readonly string[]>();
  const order = axes.map(({ name }) => name);
  const lists = new Map<string, readonly string[]>();
  let size = 0;
  let isFinished = false;

  /** The same list for the same axes, in the graph's order. */
  function listed(wanted: ReadonlySet<string>): readonly string[] {
    const list = order.filter((axis) => wanted.has(axis));
    const key = list.join();
    const found = lists.get(key) ?? list;
    lists.set(key, found);
    return found;
  }

  function axesOfNode(operation: Operation): readonly string[] {
    if (operation.op === "input") return inputAxes.get(operation.name) ?? listed(new Set());
    const own = new Set(argumentsOf(operation).flatMap((arg) => nodes[arg].axes));
    if ("axis" in operation) {
      if (widening.has(operation.op)) own.add(operation.axis);
      else own.delete(operation.axis);
    }
    return listed(own);
  }

  function add(operation: Operation, text?: string): number {
    const key = operation.op === "constant"
      ? `${Object.is(operation.value, -0) ? "-0" : operation.value}`
      : JSON.stringify(operation);
    const found = known.get(key);
    if (found !== undefined) return found;
    const id = nodes.length;
    size += 1 + argumentsOf(operation).length;
    if (size > mostOperations && !isFinished) {
      throw new RangeError(
        `The formulas, gradients included, come to more than ${mostOperations} operations and operands, which is the limit`,
      );
    }
    nodes.push({
      ...operation,
      axes: axesOfNode(operation),
      comparison: comparisons.has(operation.op),
      ...(text === undefined ? {} : { text }),
    });
    known.set(key, id);
    return id;
  }

  function valueOf(id: number): number | undefined {
    const node = nodes[id];
    return node.op === "constant" ? node.value : undefined;
  }

  /** Products have no order: nested ones become one, constants are folded, pairs are squares. */
  function product(parts: readonly ProductFactor[]): number {
    let scale = 1;
    const taken = new Map<string, ProductFactor>();
    const take = ({ of, inverse }: ProductFactor): void => {
      const node = nodes[of];
      if (node.op === "product") {
        for (const inner of node.factors) {
          take({ of: inner.of, inverse: inner.inverse !== inverse });
        }
      } else if (node.op === "neg") {
        scale = -scale;
        take({ of: node.args[0], inverse });
      } else if (node.op === "constant" && (!inverse || isPowerOfTwo(node.value))) {
        scale *= inverse ? 1 / node.value : node.value;
      } else {
        const key = `${of} ${inverse}`;
        if (taken.delete(key)) take({ of: add({ op: "square", args: [of] }), inverse });
        else taken.set(key, { of, inverse });
      }
    };
    parts.forEach(take);
    const factors = [...taken.values()];
    if (scale === 0) return constant(0);
    if (factors.length === 0) return constant(scale);
    const only = factors[0];
    if (factors.length === 1 && !only.inverse) {
      if (scale === 1) return only.of;
      if (scale === -1) return negate(only.of);
    }
    const constants = scale === 1 ? [] : [{ of: constant(scale), inverse: false }];
    return add({ op: "product", factors: [...constants, ...factors] });
  }

  function constant(value: number): number {
    return add({ op: "constant", value });
  }

  function negate(a: number): number {
    const node = nodes[a];
    if (node.op === "constant") return constant(-node.value);
    if (node.op === "neg") return node.args[0];
    if (node.op === "stack") return stack(node.axis, node.args.map(negate));
    return add({ op: "neg", args: [a] });
  }

  /** One node for the same kink of an atom, however it is written: 0 < x, -x < 0 and not x < 0. */
  function below(a: number, b: number, atom: number): number {
    const [x, y] = [nodes[a], nodes[b]];
    /** Without a -0, which is where 0 is. */
    const opposite = (id: number) => constant(0 - valueOf(id)!);
    if (x.op === "neg" && y.op === "neg") return below(y.args[0], x.args[0], atom);
    if (x.op === "neg" && y.op === "constant") return below(opposite(b), x.args[0], atom);
    if (y.op === "neg" && x.op === "constant") return below(y.args[0], opposite(a), atom);
    const isInOrder = x.op === y.op
      ? a <= b
      : y.op !== "constant" && (x.op === "constant" || a <= b);
    return isInOrder
      ? add({ op: "below", atom, args: [a, b] })
      : add({ op: "not", args: [add({ op: "below", atom, args: [b, a] })] });
  }

  function choice(condition: number, a: number, b: number): number {
    const node = nodes[condition];
    if (a === b) return a;
    if (node.op === "not") return choice(node.args[0], b, a);
    const stacks = [nodes[a], nodes[b]].filter((branch) => branch.op === "stack");
    const [first] = stacks;
    const isApart = first !== undefined && !node.axes.includes(first.axis) &&
      stacks.every(({ axis }) => axis === first.axis) &&
      (stacks.length === 2 || valueOf(a) === 0 || valueOf(b) === 0);
    if (!isApart) return add({ op: "where", args: [condition, a, b] });
    const entry = (branch: number, i: number) => {
      const inner = nodes[branch];
      return inner.op === "stack" ? inner.args[i] : branch;
    };
    return stack(first.axis, first.args.map((_, i) => choice(condition, entry(a, i), entry(b, i))));
  }

  function apply(op: Parameters<Graph["unary"]>[0], a: number): number {
    const node = nodes[a];
    switch (op) {
      case "neg":
        return negate(a);
      case "abs":
        return add({ op, args: [node.op === "neg" ? node.args[0] : a] });
      case "sigmoid":
        return add({ op, args: [a, apply("exp", negate(apply("abs", a)))] });
      case "softplus":
        return add({ op, args: [a, apply("log1p", apply("exp", negate(apply("abs", a))))] });
      default:
        return add({ op, args: [a] });
    }
  }

  function length(axis: string): number {
    const fixed = axes.find(({ name }) => name === axis)?.length;
    return fixed === undefined ? input(axis, []) : constant(fixed);
  }

  function along(op: Over, axis: string, a: number): number {
    const isMany = op === "sum_over" || nodes[a].axes.includes(axis);
    return isMany ? add({ op, axis, args: [a] }) : a;
  }

  function input(name: string, wanted: readonly string[]): number {
    inputAxes.set(name, listed(new Set(wanted)));
    return add({ op: "input", name });
  }

  function stack(axis: string, entries: readonly number[]): number {
    const isEmpty = entries.every((entry) => valueOf(entry) === 0);
    return isEmpty ? constant(0) : add({ op: "stack", axis, args: entries });
  }

  function plus(a: number, b: number): number {
    if (valueOf(a) === 0) return b;
    if (valueOf(b) === 0) return a;
    const [x, y] = [nodes[a], nodes[b]];
    if (x.op === "stack" && y.op === "stack" && x.axis === y.axis) {
      return stack(x.axis, x.args.map((entry, i) => plus(entry, y.args[i])));
    }
    const folded = exactSum(valueOf(a), valueOf(b));
    return folded === undefined ? add({ op: "add", args: [a, b] }) : constant(folded);
  }

  function sumOf(terms: readonly number[]): number {
    const kept = terms.filter((term) => valueOf(term) !== 0);
    if (kept.length < 3) return kept.reduce(plus, constant(0));
    const stacks = kept.map((term) => nodes[term]);
    const [first] = stacks;
    if (
      first.op === "stack" &&
      stacks.every((node) => node.op === "stack" && node.axis === first.axis)
    ) {
      const entries = first.args.map((_, i) =>
        sumOf(stacks.map((node) => (node as typeof first).args[i]))
      );
      return stack(first.axis, entries);
    }
    return add({ op: "sum_of", args: kept });
  }

  return {
    nodes,
    axes,
    ...createOrders(nodes),
    add,
    constant,
    input,
    unary: apply,
    length,
    along,
    sumTo(kept, stands, a) {
      const summed = listed(new Set([...nodes[a].axes, ...stands]));
      return summed.filter((axis) => !kept.includes(axis))
        .reduce((sum, axis) => along("sum_over", axis, sum), a);
    },
    pick(axis, index, a) {
      const node = nodes[a];
      if (!node.axes.includes(axis)) return a;
      if (node.op === "stack" && node.axis === axis) return node.args[index];
      return add({ op: "pick", axis, index, args: [a] });
    },
    stack,
    plus,
    sumOf,
    minus(a, b) {
      if (valueOf(b) === 0) return a;
      if (valueOf(a) === 0) return negate(b);
      const subtrahend = valueOf(b);
      const folded = exactSum(valueOf(a), subtrahend === undefined ? undefined : -subtrahend);
      return folded === undefined ? add({ op: "sub", args: [a, b] }) : constant(folded);
    },
    times(...factors) {
      return product(factors.map((of) => ({ of, inverse: false })));
    },
    over(a, b) {
      return product([{ of: a, inverse: false }, { of: b, inverse: true }]);
    },
    compare: (op, a, b) => add({ op, args: [a, b] }),
    below,
    where: choice,
    product,
    size: () => size,
    finish() {
      isFinished = true;
    },
  };
}

/** The sum of two constants, where float64 holds it exactly. */
function exactSum(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return undefined;
  const sum = a + b;
  return sum - a === b && sum - b === a ? sum : undefined;
}
