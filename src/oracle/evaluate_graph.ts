/**
 * A graph's value in a field.
 *
 * @module
 */
import type { Decision, Field } from "./field.ts";
import type { Graph } from "./graph.ts";
import type { Node, ProductFactor } from "./node.ts";

/** The columns of a graph's inputs, by name: one column, or one per class. */
export interface Leaves<V> {
  get(name: string): readonly V[] | undefined;
}

/** Which side undecided comparisons are on, by node. */
export type Sides = ReadonlyMap<number, 0 | 1>;

/** What the evaluation needs beyond the inputs. */
export interface Surroundings {
  /** Number of classes, the width of wide nodes. */
  readonly classes: number;
  /** Whether a constant is a value of the format; one that is not is rounded once. */
  readonly isRepresentable: (x: number) => boolean;
  /** Comparisons that are not to be left undecided. */
  readonly sides?: Sides;
}

/** Evaluates nodes when they are asked for, each once. */
export interface Evaluator<V> {
  /** The column of a node, or one per class. */
  valueOf(node: number): readonly V[];
  /** Whether a comparison that was evaluated is undecided for an element. */
  isUndecided(node: number): boolean;
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
  const { nodes } = graph;
  const { sides } = surroundings;
  /** Per node: its columns, one or one per class; of a comparison, its decisions. */
  const values: (readonly V[] | readonly Decision[] | undefined)[] = new Array(nodes.length);
  return {
    valueOf(output) {
      evaluate(output);
      return numbers(output);
    },
    isUndecided: (node) => decisions(node).some((decision) => decision.includes(2)),
  };

  function evaluate(id: number): void {
    if (values[id] !== undefined) return;
    for (const argument of graph.argumentsOf(id)) evaluate(argument);
    values[id] = decided(id, step(nodes[id]));
  }

  function decided<T extends readonly V[] | readonly Decision[]>(
    id: number,
    value: T,
  ): T | Decision[] {
    const side = sides?.get(id);
    return side === undefined
      ? value
      : decisions(id, value).map((decision) => decision.map((x) => x === 2 ? side : x));
  }

  function numbers(id: number): readonly V[] {
    if (nodes[id].comparison) throw new TypeError("A comparison was used as a number");
    return values[id] as readonly V[];
  }

  function decisions(id: number, value = values[id]): readonly Decision[] {
    if (!nodes[id].comparison) throw new TypeError("A number was used as a condition");
    return value as readonly Decision[];
  }

  function step(node: Node): readonly V[] | readonly Decision[] {
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
        return both(node.args, (x, e) => sigmoid(field, x, e));
      case "softplus":
        return both(node.args, (x, tail) => softplus(field, x, tail));
      case "product":
        return product(node.factors);
      case "sum_over":
        return [field.sum(spreadTo(numbers(node.args[0])))];
      case "max_over":
        return [numbers(node.args[0]).reduce((a, b) => field.max(a, b))];
      case "min_over":
        return [numbers(node.args[0]).reduce((a, b) => field.min(a, b))];
      case "onehot":
        return classesWhere((c) => field.equal(numbers(node.args[0])[0], field.constant(c)));
      case "take": {
        const entries = spreadTo(numbers(node.args[0]));
        const label = numbers(node.args[1])[0];
        return [
          entries.slice(1).reduce(
            (found, entry, c) =>
              field.where(field.equal(label, field.constant(c + 1)), entry, found),
            entries[0],
          ),
        ];
      }
      case "argmax_onehot":
        return firstLargest(field, spreadTo(numbers(node.args[0])));
      case "where": {
        const [condition, yes, no] = node.args;
        const [c, a, b] = [decisions(condition), numbers(yes), numbers(no)];
        const chosen: V[] = [];
        for (let i = 0; i < (node.wide ? surroundings.classes : 1); i++) {
          chosen.push(field.where(laneOf(c, i), laneOf(a, i), laneOf(b, i)));
        }
        return chosen;
      }
      case "less":
        return both(node.args, (a, b) => field.less(a, b));
      case "less_equal":
        return both(node.args, (a, b) => field.lessEqual(a, b));
      case "equal":
        return both(node.args, (a, b) => field.equal(a, b));
      case "below":
        return both(node.args, (a, b) => field.below(a, b));
      case "not":
        return decisions(node.args[0]).map((t) => t.map((x) => x === 2 ? 2 : 1 - x));
      case "and":
        return paired(decisions(node.args[0]), decisions(node.args[1]), (a, b) => combine(a, b, 0));
      case "or":
        return paired(decisions(node.args[0]), decisions(node.args[1]), (a, b) => combine(a, b, 1));
      case "add":
      case "sub":
      case "pow":
      case "min":
      case "max": {
        const { op } = node;
        return both(node.args, (a, b) => field[op](a, b));
      }
      default: {
        const { op } = node;
        return numbers(node.args[0]).map((a) => field[op](a));
      }
    }
  }

  function both<R>([a, b]: readonly [number, number], f: (a: V, b: V) => R): readonly R[] {
    return paired(numbers(a), numbers(b), f);
  }

  function product(factors: readonly ProductFactor[]): readonly V[] {
    let width = 1;
    for (const { of } of factors) width = Math.max(width, numbers(of).length);
    const products: V[] = [];
    for (let c = 0; c < width; c++) {
      const parts = factors.map(({ of, inverse }) => ({ of: laneOf(numbers(of), c), inverse }));
      products.push(field.product(parts));
    }
    return products;
  }

  function classesWhere(test: (c: number) => Decision): V[] {
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
}

/** Applies an operation class by class; one column pairs with any number of classes. */
function paired<T, R>(a: readonly T[], b: readonly T[], f: (a: T, b: T) => R): R[] {
  const results = [f(a[0], b[0])];
  for (let c = 1; c < a.length || c < b.length; c++) results.push(f(laneOf(a, c), laneOf(b, c)));
  return results;
}

/** A class's column; one column stands for every class. */
export function laneOf<T>(lanes: readonly T[], c: number): T {
  return lanes[lanes.length === 1 ? 0 : c];
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

/**
 * One-hot of the first of the largest entries: an entry is that when it is larger than the largest
 * before it, and not less than the largest after it.
 */
function firstLargest<V>(field: Field<V>, entries: readonly V[]): V[] {
  const one = field.constant(1);
  const zero = field.constant(0);
  const after: V[] = [];
  for (let c = entries.length - 1; c > 0; c--) {
    after[c - 1] = c === entries.length - 1 ? entries[c] : field.max(entries[c], after[c]);
  }
  let before: V | undefined;
  return entries.map((entry, c) => {
    let value = one;
    if (before !== undefined) value = field.where(field.lessEqual(entry, before), zero, value);
    if (c < after.length) value = field.where(field.less(entry, after[c]), zero, value);
    before = before === undefined ? entry : field.max(before, entry);
    return value;
  });
}
