/**
 * What every graph of a loss has around its formula: inputs as the spec names them, weights, divisor,
 * reduction, and the gradient from above.
 *
 * @module
 */
import { classAxis } from "../spec/internal.ts";
import type { Input, Param, Reduction, Spec } from "../spec/mod.ts";
import { formats } from "../tensor/mod.ts";
import { createGraph, type Dims, type GraphBuilder, type Port } from "./graph_builder.ts";
import { arithmeticOf, type GraphDType } from "./kinds.ts";
import { type Operators, operatorsOf } from "./operators.ts";
import type { Float, Int } from "./value.ts";
import { gradientOf, lossOf, type Terms } from "./terms.ts";

/** Where a loss's formula is written down. */
export interface Frame {
  readonly o: Operators;
  readonly reduction: Reduction;
  /** The format that the graph computes in. */
  readonly computing: "f64" | "f32";
  /** A constant. */
  number(x: number): Float;
  /** A constant int64. */
  integers(x: number | readonly number[]): Int;
  /** The smallest float of the format that the graph computes in. */
  least(): Float;
  /** The largest float of the format that the graph computes in. */
  largest(): Float;
  /** The most axes that an input with a class axis has; 0 of a loss without one. */
  readonly classRank: number;
  /** A float input of the spec, or a parameter that is a number. */
  float(name: string): Float;
  /** The labels, or a parameter that is a whole number. */
  int(name: string): Int;
}

/** A loss as a graph. */
export interface LossGraph {
  /** Writes its formula down. */
  readonly write: (frame: Frame) => Terms;
  /** Parameters of the spec that the graph does not take: it has them at their defaults. */
  readonly without?: readonly string[];
}

/** The parameters that a graph of a loss takes. */
export function graphParams({ params }: Spec, { without = [] }: LossGraph): readonly string[] {
  return Object.keys(params).filter((name) => !without.includes(name));
}

/** How a graph is to be made. */
export interface GraphOptions {
  readonly dtype: GraphDType;
  readonly reduction: Reduction;
  /**
   * Whether it has the gradients, and the input `upstream`.
   *
   * @default {true}
   */
  readonly gradients?: boolean;
}

/**
 * Writes a loss down as a graph.
 *
 * @param spec the loss: it has the names and the words, not the formula
 * @param loss its formula
 * @param options format and reduction
 * @returns the graph, finished but for the model's own words
 */
export function frameLoss(
  spec: Spec,
  loss: LossGraph,
  options: GraphOptions,
): GraphBuilder {
  const { dtype, reduction, gradients = true } = options;
  const g = createGraph(dtype);
  const o = operatorsOf(g);
  const { floats, ints } = declareInputs(g, spec, graphParams(spec, loss));
  const terms = loss.write({
    o,
    reduction,
    computing: arithmeticOf(dtype),
    classRank: classRankOf(spec),
    least: () => g.number(formats[arithmeticOf(dtype)].smallestSubnormal),
    largest: () => g.number(formats[arithmeticOf(dtype)].largest),
    number: g.number,
    integers: g.integers,
    float: (name) => known(floats, name),
    int: (name) => known(ints, name),
  });
  const reduced = reduction !== "none";
  const upstream = gradients
    ? g.float({
      name: "upstream",
      dims: lossPort(spec, reduction).dims,
      doc: "The gradient from above, of the loss's shape; 1 for the plain gradient",
    })
    : undefined;
  g.output(lossPort(spec, reduction), lossOf(o, g.number, terms, reduced));
  if (upstream === undefined) return g;
  for (const name of Object.keys(terms.gradients)) {
    g.output({
      name: `grad_${name}`,
      dims: inputDims(name, spec.inputs[name]),
      doc: `The gradient of upstream · loss by ${name}`,
    }, gradientOf(o, g.number, terms, reduced, upstream, name, addedAxes(spec, name)));
  }
  return g;
}

function classRankOf({ inputs }: Spec): number {
  const shapes = Object.values(inputs).map(({ shape }) => shape);
  return Math.max(0, ...shapes.map((shape) => shape.includes(classAxis) ? shape.length : 0));
}

/** Where an input has axes that the terms have not. */
function addedAxes({ inputs, output }: Spec, name: string): readonly number[] {
  return inputs[name].shape.flatMap((axis, i) => output.includes(axis) ? [] : [i]);
}

/** The inputs of the spec and the parameters, in its order. */
function declareInputs(g: GraphBuilder, spec: Spec, params: readonly string[]): {
  readonly floats: ReadonlyMap<string, Float>;
  readonly ints: ReadonlyMap<string, Int>;
} {
  const floats = new Map<string, Float>();
  const ints = new Map<string, Int>();
  for (const [name, input] of Object.entries(spec.inputs)) {
    const port = inputPort(name, input);
    if (input.kind === "label") ints.set(name, g.int(port));
    else floats.set(name, g.float(port));
  }
  for (const name of params) {
    const param = spec.params[name];
    const port = paramPort(name, param);
    if (param.type === "integer") ints.set(name, g.int(port));
    else floats.set(name, g.float(port));
  }
  return { floats, ints };
}

function known<T>(values: ReadonlyMap<string, T>, name: string): T {
  const value = values.get(name);
  if (value === undefined) throw new TypeError(`Cannot build the graph: no input "${name}"`);
  return value;
}

/** An input of a spec as one of a graph. */
export function inputPort(name: string, input: Input): Port {
  return { name, dims: inputDims(name, input), doc: inputDoc(name, input) };
}

/** A parameter of a spec as an input of a graph. */
export function paramPort(name: string, param: Param): Port {
  return { name, dims: [], doc: paramDoc(name, param) };
}

/** The graph's loss. */
export function lossPort(spec: Spec, reduction: Reduction): Port {
  const dims = reduction === "none" ? spec.output.map(dimName) : [];
  return { name: "loss", dims, doc: `${spec.title}, reduction ${reduction}` };
}

/**
 * The dimensions of an input: any axes are flattened to one. An optional input may have one element, so
 * that its lengths are its own: where lengths have one name, onnxruntime reuses memory.
 */
function inputDims(name: string, { shape, optional }: Input): Dims {
  if (!optional) return shape.map(dimName);
  return shape.length === 1 ? [`${name}_length`] : shape.map((axis) => `${name}_${dimName(axis)}`);
}

function dimName(axis: string): string {
  return axis === "*" ? "n" : axis === "..." ? "D" : axis;
}

function inputDoc(name: string, { summary, optional, absent, shape, kind }: Input): string {
  const words = [
    summary ?? name,
    ...(shape.includes("*") ? ["any shape, flattened"] : []),
    ...(shape.includes("...")
      ? ["further axes flattened to one, of length 1 if there are none"]
      : []),
    ...(kind === "label" ? ["or ignore_index"] : []),
    ...(optional ? [`one element ${absent} if there is none`] : []),
  ];
  return words.join("; ");
}

function paramDoc(name: string, { summary, default: usual, nullable }: Param): string {
  return [summary ?? name, `usually ${usual ?? "NaN"}`, ...(nullable ? ["NaN if absent"] : [])]
    .join("; ");
}
