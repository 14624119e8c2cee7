/**
 * A graph's value in a field.
 *
 * @module
 */
import type { Field, Truth } from "./field.ts";
import type { Graph, Node } from "./graph.ts";

/** The columns of a graph's inputs, by name: one column, or one per class. */
export interface Leaves<V> {
  get(name: string): readonly V[] | undefined;
}

/** What the evaluation needs beyond the inputs. */
export interface Surroundings {
  /** Number of classes, the width of wide nodes. */
  readonly classes: number;
  /** Whether a constant is a value of the format; one that is not is rounded once. */
  readonly isRepresentable: (x: number) => boolean;
}

type Value<V> =
  | { readonly kind: "number"; readonly lanes: readonly V[] }
  | { readonly kind: "truth"; readonly lanes: readonly Truth[] };

/** Evaluates nodes when they are asked for, each once. */
export interface Evaluator<V> {
  /** The column of a node, or one per class. */
  valueOf(node: number): readonly V[];
}

/**
 * Open a graph for evaluation.
 *
 * @param graph the graph; nodes may be added to it later
 * @param field the arithmetic
 * @param leaves a column (or one per class) for every input that is read
 * @param surroundings the number of classes, and which constants are exact
 * @returns the evaluator, which keeps what it has evaluated
 */
export function evaluator<V>(
  graph: Graph,
  field: Field<V>,
  leaves: Leaves<V>,
  surroundings: Surroundings,
): Evaluator<V> {
  const values: (Value<V> | undefined)[] = new Array(graph.nodes.length);
  return {
    valueOf(node) {
      make(node);
      return numbers(node);
    },
  };

  function make(id: number): void {
    if (values[id] !== undefined) return;
    const node = graph.nodes[id];
    if (node.op === "product") { for (const { of } of node.factors) make(of); }
    else if ("args" in node) { for (const arg of node.args) make(arg); }
    values[id] = step(node);
  }

  function known(id: number): Value<V> {
    const value = values[id];
    if (value === undefined) throw new TypeError(`Node ${id} was read before it was evaluated`);
    return value;
  }

  function numbers(id: number): readonly V[] {
    const value = known(id);
    if (value.kind === "truth") throw new TypeError("A comparison was used as a number");
    return value.lanes;
  }

  function truths(id: number): readonly Truth[] {
    const value = known(id);
    if (value.kind === "number") throw new TypeError("A number was used as a condition");
    return value.lanes;
  }

  function step(node: Node): Value<V> {
    switch (node.op) {
      case "constant": {
        const c = field.constant(node.value);
        return number([surroundings.isRepresentable(node.value) ? c : field.widen(c, 1)]);
      }
      case "input": {
        const lanes = leaves.get(node.name);
        if (lanes === undefined) throw new TypeError(`The input "${node.name}" was not given`);
        return number(lanes);
      }
      case "stop_gradient":
        return number(numbers(node.args[0]));
      case "sigmoid":
        return number(broadcast(node.args.map(numbers), (x, e) => sigmoid(field, x, e)));
      case "softplus":
        return number(broadcast(node.args.map(numbers), (x, tail) => softplus(field, x, tail)));
      case "product":
        return number(
          broadcast(
            node.factors.map(({ of }) => numbers(of)),
            (...parts) =>
              field.product(parts.map((of, i) => ({ of, inverse: node.factors[i].inverse }))),
          ),
        );
      case "sum_over":
        return number([field.sum(spreadTo(numbers(node.args[0])))]);
      case "max_over":
        return number([numbers(node.args[0]).reduce((a, b) => field.max(a, b))]);
      case "min_over":
        return number([numbers(node.args[0]).reduce((a, b) => field.min(a, b))]);
      case "onehot":
        return number(
          classesWhere((c) => field.equal(numbers(node.args[0])[0], field.constant(c))),
        );
      case "take": {
        const entries = spreadTo(numbers(node.args[0]));
        const label = numbers(node.args[1])[0];
        return number([
          entries.slice(1).reduce(
            (found, entry, c) =>
              field.where(field.equal(label, field.constant(c + 1)), entry, found),
            entries[0],
          ),
        ]);
      }
      case "argmax_onehot":
        return number(firstLargest(field, spreadTo(numbers(node.args[0]))));
      case "where": {
        const [c, a, b] = node.args;
        const width = node.wide ? surroundings.classes : 1;
        const at = <T>(lanes: readonly T[], i: number): T =>
          lanes.length === 1 ? lanes[0] : lanes[i];
        return number(
          Array.from(
            { length: width },
            (_, i) => field.where(at(truths(c), i), at(numbers(a), i), at(numbers(b), i)),
          ),
        );
      }
      case "less":
        return compare(node.args, (a, b) => field.less(a, b));
      case "less_equal":
        return compare(node.args, (a, b) => field.lessEqual(a, b));
      case "equal":
        return compare(node.args, (a, b) => field.equal(a, b));
      case "below":
        return compare(node.args, (a, b) => below(field, a, b));
      case "not":
        return truth(truths(node.args[0]).map((t) => t.map((x) => x === 2 ? 2 : 1 - x)));
      case "and":
        return truth(broadcast(node.args.map(truths), (a, b) => combine(a, b, 0)));
      case "or":
        return truth(broadcast(node.args.map(truths), (a, b) => combine(a, b, 1)));
      case "add":
      case "sub":
      case "pow":
      case "min":
      case "max": {
        const { op } = node;
        return number(broadcast(node.args.map(numbers), (a, b) => field[op](a, b)));
      }
      default: {
        const { op } = node;
        return each(node, (a) => field[op](a));
      }
    }
  }

  function each(node: { readonly args: readonly [number] }, f: (a: V) => V): Value<V> {
    return number(numbers(node.args[0]).map(f));
  }

  function compare(args: readonly [number, number], f: (a: V, b: V) => Truth): Value<V> {
    return truth(broadcast(args.map(numbers), f));
  }

  function classesWhere(test: (c: number) => Truth): V[] {
    return Array.from(
      { length: surroundings.classes },
      (_, c) => field.where(test(c), field.constant(1), field.constant(0)),
    );
  }

  function spreadTo(lanes: readonly V[]): readonly V[] {
    return lanes.length === surroundings.classes
      ? lanes
      : new Array(surroundings.classes).fill(lanes[0]);
  }

  function number(lanes: readonly V[]): Value<V> {
    return { kind: "number", lanes };
  }

  function truth(lanes: readonly Truth[]): Value<V> {
    return { kind: "truth", lanes };
  }
}

/** Applies an operation class by class; one column pairs with any number of classes. */
function broadcast<T, R>(parts: readonly (readonly T[])[], f: (...lane: T[]) => R): R[] {
  if (parts.length === 2 && parts[0].length === 1 && parts[1].length === 1) {
    return [f(parts[0][0], parts[1][0])];
  }
  const width = Math.max(...parts.map((lanes) => lanes.length));
  return Array.from(
    { length: width },
    (_, c) => f(...parts.map((lanes) => lanes.length === 1 ? lanes[0] : lanes[c])),
  );
}

/**
 * The logistic function, as 1/(1+e) or e/(1+e) with e = exp(-|x|), widened by one elementary
 * function's error, so that compositions and vendors' own sigmoids are both inside.
 */
function sigmoid<V>(field: Field<V>, x: V, e: V): V {
  const one = field.constant(1);
  const numerator = field.where(field.less(x, field.constant(0)), e, one);
  const value = field.product([
    { of: numerator, inverse: false },
    { of: field.add(one, e), inverse: true },
  ]);
  return field.widen(value, field.arithmetic.elementary);
}

/** log(1 + e^x) as max(x, 0) + log1p(exp(-|x|)), the latter given, widened as {@linkcode sigmoid} is. */
function softplus<V>(field: Field<V>, x: V, tail: V): V {
  const value = field.add(field.max(x, field.constant(0)), tail);
  return field.widen(value, field.arithmetic.elementary);
}

/** a < b, undecided where the two may be equal: the condition of a derivative at a kink. */
function below<V>(field: Field<V>, a: V, b: V): Truth {
  const less = field.less(a, b);
  const lessEqual = field.lessEqual(a, b);
  return less.map((yes, i) =>
    yes === 1 ? 1 : lessEqual[lessEqual.length === 1 ? 0 : i] === 0 ? 0 : 2
  );
}

/** And (`absorbing` 0) or or (`absorbing` 1) of truths that may be undecided. */
function combine(a: Truth, b: Truth, absorbing: 0 | 1): Truth {
  const length = Math.max(a.length, b.length);
  return Uint8Array.from({ length }, (_, i) => {
    const x = a[a.length === 1 ? 0 : i];
    const y = b[b.length === 1 ? 0 : i];
    if (x === absorbing || y === absorbing) return absorbing;
    return x === 2 || y === 2 ? 2 : 1 - absorbing;
  });
}

/** One-hot of the first of the largest entries. */
function firstLargest<V>(field: Field<V>, entries: readonly V[]): V[] {
  const one = field.constant(1);
  const zero = field.constant(0);
  return entries.map((entry, c) =>
    entries.reduce((value, other, d) => {
      if (d === c) return value;
      const beaten = d < c ? field.lessEqual(entry, other) : field.less(entry, other);
      return field.where(beaten, zero, value);
    }, one)
  );
}
