/**
 * A formula as a graph: every distinct subexpression once.
 *
 * A node's value is one number per element (`wide: false`), or one per element and class
 * (`wide: true`). A comparison's value is a decision, not a number.
 *
 * @module
 */
import { createOrders, type Orders } from "./graph_order.ts";
import type { Comparison, Named, Node, Operation, Over, ProductFactor, Unary } from "./node.ts";

/** A graph under construction: nodes are interned, so equal subexpressions are one node. */
export interface Graph extends Orders {
  readonly nodes: readonly Node[];
  add(operation: Operation, text?: string): number;
  constant(value: number): number;
  input(name: string, wide: boolean): number;
  unary(op: Unary | Named | Over | "stop_gradient" | "onehot" | "argmax_onehot", a: number): number;
  plus(a: number, b: number): number;
  minus(a: number, b: number): number;
  times(...factors: readonly number[]): number;
  over(a: number, b: number): number;
  compare(op: Comparison, a: number, b: number): number;
  where(condition: number, a: number, b: number): number;
}

const comparisons: ReadonlySet<string> = new Set([
  "less",
  "less_equal",
  "equal",
  "below",
  "and",
  "or",
  "not",
]);
const narrowing: ReadonlySet<string> = new Set(["sum_over", "max_over", "min_over", "take"]);
const widening: ReadonlySet<string> = new Set(["onehot", "argmax_onehot"]);

/** An empty graph. */
export function createGraph(): Graph {
  const nodes: Node[] = [];
  const known = new Map<string, number>();
  const wideInputs = new Map<string, boolean>();

  function isWide(operation: Operation): boolean {
    if (operation.op === "input") return wideInputs.get(operation.name) ?? false;
    if (narrowing.has(operation.op)) return false;
    if (widening.has(operation.op)) return true;
    if ("args" in operation) return operation.args.some((arg) => nodes[arg].wide);
    return operation.op === "product" && operation.factors.some(({ of }) => nodes[of].wide);
  }

  function add(operation: Operation, text?: string): number {
    const key = JSON.stringify(
      operation,
      (_, v) => Object.is(v, -0) ? "-0" : v === Infinity ? "inf" : v,
    );
    const found = known.get(key);
    if (found !== undefined) return found;
    const id = nodes.length;
    nodes.push({
      ...operation,
      wide: isWide(operation),
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
    const factors: ProductFactor[] = [];
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
        const twin = factors.findIndex((f) => f.of === of && f.inverse === inverse);
        if (twin < 0) factors.push({ of, inverse });
        else {
          factors.splice(twin, 1);
          factors.push({ of: add({ op: "square", args: [of] }), inverse });
        }
      }
    };
    parts.forEach(take);
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
    return add({ op: "neg", args: [a] });
  }

  /** One node for the same kink, however it is written: 0 < x, -x < 0 and not x < 0. */
  function below(a: number, b: number): number {
    const [x, y] = [nodes[a], nodes[b]];
    /** Without a -0, which is where 0 is. */
    const opposite = (id: number) => constant(0 - valueOf(id)!);
    if (x.op === "neg" && y.op === "neg") return below(y.args[0], x.args[0]);
    if (x.op === "neg" && y.op === "constant") return below(opposite(b), x.args[0]);
    if (y.op === "neg" && x.op === "constant") return below(y.args[0], opposite(a));
    const isInOrder = x.op === y.op
      ? a <= b
      : y.op !== "constant" && (x.op === "constant" || a <= b);
    return isInOrder
      ? add({ op: "below", args: [a, b] })
      : add({ op: "not", args: [add({ op: "below", args: [b, a] })] });
  }

  function choice(condition: number, a: number, b: number): number {
    const node = nodes[condition];
    if (a === b) return a;
    if (node.op === "not") return choice(node.args[0], b, a);
    return add({ op: "where", args: [condition, a, b] });
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

  return {
    nodes,
    ...createOrders(nodes),
    add,
    constant,
    input(name, wide) {
      wideInputs.set(name, wide);
      return add({ op: "input", name });
    },
    unary: apply,
    plus(a, b) {
      if (valueOf(a) === 0) return b;
      if (valueOf(b) === 0) return a;
      const folded = exactSum(valueOf(a), valueOf(b));
      return folded === undefined ? add({ op: "add", args: [a, b] }) : constant(folded);
    },
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
    compare: (op, a, b) => op === "below" ? below(a, b) : add({ op, args: [a, b] }),
    where: choice,
  };
}

/** The sum of two constants, where float64 holds it exactly. */
function exactSum(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return undefined;
  const sum = a + b;
  return sum - a === b && sum - b === a ? sum : undefined;
}

/** Whether multiplying by `x` is exact, barring underflow. */
export function isPowerOfTwo(x: number): boolean {
  return x !== 0 && Number.isFinite(x) && Number.isInteger(Math.log2(Math.abs(x))) &&
    2 ** Math.log2(Math.abs(x)) === Math.abs(x);
}
