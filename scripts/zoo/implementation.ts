/**
 * An honest implementation made from a spec: some of its listed forms, evaluated in an arithmetic with habits,
 * and put together to a value and gradients.
 *
 * @module
 */
import { axesOf, entryAxesOf, valueShape } from "../../src/spec/internal.ts";
import type { Call, Result, Spec } from "../../src/spec/mod.ts";
import {
  columnLayoutOf,
  compile,
  type Compiled,
  evaluationOf,
  honestArithmetic,
  ignoredRows,
  type Node,
  type Operation,
  placementOfOutput,
  scattered,
  type Subject,
  truthField,
} from "../../src/oracle/internal.ts";
import { type FloatDType, roundTo, type Tensor, tensor } from "../../src/tensor/mod.ts";
import { type Evaluate, refusalOf, withNaN } from "../mutants/honest.ts";
import { areFinite, leaving, type Watch, watching, withinLimits } from "./limits.ts";
import { fieldOf, type Floats, type OwnField } from "./field.ts";
import { type Habit, type Numbers, numbersOf } from "./numbers.ts";

/** Which of a loss's forms is evaluated, of their names; the first where there is none. */
export type Choice = (forms: readonly string[]) => number;

/** One way to compute terms and their slopes. */
export interface Kernel {
  readonly habits?: readonly Habit[];
  /** Default: the first form. */
  readonly value?: Choice;
  /** Default: that of the value. */
  readonly gradient?: Choice;
  /** The format that it computes in, of the call's; default: the same. */
  readonly compute?: (dtype: FloatDType) => FloatDType;
}

/** How a sum becomes a mean. */
export type Mean = "quotient" | "reciprocal" | "each quotient" | "each reciprocal";

/** An honest implementation's ways. */
export interface Manner extends Kernel {
  /** A second kernel, and which rows it computes: the tail of a vector loop, say. */
  readonly other?: Kernel & { readonly rows: (row: number, rows: number) => boolean };
  /** Default: the sum over the denominator. */
  readonly mean?: Mean;
  /** Where the gradient from above comes in; default: first, as in an automatic derivative. */
  readonly upstream?: "first" | "last";
  /** What a mean over nothing is; default: 0/0. */
  readonly empty?: "NaN" | "zero" | "refused";
}

/** A kernel's evaluation of one call. */
interface Worked {
  readonly subject: Subject;
  readonly on: Numbers;
  /** Row-major. */
  readonly terms: Floats;
  readonly denominator: number | undefined;
  /** The gradients as they are, or those of the plain sum, which the gradient from above comes to. */
  gradient(input: string): readonly Floats[];
}

const first: Choice = () => 0;

/**
 * Makes an implementation of a loss.
 *
 * @param spec the loss, in the implementation's dialect
 * @param manner its ways
 * @returns its answers; what the reference refuses is refused, and where it leaves the range on the way, as log 0
 * does, or infinity less infinity, it says so: what it would answer there is a fault of its formula
 */
export function honestIn(spec: Spec, manner: Manner): Evaluate {
  const { other, mean = "quotient", empty = "NaN" } = manner;
  // Only where a row has one term is the gradient from above a factor of all its slopes.
  const isOne = entryAxesOf(axesOf(spec), spec.output).length === 0;
  const upstream = isOne ? manner.upstream ?? "first" : "first";
  const kernels = [manner, ...other === undefined ? [] : [other]].map((kernel) =>
    prepared(spec, kernel, upstream)
  );
  return (call) => {
    const refusal = refusalOf(call);
    if (refusal !== undefined) return refusal;
    kernels.forEach(({ watch }) => watch.begin());
    const result = answer(call);
    return kernels.some(({ watch }) => watch.hasLeft()) && areFinite(call) ? leaving : result;
  };

  function answer(call: Call): Result {
    const worked = kernels.map(({ work }) => work(call));
    const [{ subject, on, denominator, terms: { length: count } }] = worked;
    const { rows } = subject.layout;
    const ignored = ignoredRows(subject);
    const isEmpty = denominator === 0;
    if (isEmpty && empty === "refused" && call.reduction === "mean") {
      return { rejected: "There is nothing to take the mean of" };
    }
    const mixed = (columns: readonly Floats[]): Floats =>
      columns.length === 1
        ? columns[0]
        : columns[0].map((x, i) => other!.rows(i, columns[0].length) ? columns[1][i] : x);
    const round = (x: number) => roundTo(x, call.dtype);
    const nothing = empty === "zero" ? 0 : NaN;
    const sizes = () => exactSizes(subject, ignored);

    const lanesOf = (output: string, columns: readonly Floats[]): Float64Array =>
      scattered(subject, output, columns.map((all) => ({ lo: all, hi: all }))).lo;
    const reduced = isEmpty
      ? new Float64Array(call.reduction === "none" ? count : 1).fill(nothing)
      : reduce(on, mixed(worked.map(({ terms }) => terms)), denominator, call, mean);
    const numbers = withNaN(subject, ignored, reduced);
    const value = tensor(call.dtype, valueShape(spec, call), numbers.map(round));
    if (!call.gradients) {
      return isEmpty ? { value } : withinLimits(call, [numbers], { value }, sizes);
    }
    const scale = upstream === "last" ? scaling(subject, on, denominator, mean) : undefined;
    const slopes = Object.keys(subject.compiled.gradients).map((name) => {
      const parts = worked.map((work) => work.gradient(name).map((lane) => stretched(lane, rows)));
      const columns = parts[0].map((_, lane) => mixed(parts.map((lanes) => lanes[lane])));
      const scaled = columns.map((column) =>
        column.map((g, row) => {
          if (ignored[row] === 1) return 0;
          return isEmpty ? nothing : scale === undefined ? g : scale(g, row);
        })
      );
      return { name, numbers: lanesOf(name, scaled) };
    });
    const gradients = slopes.map(({ name, numbers }): [string, Tensor] => {
      const { shape } = call.inputs[name];
      return [name, tensor(call.dtype, shape, numbers.map(round))];
    });
    const result = { value, gradients: Object.fromEntries(gradients) };
    const all = [numbers, ...slopes.map(({ numbers }) => numbers)];
    return isEmpty ? result : withinLimits(call, all, result, sizes);
  }
}

/** How large the value and the gradients are at most in exact arithmetic, element by element. */
function exactSizes(subject: Subject, ignored: Uint8Array): readonly Float64Array[] {
  const { spec, call, layout } = subject;
  const compiled = compile(spec, call);
  const exactly = evaluationOf({ ...subject, compiled }, truthField, ignored);
  const names = ["value", ...(call.gradients ? Object.keys(compiled.gradients) : [])];
  return names.map((name) => {
    const isRow = name !== "value" || call.reduction === "none";
    const columns = name === "value" ? exactly.value(0) : exactly.gradient(name, 0);
    const ends = columns.map((column) => truthField.bounds(column, isRow ? layout.rows : 1));
    const { lo, hi } = scattered(subject, name, ends);
    return lo.map((x, i) => Math.max(Math.abs(x), Math.abs(hi[i])));
  });
}

function stretched(column: Floats, rows: number): Floats {
  return column.length === rows ? column : new Float64Array(rows).fill(column[0]);
}

/** A kernel, which compiles the loss once for each set of inputs that is given. */
function prepared(
  spec: Spec,
  kernel: Kernel,
  upstream: "first" | "last",
): { readonly work: (call: Call) => Worked; readonly watch: Watch } {
  const { habits = [], value = first, gradient = value, compute = (dtype) => dtype } = kernel;
  const watch = watching();
  const known = new Map<string, Compiled>();
  const arithmetics = new Map<FloatDType, readonly [Numbers, OwnField]>();
  const formOf = (choice: Choice, forms: readonly { readonly name: string }[]) =>
    Math.max(0, choice(forms.map(({ name }) => name)));
  const work = (call: Call): Worked => {
    const dtype = compute(call.dtype);
    const found = arithmetics.get(dtype);
    const on = found?.[0] ?? numbersOf(dtype, [watch.habit, ...habits, watch.habit]);
    const field = found?.[1] ?? fieldOf(on);
    arithmetics.set(dtype, [on, field]);
    const presence = presenceOf(spec, call);
    const compiled = known.get(presence) ?? withOwnFunctions(compile(spec, call), on);
    known.set(presence, compiled);

    const subject: Subject = {
      spec,
      call,
      compiled,
      layout: columnLayoutOf(spec, call),
      arithmetic: honestArithmetic(call.dtype),
    };
    const ignored = ignoredRows(subject);
    const evaluation = evaluationOf(subject, field, ignored);
    const { rows } = subject.layout;
    const columns = evaluation.terms(formOf(value, compiled.value)).map((column) => {
      const counting = stretched(column, rows).map((x, row) => ignored[row] === 1 ? 0 : x);
      return { lo: counting, hi: counting };
    });
    const unreduced: Subject = { ...subject, call: { ...call, reduction: "none" } };
    const sloping = upstream === "first" || !call.gradients
      ? evaluation
      : evaluationOf({ ...subject, call: alone(call) }, field, ignored);
    return {
      subject,
      on,
      terms: scattered(unreduced, "value", columns).lo,
      denominator: evaluation.denominator()?.[0],
      gradient: (input) => sloping.gradient(input, formOf(gradient, compiled.gradients[input])),
    };
  };
  return { work, watch };
}

/** The call whose gradients are those of the terms alone. */
function alone({ upstream: _, ...call }: Call): Call {
  return { ...call, reduction: "sum" };
}

function presenceOf({ inputs, params }: Spec, call: Call): string {
  return [
    ...Object.keys(inputs).map((name) =>
      call.inputs[name]?.shape.length === 0 ? "s" : name in call.inputs
    ),
    ...Object.keys(params).map((name) => call.params[name] === null),
  ].join();
}

/** The graph with the arithmetic's own sigmoid and softplus for those that are composed. */
function withOwnFunctions(compiled: Compiled, on: Numbers): Compiled {
  const nodes = compiled.graph.nodes.map((node): Node => {
    const isOwn = (node.op === "sigmoid" || node.op === "softplus") && on[node.op] !== undefined;
    if (!isOwn) return node;
    // The evaluator hands operations of one number that it does not know to the field.
    const own = { op: `own_${node.op}`, args: [node.args[0]] } as unknown as Operation;
    return { ...own, axes: node.axes, comparison: false };
  });
  return { ...compiled, graph: { ...compiled.graph, nodes } };
}

function reduce(
  on: Numbers,
  terms: Floats,
  denominator: number | undefined,
  { reduction }: Call,
  mean: Mean,
): Floats {
  const divided = denominator === undefined ? undefined : divisionBy(on, denominator, mean);
  if (reduction === "none") return divided === undefined ? terms : terms.map(divided);
  if (divided === undefined) return Float64Array.of(on.sum(terms));
  return Float64Array.of(
    mean.startsWith("each") ? on.sum(terms.map(divided)) : divided(on.sum(terms)),
  );
}

function divisionBy(on: Numbers, denominator: number, mean: Mean): (x: number) => number {
  if (mean === "quotient" || mean === "each quotient") return (x) => on.divide(x, denominator);
  const reciprocal = on.divide(1, denominator);
  return (x) => on.multiply(x, reciprocal);
}

/** What the gradient of a row's term is multiplied by, after all else. */
function scaling(
  subject: Subject,
  on: Numbers,
  denominator: number | undefined,
  mean: Mean,
): (gradient: number, row: number) => number {
  const { call } = subject;
  const { inOrder, start, offsets } = placementOfOutput(subject, "value");
  const isShared = call.reduction !== "none";
  const above = (row: number): number => {
    if (call.upstream === undefined) return 1;
    const { data } = call.upstream;
    return on.read(isShared ? data[0] : inOrder ? data[row] : data[start(row) + offsets[0]]);
  };
  const divided = denominator === undefined ? (x: number) => x : divisionBy(on, denominator, mean);
  return mean.startsWith("each")
    ? (g, row) => on.multiply(divided(g), above(row))
    : (g, row) => divided(on.multiply(g, above(row)));
}
