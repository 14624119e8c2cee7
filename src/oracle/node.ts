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
/** Operations over the class axis. */
export type Over = "sum_over" | "max_over" | "min_over";
/** Comparisons; `below` is undecided where both sides may touch, as a derivative needs. */
export type Comparison = "less" | "less_equal" | "equal" | "below";

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
  | { readonly op: Over | "stop_gradient"; readonly args: readonly [number] }
  /** Of x, with exp(-|x|) or log1p(exp(-|x|)) beside it, which all of them share. */
  | { readonly op: Named; readonly args: readonly [number, number] }
  | { readonly op: Binary; readonly args: readonly [number, number] }
  | { readonly op: Comparison; readonly args: readonly [number, number] }
  | { readonly op: "product"; readonly factors: readonly ProductFactor[] }
  /** 1 for the class of the label, else 0. */
  | { readonly op: "onehot"; readonly args: readonly [number] }
  /** 1 for the first class with the largest entry, else 0. */
  | { readonly op: "argmax_onehot"; readonly args: readonly [number] }
  /** The entry of the label's class. */
  | { readonly op: "take"; readonly args: readonly [number, number] }
  | { readonly op: "and" | "or"; readonly args: readonly [number, number] }
  | { readonly op: "not"; readonly args: readonly [number] }
  | { readonly op: "where"; readonly args: readonly [number, number, number] };

/** A node of the graph. */
export type Node = Operation & {
  /** One value per class. */
  readonly wide: boolean;
  /** A comparison. */
  readonly comparison: boolean;
  /** The text that it came from, where there is one. */
  readonly text?: string;
};

/** The nodes that a node reads. */
export function argumentsOf(node: Node): readonly number[] {
  if ("args" in node) return node.args;
  if (node.op === "product") return node.factors.map((factor) => factor.of);
  return [];
}
