/**
 * How mutants are written: as another formula, a call misheard, an answer changed, or a program.
 *
 * @module
 */
import { evaluateReference } from "../../src/losses/mod.ts";
import {
  builtinSpecs,
  type Call,
  type Denominators,
  type Result,
  type Spec,
} from "../../src/spec/mod.ts";
import { valueShape } from "../../src/spec/internal.ts";
import { filled } from "../../src/tensor/internal.ts";
import { roundTo, type Tensor, tensor } from "../../src/tensor/mod.ts";
import { type Evaluate, honestly } from "./honest.ts";
import type { Mutant } from "./mutant.ts";
import type { Care } from "./rounded_field.ts";

/** What an entry says beyond its id and sentence. */
export type Further = Pick<Partial<Mutant>, "reported" | "dtypes" | "level">;

/** What a mutant does, for its loss. */
export type How = (spec: Spec) => Pick<Mutant, "make" | "formula">;

/**
 * A hand-written mutant.
 *
 * @param id `loss/what`
 * @param sentence what is wrong
 * @param how what it does
 * @param further reported defects, formats (float32), level (`must`)
 */
export function mutant(id: string, sentence: string, how: How, further: Further = {}): Mutant {
  const [loss] = id.split("/");
  const spec = builtinSpecs.get(loss);
  if (spec === undefined) throw new RangeError(`Cannot write mutant "${id}": no such loss`);
  return { id, loss, sentence, dtypes: ["f32"], ...further, ...how(spec) };
}

/** What is written in a formula instead of what the spec says. */
export interface Wrong {
  /** Named parts; others stay. */
  readonly let?: Readonly<Record<string, string>>;
  /** The terms; absent = the spec's most accurate form. */
  readonly value?: string;
  /** Gradients by input; those that are not written follow from the terms. */
  readonly gradient?: Readonly<Record<string, string>>;
  readonly wrap?: string;
  readonly ignore?: string;
  readonly denominators?: Denominators;
}

/**
 * Evaluates another formula than the spec's.
 *
 * @param wrong what is different; where only gradients are, the terms stay the spec's
 * @param care whether 0·∞ and overflow on the way are looked after
 */
export function formula(wrong: Wrong, care: Care = "careful"): How {
  return (right) => {
    const [first] = Object.values(right.formula.forms);
    const written = typeof first === "string" ? { value: first, gradient: {} } : first;
    const isOther = wrong.value !== undefined;
    const form = {
      value: wrong.value ?? written.value,
      gradient: { ...isOther ? {} : written.gradient, ...wrong.gradient },
    };
    const spec: Spec = {
      ...right,
      ...wrong.ignore !== undefined && { ignore: wrong.ignore },
      reduction: {
        ...right.reduction,
        denominators: wrong.denominators ?? right.reduction.denominators,
      },
      formula: {
        let: { ...right.formula.let, ...wrong.let },
        forms: { wrong: form },
        renamed: {},
        gradient_forms: {},
        ...(wrong.wrap ?? right.formula.wrap) !== undefined &&
          { wrap: wrong.wrap ?? right.formula.wrap },
      },
    };
    return { make: () => honestly(spec, { care }), formula: { spec } };
  };
}

/** The right loss, asked another question than it was. */
export function hears(mishear: (call: Call) => Call): How {
  return computes(() => (call) => evaluateReference(mishear(call)));
}

/** Numbers of an answer. */
export interface Numbers {
  readonly value: readonly number[];
  readonly gradients: Readonly<Record<string, readonly number[]>>;
}

/** The numbers of a result; `undefined` of a refusal. */
export function numbersOf(result: Result): Numbers | undefined {
  if (!("value" in result)) return undefined;
  const gradients = Object.entries(result.gradients ?? {}).map(([name, t]) => [name, [...t.data]]);
  return { value: [...result.value.data], gradients: Object.fromEntries(gradients) };
}

/** The right answer with its numbers changed; they are rounded to the format. */
export function answers(change: (numbers: Numbers, call: Call) => Partial<Numbers>): How {
  return computes(() => (call) => changed(evaluateReference(call), call, change));
}

/** A program of its own, with its own state. */
export function computes(make: () => Evaluate): How {
  return () => ({ make });
}

/**
 * Changes the numbers of a result.
 *
 * @param result what was computed; a refusal stays
 * @param call the call
 * @param change what becomes of the numbers; outputs that it leaves out stay
 */
export function changed(
  result: Result,
  call: Call,
  change: (numbers: Numbers, call: Call) => Partial<Numbers>,
): Result {
  const numbers = numbersOf(result);
  if (numbers === undefined || !("value" in result)) return result;
  const { value, gradients = {} } = result;
  const made = { ...numbers, ...change(numbers, call) };
  const put = (t: Tensor, list: readonly number[]): Tensor =>
    tensor(t.dtype, t.shape, list.map((x) => roundTo(x, call.dtype)));
  return {
    value: put(value, made.value),
    gradients: Object.fromEntries(
      Object.entries(gradients).map(([name, t]) => [name, put(t, made.gradients[name])]),
    ),
  };
}

/** Every number of a list of numbers, changed. */
export function each(
  f: (x: number, i: number) => number,
): (numbers: Numbers) => Numbers {
  return ({ value, gradients }) => ({
    value: value.map(f),
    gradients: Object.fromEntries(
      Object.entries(gradients).map(([name, list]) => [name, list.map(f)]),
    ),
  });
}

/** Ones for an answer, whatever is asked. */
export function onesFor(spec: Spec, call: Call): Result {
  const ones = (shape: readonly number[]) => filled(call.dtype, shape, 1);
  const gradients = Object.keys(spec.inputs).filter((name) =>
    spec.inputs[name].grad && name in call.inputs && call.gradients
  ).map((name) => [name, ones(call.inputs[name].shape)]);
  return { value: ones(valueShape(spec, call)), gradients: Object.fromEntries(gradients) };
}

/** A call with one parameter set. */
export function withParam(call: Call, name: string, value: number | null): Call {
  return { ...call, params: { ...call.params, [name]: value } };
}

/** A call without one input. */
export function without(call: Call, name: string): Call {
  const { [name]: _, ...inputs } = call.inputs;
  return { ...call, inputs };
}

/** A call with the numbers of one input changed. */
export function withNumbers(
  call: Call,
  name: string,
  f: (x: number, i: number) => number,
): Call {
  const given = call.inputs[name];
  if (given === undefined) return call;
  const data = tensor(given.dtype, given.shape, Array.from(given.data, f));
  return { ...call, inputs: { ...call.inputs, [name]: data } };
}
