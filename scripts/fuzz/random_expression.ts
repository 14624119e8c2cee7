/**
 * Random formulas as text, each with the axes that its value has entries along.
 *
 * @module
 */
import type { Random } from "../rigour/random.ts";

/** A formula, or a part of one. */
export interface Piece {
  readonly text: string;
  readonly axes: readonly string[];
}

/** What a formula may be made of. */
export interface Words {
  readonly names: readonly Piece[];
  /** The entry axes, which functions may go along. */
  readonly axes: readonly string[];
  readonly label: string | undefined;
  /** Names of entries, by axis. */
  readonly components: Readonly<Record<string, readonly string[]>>;
}

const functions = [
  "abs",
  "exp",
  "expm1",
  "log1p",
  "atan",
  "sigmoid",
  "softplus",
  "log_sigmoid",
  "log",
  "sqrt",
  "stop_gradient",
];
const folds = ["sum", "max", "min", "logsumexp"];
const maps = ["softmax", "log_softmax", "onehot_argmax"];
const constants = ["0", "1", "2", "0.5", "0.1", "1e-6", "3", "10", "pi"];
const exponents = ["2", "3", "0.5", "1.5", "(-1)"];
const comparisons = ["<", "<=", ">", ">=", "==", "!="];

function union(...lists: readonly (readonly string[])[]): readonly string[] {
  return [...new Set(lists.flat())];
}

/**
 * A random formula.
 *
 * @param random where its choices come from
 * @param words what it may be made of
 * @param size how many operations, about
 */
export function randomPiece(random: Random, words: Words, size: number): Piece {
  if (size <= 0) {
    if (random.chance(0.2)) return { text: random.pick(constants), axes: [] };
    return random.pick(words.names);
  }
  const part = (share = 0.5) => randomPiece(random, words, Math.floor((size - 1) * share));
  switch (random.below(12)) {
    case 0:
    case 1:
    case 2: {
      const [a, b] = [part(), part()];
      const axes = union(a.axes, b.axes);
      return { text: `(${a.text} ${random.pick(["+", "-", "-", "*"])} ${b.text})`, axes };
    }
    case 3: {
      const [a, b] = [part(), part()];
      const divisor = random.chance(0.3) ? b.text : `(1 + abs(${b.text}))`;
      return { text: `(${a.text} / ${divisor})`, axes: union(a.axes, b.axes) };
    }
    case 4: {
      const a = part(1);
      const exponent = random.pick(exponents);
      const base = /^\d$/.test(exponent) ? a.text : `abs(${a.text})`;
      return { text: `((${base})^${exponent})`, axes: a.axes };
    }
    case 5:
    case 6: {
      const a = part(1);
      const name = random.pick(functions);
      const isPartial = name === "log" || name === "sqrt" || name === "log1p";
      const text = isPartial && random.chance(0.8) ? `abs(${a.text})` : a.text;
      return { text: `${name}(${text})`, axes: a.axes };
    }
    case 7: {
      const [a, b] = [part(), part()];
      const text = `${random.pick(["min", "max"])}(${a.text}, ${b.text})`;
      return { text, axes: union(a.axes, b.axes) };
    }
    case 8: {
      const [a, b, c, d] = [part(0.2), part(0.2), part(0.3), part(0.3)];
      const condition = `${a.text} ${random.pick(comparisons)} ${b.text}`;
      return {
        text: `where(${condition}, ${c.text}, ${d.text})`,
        axes: union(a.axes, b.axes, c.axes, d.axes),
      };
    }
    case 9:
    case 10: {
      const a = part(1);
      if (words.axes.length === 0) return a;
      const axis = random.pick(words.axes);
      if (axis === "C" && words.label !== undefined && random.chance(0.5)) {
        return {
          text: `take(${a.text}, ${words.label}, C)`,
          axes: a.axes.filter((x) => x !== axis),
        };
      }
      const others = a.axes.filter((other) => other !== axis);
      const named = Object.hasOwn(words.components, axis) && a.axes.includes(axis);
      if (named && random.chance(0.5) && /^(?:pred|target)$/.test(a.text)) {
        return { text: `${a.text}.${random.pick(words.components[axis])}`, axes: others };
      }
      if (random.chance(0.6)) {
        return { text: `${random.pick(folds)}(${a.text}, ${axis})`, axes: others };
      }
      return { text: `${random.pick(maps)}(${a.text}, ${axis})`, axes: union(a.axes, [axis]) };
    }
    default: {
      const a = part(1);
      return { text: `-(${a.text})`, axes: a.axes };
    }
  }
}

/** A formula whose value has entries along some axes alone: others are summed, or compared, away. */
export function fitted(random: Random, { text, axes }: Piece, kept: readonly string[]): string {
  return axes.filter((axis) => !kept.includes(axis))
    .reduce(
      (inner, axis) => `${random.pick(["sum", "sum", "max", "min"])}(${inner}, ${axis})`,
      text,
    );
}
