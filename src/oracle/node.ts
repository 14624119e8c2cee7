/**
 * The nodes of a formula's graph.
 *
 * @module
 */

/** Operations of one number that round. */
export type Unary = "neg" | "abs" | "square" | "sqrt" | "exp" | "expm1" | "log" | "log1p" | "atan";
/** Named functions: evaluated as the textbook composes them, differentiated as it states. */
export type Named = "sigmoid" | "softplus";
/** Operations of two numbers. */
export type Binary = "add" | "sub" | "pow" | "min" | "max";
/** Operations over an axis. */
export type Over = "sum_over" | "max_over" | "min_over";
/** Comparisons. */
export type Comparison = "less" | "less_equal" | "equal";

/** A factor of a product: divided by where `inverse`. */
export interface ProductFactor {
  readonly of: number;
  readonly inverse: boolean;
}

/** What a node does; `args` are indices of earlier nodes. */
export type Operation =
  | { readonly op: "constant"; readonly value: number }
  | { readonly op: "input"; readonly name: string }
  | { readonly op: Unary; readonly args: readonly [number] }
  | { readonly op: "stop_gradient"; readonly args: readonly [number] }
  | { readonly op: Over; readonly axis: string; readonly args: readonly [number] }
  /** Of x, with exp(-|x|) or log1p(exp(-|x|)) beside it, which all of them share. */
  | { readonly op: Named; readonly args: readonly [number, number] }
  | { readonly op: Binary; readonly args: readonly [number, number] }
  /** One number that honest work computes in one of two ways. */
  | { readonly op: "either"; readonly args: readonly [number, number] }
  /** Three or more that are added in any order, as what a derivative is made of. */
  | { readonly op: "sum_of"; readonly args: readonly number[] }
  | { readonly op: Comparison; readonly args: readonly [number, number] }
  /**
   * A comparison that is undecided where both sides may touch, as a derivative needs: the kink of
   * `atom`, the node (abs, max, min, where …) whose derivative it is for.
   */
  | { readonly op: "below"; readonly atom: number; readonly args: readonly [number, number] }
  | { readonly op: "product"; readonly factors: readonly ProductFactor[] }
  /** Along an axis: 1 for the entry that the label names, else 0. */
  | { readonly op: "onehot"; readonly axis: string; readonly args: readonly [number] }
  /** Along an axis: 1 for the first of the largest entries, else 0. */
  | { readonly op: "argmax_onehot"; readonly axis: string; readonly args: readonly [number] }
  /** The entry along an axis that the label names. */
  | { readonly op: "take"; readonly axis: string; readonly args: readonly [number, number] }
  /** One entry along an axis of fixed length. */
  | {
    readonly op: "pick";
    readonly axis: string;
    readonly index: number;
    readonly args: readonly [number];
  }
  /** The entries along an axis of fixed length, one by one. */
  | { readonly op: "stack"; readonly axis: string; readonly args: readonly number[] }
  /** Along an axis: 0, 1, 2 … */
  | { readonly op: "index"; readonly axis: string }
  | { readonly op: "and" | "or"; readonly args: readonly [number, number] }
  | { readonly op: "not"; readonly args: readonly [number] }
  | { readonly op: "where"; readonly args: readonly [number, number, number] };

/** A node of the graph. */
export type Node = Operation & {
  /** The entry axes that it has several values along, in the order of the graph's. */
  readonly axes: readonly string[];
  /** A comparison. */
  readonly comparison: boolean;
  /** The text that it came from, where there is one. */
  readonly text?: string;
};

/** A factor of a product, or where it is a square the number that is squared, twice. */
export function takenApart(
  nodes: readonly Node[],
  { of, inverse }: ProductFactor,
): readonly ProductFactor[] {
  const node = nodes[of];
  if (node.op !== "square") return [{ of, inverse }];
  const root = { of: node.args[0], inverse };
  return [root, root];
}

/** The nodes that a node reads. */
export function argumentsOf(node: Operation): readonly number[] {
  if ("args" in node) return node.args;
  if (node.op === "product") return node.factors.map((factor) => factor.of);
  return [];
}
