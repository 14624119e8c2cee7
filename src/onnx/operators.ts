/**
 * ONNX's operators as typed functions: the alphabet of the graphs.
 *
 * @module
 */
import type { Bool, Float, Int } from "./value.ts";
import type { GraphBuilder, Value } from "./graph_builder.ts";
import { blockedSum } from "./total.ts";

type Unary = (x: Float, name?: string) => Float;
type Binary = (a: Float, b: Float, name?: string) => Float;
type Compare = (a: Float, b: Float, name?: string) => Bool;

/** The operators of one graph. Each takes its operands, and what node and output are called. */
export interface Operators {
  readonly add: Binary;
  readonly sub: Binary;
  readonly mul: Binary;
  readonly div: Binary;
  readonly pow: Binary;
  readonly max: Binary;
  readonly min: Binary;
  readonly abs: Unary;
  readonly neg: Unary;
  readonly sign: Unary;
  readonly exp: Unary;
  readonly log: Unary;
  readonly floor: Unary;
  readonly less: Compare;
  readonly greater: Compare;
  readonly greaterOrEqual: Compare;
  readonly equal: Compare;
  readonly equalInts: (a: Int, b: Int, name?: string) => Bool;
  readonly lessInts: (a: Int, b: Int, name?: string) => Bool;
  readonly isNaN: (x: Float, name?: string) => Bool;
  readonly not: (x: Bool, name?: string) => Bool;
  readonly and: (a: Bool, b: Bool, name?: string) => Bool;
  readonly or: (a: Bool, b: Bool, name?: string) => Bool;
  /** `a` where the condition holds, `b` elsewhere; NaN in the one does not reach the other. */
  readonly where: (condition: Bool, a: Float, b: Float, name?: string) => Float;
  /** Σ over the axes, which stay with length 1; over all axes without `axes`, to a scalar. */
  readonly sum: (x: Float, axes?: readonly number[], name?: string) => Float;
  /** Σ over all axes, to a scalar, of a tensor that may be long. */
  readonly total: (x: Float, name?: string) => Float;
  /** The greatest over an axis, which stays with length 1; over all, to a scalar, without one. */
  readonly reduceMax: (x: Float, axis?: number, name?: string) => Float;
  /** The least of all. */
  readonly reduceMin: (x: Float, name?: string) => Float;
  /** The first place along an axis that holds the greatest; the axis stays with length 1. */
  readonly argMax: (x: Float, axis: number, name?: string) => Int;
  /** How many are true, as an int64 scalar. */
  readonly count: (x: Bool, name?: string) => Int;
  /** Whether one is true. */
  readonly any: (x: Bool, name?: string) => Bool;
  /** An int64 as a float. */
  readonly toFloat: (like: Float, x: Int, name?: string) => Float;
  /** The number of elements, an int64 scalar. */
  readonly size: (x: Value, name?: string) => Int;
  /** The lengths of the axes, an int64 vector. */
  readonly shape: (x: Value, name?: string) => Int;
  /** The length of one axis, an int64 scalar. */
  readonly length: (x: Value, axis: number, name?: string) => Int;
  /** 0, 1, … end − 1. */
  readonly range: (end: Int, name?: string) => Int;
  /** The same elements in another shape; running fails, at a node called `demand`, where they are not as many. */
  readonly reshape: <V extends Value>(x: V, shape: Int, name?: string, demand?: string) => V;
  /** As many elements as a shape has, by repeating axes of length 1. */
  readonly expand: (x: Float, shape: Int, name?: string) => Float;
  /** The entries of a vector at these places. */
  readonly pick: (x: Int, at: Int, name?: string) => Int;
  /** One entry of each row of a matrix, [N, 1]. */
  readonly column: (x: Float, at: number, name?: string) => Float;
  /** Columns [N, 1] side by side. */
  readonly columns: (columns: readonly Float[], name?: string) => Float;
  /** An axis of length 1 at each of these places. */
  readonly unsqueeze: <V extends Value>(x: V, axes: readonly number[], name?: string) => V;
  /** Without these axes of length 1. */
  readonly squeeze: <V extends Value>(x: V, axes: readonly number[], name?: string) => V;
  /**
   * A value as it is, if a condition holds; where it does not, running the graph fails at a node that is
   * called by the demand.
   *
   * ONNX has no assertion, but to index beyond the end is an error by its standard: the value is
   * gathered at 0 from a list of itself alone, or at 1.
   */
  readonly require: <V extends Value>(x: V, condition: Bool, demand: string) => V;
}

/**
 * The operators that add to a graph.
 *
 * @param g the graph
 */
export function operatorsOf(g: GraphBuilder): Operators {
  const unary = (operator: string): Unary => (x, name) => g.node(operator, [x], "float", name);
  const binary = (operator: string): Binary => (a, b, name) =>
    g.node(operator, [a, b], "float", name);
  const compare = (operator: string): Compare => (a, b, name) =>
    g.node(operator, [a, b], "bool", name);
  const toInt = (x: Bool): Int =>
    g.node("Cast", [x], "int", "as_int", { attributes: { to: int64 } });
  const reduce = (operator: string, x: Float, axis: number | undefined, name?: string): Float =>
    axis === undefined
      ? g.node(operator, [x], "float", name, { attributes: { keepdims: 0 } })
      : g.node(operator, [x, g.integers([axis])], "float", name, { attributes: { keepdims: 1 } });

  const not: Operators["not"] = (x, name) => g.node("Not", [x], "bool", name);
  const unsqueeze: Operators["unsqueeze"] = (x, axes, name) =>
    g.node("Unsqueeze", [x, g.integers(axes)], x.kind, name) as typeof x;
  return {
    add: binary("Add"),
    sub: binary("Sub"),
    mul: binary("Mul"),
    div: binary("Div"),
    pow: binary("Pow"),
    max: binary("Max"),
    min: binary("Min"),
    abs: unary("Abs"),
    neg: unary("Neg"),
    sign: unary("Sign"),
    exp: unary("Exp"),
    log: unary("Log"),
    floor: unary("Floor"),
    less: compare("Less"),
    greater: compare("Greater"),
    greaterOrEqual: compare("GreaterOrEqual"),
    equal: compare("Equal"),
    equalInts: (a, b, name) => g.node("Equal", [a, b], "bool", name),
    lessInts: (a, b, name) => g.node("Less", [a, b], "bool", name),
    isNaN: (x, name) => g.node("IsNaN", [x], "bool", name),
    not,
    and: (a, b, name) => g.node("And", [a, b], "bool", name),
    or: (a, b, name) => g.node("Or", [a, b], "bool", name),
    where: (condition, a, b, name) => g.node("Where", [condition, a, b], "float", name),
    sum: (x, axes, name) =>
      axes === undefined
        ? g.node("ReduceSum", [x], "float", name, { attributes: { keepdims: 0 } })
        : g.node("ReduceSum", [x, g.integers(axes)], "float", name, {
          attributes: { keepdims: 1 },
        }),
    total: (x, name) => blockedSum(g, x, name),
    reduceMax: (x, axis, name) => reduce("ReduceMax", x, axis, name),
    reduceMin: (x, name) => reduce("ReduceMin", x, undefined, name),
    argMax: (x, axis, name) =>
      g.node("ArgMax", [x], "int", name, { attributes: { axis, keepdims: 1 } }),
    count: (x, name) =>
      g.node("ReduceSum", [toInt(x)], "int", name, { attributes: { keepdims: 0 } }),
    any: (x, name) =>
      g.node(
        "Cast",
        [g.node("ReduceMax", [toInt(x)], "int", undefined, { attributes: { keepdims: 0 } })],
        "bool",
        name,
        { attributes: { to: bool } },
      ),
    toFloat: (like, x, name) => g.node("CastLike", [x, like], "float", name),
    size: (x, name) => g.node("Size", [x], "int", name),
    shape: (x, name) => g.node("Shape", [x], "int", name),
    length: (x, axis, name) =>
      g.node(
        "Squeeze",
        [g.node("Shape", [x], "int", undefined, {
          attributes: { start: axis, end: axis + 1 },
        })],
        "int",
        name,
      ),
    range: (end, name) => g.node("Range", [g.integers(0), end, g.integers(1)], "int", name),
    reshape: (x, shape, name, demand) =>
      g.node("Reshape", [x, shape], x.kind, name, {
        ...(demand !== undefined && { demand }),
      }) as typeof x,
    expand: (x, shape, name) => g.node("Expand", [x, shape], "float", name),
    pick: (x, at, name) => g.node("Gather", [x, at], "int", name, { attributes: { axis: 0 } }),
    column: (x, at, name) =>
      g.node("Gather", [x, g.integers([at])], "float", name, { attributes: { axis: 1 } }),
    columns: (columns, name) =>
      g.node("Concat", columns, "float", name, { attributes: { axis: 1 } }),
    unsqueeze,
    squeeze: (x, axes, name) => g.node("Squeeze", [x, g.integers(axes)], x.kind, name) as typeof x,
    require: (x, condition, demand) =>
      g.node(
        "Gather",
        [unsqueeze(x, [0]), toInt(not(condition))],
        x.kind,
        "checked",
        { attributes: { axis: 0 }, demand },
      ) as typeof x,
  };
}

/** Element types, as `Cast` has them. */
const int64 = 7;
const bool = 9;
