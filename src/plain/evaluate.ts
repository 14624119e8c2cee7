/**
 * A formula at one place of a call, in plain float64, as the description of the language says it.
 *
 * A condition is 1 or 0. NaN stands for what has no value, and whatever reads that has none.
 *
 * @module
 */
import type { CallExpression, Expression } from "acorn";
import { type Index, type Lengths, type Name, positionOf } from "./names.ts";
import { treeOf } from "./syntax.ts";

/** What a formula is evaluated with. */
export interface Setting {
  readonly names: ReadonlyMap<string, Name>;
  readonly lengths: Lengths;
  /** The axes that functions may work along; those of records are none of them. */
  readonly entryAxes: readonly string[];
  /** What entries along an axis are called. */
  readonly components: Readonly<Record<string, readonly string[]>>;
  /** Rounds what an operation gives, which is off by so many ulps. */
  readonly round: (x: number, ulps: number) => number;
  /** Where what a derivative takes for a constant is read; absent = here. */
  readonly fixed?: Setting;
}

/** The values of a setting's formulas, each computed once. */
export interface Plain {
  /** A formula's value at a place. */
  valueAt(text: string, at: Index): number;
}

const both = (a: number, b: number, f: (a: number, b: number) => number): number =>
  Number.isNaN(a) || Number.isNaN(b) ? NaN : f(a, b);

/** Where one factor is 0 and the other infinite, the product is 0. */
const times = (a: number, b: number): number => a === 0 || b === 0 ? both(a, b, () => 0) : a * b;

const truth = (is: boolean): number => is ? 1 : 0;

const operators: Readonly<Record<string, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": times,
  "/": (a, b) => a / b,
  "**": (a, b) => both(a, b, Math.pow),
  "<": (a, b) => both(a, b, (x, y) => truth(x < y)),
  ">": (a, b) => both(a, b, (x, y) => truth(x > y)),
  "<=": (a, b) => both(a, b, (x, y) => truth(x <= y)),
  ">=": (a, b) => both(a, b, (x, y) => truth(x >= y)),
  "==": (a, b) => both(a, b, (x, y) => truth(x === y)),
  "!=": (a, b) => both(a, b, (x, y) => truth(x !== y)),
};

const softplus = (x: number): number =>
  x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));

const functions: Readonly<Record<string, (x: number) => number>> = {
  abs: Math.abs,
  sqrt: Math.sqrt,
  exp: Math.exp,
  expm1: Math.expm1,
  log: Math.log,
  log1p: Math.log1p,
  atan: Math.atan,
  sigmoid: (x) => x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x)),
  softplus,
  log_sigmoid: (x) => -softplus(-x),
};

/** How many arguments a function along an axis has before the axis. */
const operands: Readonly<Record<string, number>> = {
  sum: 1,
  min: 1,
  max: 1,
  onehot: 1,
  onehot_argmax: 1,
  take: 2,
  index: 0,
  logsumexp: 1,
  log_softmax: 1,
  softmax: 1,
};

/**
 * Opens a setting.
 *
 * @throws {TypeError} for a formula that is not sound
 */
export function plainIn(setting: Setting): Plain {
  return opened(setting);
}

interface Opened extends Plain {
  readonly tree: (tree: Expression, at: Index) => number;
}

function opened(setting: Setting): Opened {
  const { names, lengths, entryAxes, components, round } = setting;
  const fixed = setting.fixed === undefined ? undefined : opened(setting.fixed);
  const known = new Map<unknown, Map<string, number>>();

  /** Computes what depends on a place once for it. */
  function once(what: unknown, at: Index, compute: () => number): number {
    const values = known.get(what) ?? new Map<string, number>();
    known.set(what, values);
    const key = entryAxes.concat(Object.keys(lengths)).map((axis) => at[axis] ?? "").join();
    const found = values.get(key) ?? compute();
    values.set(key, found);
    return found;
  }

  function value(tree: Expression, at: Index): number {
    const recur = (inner: Expression, where = at) => value(inner, where);
    switch (tree.type) {
      case "Literal":
        return Number(tree.value);
      case "Identifier":
        return named(tree.name, at);
      case "UnaryExpression": {
        const a = recur(tree.argument);
        return tree.operator === "-" ? -a : tree.operator === "!" ? 1 - a : a;
      }
      case "LogicalExpression": {
        // What decides alone decides, whatever the other is.
        const [a, b] = [recur(tree.left), recur(tree.right)];
        const absorbing = tree.operator === "&&" ? 0 : 1;
        return a === absorbing || b === absorbing ? absorbing : both(a, b, () => 1 - absorbing);
      }
      case "BinaryExpression":
        return round(
          operators[tree.operator](recur(tree.left as Expression), recur(tree.right)),
          /^[-+*/]$/.test(tree.operator) ? 1 : tree.operator === "**" ? 4 : 0,
        );
      case "MemberExpression": {
        const { name } = tree.property as { readonly name: string };
        const axis = entryAxes.find((own) => components[own]?.includes(name))!;
        return recur(tree.object as Expression, {
          ...at,
          [axis]: components[axis].indexOf(name),
        });
      }
      case "CallExpression":
        return call(tree, at);
      default:
        throw new TypeError(`Cannot evaluate ${tree.type}`);
    }
  }

  function named(name: string, at: Index): number {
    const meaning = names.get(name);
    if (meaning === undefined) {
      if (name === "pi") return Math.PI;
      if (name in lengths) return lengths[name];
      throw new TypeError(`Unknown name "${name}"`);
    }
    switch (meaning.is) {
      case "tensor":
        return meaning.data[positionOf(meaning.axes, at, lengths)];
      case "number":
        return meaning.value;
      case "absent":
        if (meaning.value === undefined) throw new TypeError(`"${name}" is absent`);
        return meaning.value;
      case "computed":
        return meaning.of(at);
      case "part":
        return once(meaning, at, () => value(treeOf(meaning.text), at));
    }
  }

  function call(tree: CallExpression, at: Index): number {
    const { name } = tree.callee as { readonly name: string };
    const args = tree.arguments as Expression[];
    const recur = (inner: Expression, where = at) => value(inner, where);
    if (name === "where") {
      const [condition, yes, no] = args;
      const isGiven = givenness(condition);
      const holds = isGiven === undefined ? recur(condition) : truth(isGiven);
      return Number.isNaN(holds) ? NaN : recur(holds === 1 ? yes : no);
    }
    if (name === "stop_gradient") {
      return fixed === undefined ? recur(args[0]) : fixed.tree(args[0], at);
    }
    if (Object.hasOwn(functions, name)) return round(functions[name](recur(args[0])), 4);
    const last = args.at(-1);
    const isNamed = last?.type === "Identifier" && entryAxes.includes(last.name);
    if ((name === "min" || name === "max") && args.length === 2 && !isNamed) {
      return Math[name](recur(args[0]), recur(args[1]));
    }
    const axis = args.length > operands[name] && last?.type === "Identifier"
      ? last.name
      : entryAxes.includes("C")
      ? "C"
      : entryAxes[0];
    return along(tree, name, args, axis, at, recur);
  }

  function along(
    tree: CallExpression,
    name: string,
    [x, label]: readonly Expression[],
    axis: string,
    at: Index,
    recur: (inner: Expression, at?: Index) => number,
  ): number {
    const { [axis]: here, ...others } = at;
    const entry = (i: number) => recur(x, { ...others, [axis]: i });
    const forAll = (what: string, compute: () => number) =>
      once(`${tree.start} ${what} ${axis} ${keyOf(tree)}`, others, compute);
    const fold = (what: string, f: (a: number, b: number) => number, of: (i: number) => number) =>
      forAll(what, () => {
        let folded = of(0);
        for (let i = 1; i < lengths[axis]; i++) folded = round(f(folded, of(i)), 1);
        return folded;
      });
    const largest = () => fold("largest", Math.max, entry);
    const shifted = (i: number) => round(entry(i) - largest(), 1);
    const exponential = (i: number) => round(Math.exp(shifted(i)), 4);
    const total = () => fold("total", (a, b) => a + b, exponential);
    switch (name) {
      case "index":
        return here;
      case "onehot":
        return both(recur(x), here, (a, b) => truth(a === b));
      case "take":
        return entry(recur(label));
      case "sum":
        return fold(name, (a, b) => a + b, entry);
      case "max":
        return largest();
      case "min":
        return fold(name, Math.min, entry);
      case "onehot_argmax": {
        const first = forAll("first", () => {
          let greatest = 0;
          for (let i = 1; i < lengths[axis]; i++) if (entry(i) > entry(greatest)) greatest = i;
          return greatest;
        });
        return Number.isNaN(largest()) ? NaN : truth(first === here);
      }
      case "logsumexp":
        return round(largest() + round(Math.log(total()), 4), 1);
      case "log_softmax":
        return round(shifted(here) - round(Math.log(total()), 4), 1);
      case "softmax":
        return round(exponential(here) / total(), 1);
      default:
        throw new TypeError(`Unknown function "${name}"`);
    }
  }

  /** A number of its own for each tree. */
  const keys = new Map<unknown, number>();
  function keyOf(tree: unknown): number {
    const key = keys.get(tree) ?? keys.size;
    keys.set(tree, key);
    return key;
  }

  function givenness(condition: Expression): boolean | undefined {
    if (condition.type !== "CallExpression" || condition.callee.type !== "Identifier") return;
    if (condition.callee.name !== "given") return;
    return names.get((condition.arguments[0] as { readonly name: string }).name)?.is !== "absent";
  }

  return { valueAt: (text, at) => value(treeOf(text), at), tree: value };
}
