/**
 * An implementation made from a spec: its first form, evaluated in plain floating point.
 *
 * @module
 */
import { findFault } from "../../src/reference/internal.ts";
import { builtinSpecs, type Call, type Result, type Spec } from "../../src/spec/mod.ts";
import { valueShape } from "../../src/spec/internal.ts";
import {
  columnLayoutOf,
  compile,
  type Compiled,
  type Evaluation,
  evaluationOf,
  type Field,
  honestArithmetic,
  ignoredRows,
  placementOfOutput,
  presenceOf,
  scattered,
  type Subject,
  undefinedTerms,
} from "../../src/oracle/internal.ts";
import { type FloatDType, type Tensor, tensor } from "../../src/tensor/mod.ts";
import { type Care, type Floats, roundedField } from "./rounded_field.ts";

/** Answers a call. */
export type Evaluate = (call: Call) => Result;

/** The graphs that the outputs come from, by `"value"` or input: a mutant may differ in one. */
export type Formulas = Readonly<Record<string, Compiled>>;

/** The graphs of a right loss: one for all outputs. */
export function formulasOf(compiled: Compiled): Formulas {
  const outputs = ["value", ...Object.keys(compiled.gradients)];
  return Object.fromEntries(outputs.map((output) => [output, compiled]));
}

/**
 * The graphs of a spec, compiled once for all calls that have the same inputs and parameters.
 *
 * @param spec the loss
 * @param change what is changed in them
 */
export function formulasBy(
  spec: Spec,
  change: (formulas: Formulas) => Formulas,
): (call: Call) => Formulas {
  const known = new Map<string, Formulas>();
  return (call) => {
    const presence = presenceOf(spec, call);
    const found = known.get(presence) ?? change(formulasOf(compile(spec, call)));
    known.set(presence, found);
    return found;
  };
}

function fieldsOf(care: Care): Readonly<Record<FloatDType, Field<Floats>>> {
  const [f64, f32, f16, bf16] = (["f64", "f32", "f16", "bf16"] as const)
    .map((dtype) => roundedField(dtype, care));
  return { f64, f32, f16, bf16 };
}

const fields: Readonly<Record<Care, Readonly<Record<FloatDType, Field<Floats>>>>> = {
  careful: fieldsOf("careful"),
  plain: fieldsOf("plain"),
};

/** How an implementation differs from the careful evaluation of one formula. */
export interface Habits {
  /** What is changed in the compiled graphs. */
  readonly change?: (formulas: Formulas) => Formulas;
  /** Default `careful`. */
  readonly care?: Care;
}

/**
 * Why a call must be refused, as the reference says.
 *
 * @param call any call
 * @returns a refusal; undefined where it is valid, or of a loss that the reference has not
 */
export function refusalOf(call: Call): Result | undefined {
  const spec = builtinSpecs.get(call.loss);
  const fault = spec === undefined ? null : findFault(call, spec);
  return fault === null ? undefined : { rejected: fault };
}

/**
 * Evaluates the first form of a spec, operation by operation, rounding each.
 *
 * @param spec the loss; a mutant changes it
 * @param habits how it differs
 * @returns its answers; what the right loss refuses is refused
 */
export function honestly(
  spec: Spec,
  { change = (same) => same, care = "careful" }: Habits = {},
): Evaluate {
  const formulasAt = formulasBy(spec, change);
  return (call) =>
    refusalOf(call) ?? answer(spec, call, formulasAt(call), fields[care][call.dtype]);
}

function answer(spec: Spec, call: Call, formulas: Formulas, field: Field<Floats>): Result {
  const layout = columnLayoutOf(spec, call);
  const subjectOf = (output: string): Subject => ({
    spec,
    call,
    compiled: formulas[output],
    layout,
    arithmetic: honestArithmetic(call.dtype),
  });
  const subject = subjectOf("value");
  const ignored = ignoredRows(subject);
  const known = new Map<Compiled, Evaluation<Floats>>();
  const evaluated = (output: string): Evaluation<Floats> => {
    const compiled = formulas[output];
    const evaluation = known.get(compiled) ?? evaluationOf(subjectOf(output), field, ignored);
    known.set(compiled, evaluation);
    return evaluation;
  };
  const shape = valueShape(spec, call);
  const lanesOf = (output: string, columns: readonly Floats[]) => {
    const height = placementOfOutput(subject, output).byRecord ? layout.rows : 1;
    return scattered(subject, output, columns.map((c) => field.bounds(c, height))).lo;
  };
  const numbers = lanesOf("value", evaluated("value").value(0));
  const value = tensor(call.dtype, shape, withNaN(subject, ignored, numbers));
  if (!call.gradients) return { value };
  const gradients = Object.keys(formulas).filter((output) => output !== "value")
    .map((name): [string, Tensor] => {
      const numbers = lanesOf(name, evaluated(name).gradient(name, 0));
      return [name, tensor(call.dtype, call.inputs[name].shape, numbers)];
    });
  return { value, gradients: Object.fromEntries(gradients) };
}

/** A loss of a single class has no use for its logit, yet NaN in gives NaN out. */
export function withNaN(subject: Subject, ignored: Uint8Array, value: Float64Array): Float64Array {
  const { call, layout: { axes } } = subject;
  if (axes.C?.[0] !== 1) return value;
  const marks = undefinedTerms(subject, ignored);
  if (!marks.includes(1)) return value;
  return value.map((x, i) => call.reduction !== "none" || marks[i] === 1 ? NaN : x);
}
