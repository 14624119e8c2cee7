/**
 * From the oracle to numbers that can be stored: what is right, and what is allowed.
 *
 * @module
 */
import { enclosuresOf } from "../oracle/internal.ts";
import type { CallEnclosures, Oracle, OutputEnclosures, Settled } from "../oracle/mod.ts";
import type { Call, Spec } from "../spec/mod.ts";
import { valueShape } from "../spec/internal.ts";
import { type FloatDType, roundTo, stepFloat, tensor } from "../tensor/mod.ts";
import { floatIndex } from "../tensor/internal.ts";
import type { FormBounds, Nonfinite, Numbers, Open } from "./fixture.ts";

/** The numbers of a call, and the precision that they took. */
export interface CallNumbers {
  readonly value: Numbers;
  /** By input; none where the value is NaN. */
  readonly gradients: Readonly<Record<string, Numbers>>;
  /** Bits of the most precise arithmetic that decided a number, or could not. */
  readonly bits: number;
}

/**
 * Asks the oracle for everything that a fixture stores of a call.
 *
 * @param oracle knows the spec
 * @param spec the loss
 * @param call a valid call of it
 */
export function numbersOf(oracle: Oracle, spec: Spec, call: Call): CallNumbers {
  const narrow = oracle.enclose(call);
  const wide = call.dtype === "f64" ? undefined : oracle.enclose(inFloat64(call));
  let bits = 0;
  const read = (output: string, shape: readonly number[]): Numbers => {
    const length = shape.reduce((product, n) => product * n, 1);
    const settled = settle(oracle, narrow, output, length);
    const settledWide = wide && settle(oracle, wide, output, length);
    for (const { why, bits: spent } of [...settled, ...settledWide ?? []]) {
      if (why === undefined || why === "undecided") bits = Math.max(bits, spent);
    }
    const open = (settledWide ?? settled).flatMap(({ why, truth: [lo, hi] }, element) =>
      why === undefined ? [] : [{ element, why, lo, hi }]
    );
    const known = enclosuresOf(narrow, output);
    const nonfinite = Array.from({ length }, (_, i) => nonfiniteOf(known, i, settled[i]));
    return {
      shape,
      expected: expectedOf(settled),
      ...settledWide && { expected_f64: expectedOf(settledWide) },
      ...open.length > 0 && { open },
      ...nonfinite.some((n) => n !== "none") && { nonfinite },
      forms: boundsOf(oracle, narrow, output, length),
    };
  };
  const value = read("value", valueShape(spec, call));
  const gradients: Record<string, Numbers> = {};
  // The derivative of what is NaN is no number, but NaN is not the only honest answer to 0 times NaN.
  if (value.expected.some((x) => x !== null && Number.isNaN(x))) return { value, gradients, bits };
  for (const input of Object.keys(narrow.gradients)) {
    gradients[input] = read(input, call.inputs[input].shape);
  }
  return { value, gradients, bits };
}

/** The same numbers, asked for in float64. */
function inFloat64(call: Call): Call {
  const widen = ({ dtype, shape, data }: Call["inputs"][string]) =>
    tensor(dtype === "i32" ? "i32" : "f64", shape, data);
  const inputs = Object.entries(call.inputs).map(([name, t]) => [name, widen(t)]);
  const upstream = call.upstream && { upstream: widen(call.upstream) };
  return { ...call, dtype: "f64", inputs: Object.fromEntries(inputs), ...upstream };
}

/** An element's result; where there is none, why. */
type Explained = Settled & { readonly why: Open["why"] | undefined };

function settle(
  oracle: Oracle,
  enclosures: CallEnclosures,
  output: string,
  length: number,
): readonly Explained[] {
  const { lo, hi } = enclosuresOf(enclosures, output).truth;
  return Array.from({ length }, (_, i) => {
    const settled = oracle.settle(enclosures, output, i);
    return { ...settled, why: whyOpen(settled, hi[i] - lo[i]) };
  });
}

function expectedOf(settled: readonly Settled[]): (number | null)[] {
  return settled.map(({ rounded }) => rounded ?? null);
}

/** Ends so many floats apart are those of an interval, not of one number that is not yet decided. */
const apart = 4n;

/**
 * Why a result stays open.
 *
 * @param settled the result; at a kink the truth is an interval, which more precision does not make smaller
 * @param atFirst how wide the truth was in float64
 * @returns nothing where it is decided
 */
export function whyOpen(
  { rounded, truth: [lo, hi] }: Settled,
  atFirst: number,
): Open["why"] | undefined {
  if (rounded !== undefined) return undefined;
  if (lo === -Infinity || hi === Infinity) return "undefined";
  const isWide = floatIndex(hi, "f64") - floatIndex(lo, "f64") > apart;
  return isWide && !(hi - lo < atFirst / 2) ? "kink" : "undecided";
}

function nonfiniteOf(
  { overflow }: OutputEnclosures,
  element: number,
  { rounded }: Settled,
): Nonfinite {
  return rounded !== undefined && Number.isNaN(rounded) ? "nan" : overflow[element];
}

function boundsOf(
  oracle: Oracle,
  enclosures: CallEnclosures,
  output: string,
  length: number,
): FormBounds[] {
  const { dtype } = enclosures;
  const { forms } = enclosuresOf(enclosures, output);
  const all = forms.map(({ name }, rank): FormBounds => {
    const bounds = Array.from({ length }, (_, i) => oracle.sharpest(enclosures, output, rank, i));
    return {
      name,
      rank,
      lo: bounds.map(([lo]) => roundUp(lo, dtype)),
      hi: bounds.map(([, hi]) => -roundUp(-hi, dtype) + 0),
    };
  });
  return all.filter((form, i) => !all.slice(0, i).some((earlier) => allowsAll(earlier, form)));
}

/** Whether a form allows whatever another does, at every element. */
function allowsAll(one: FormBounds, other: FormBounds): boolean {
  return other.lo.every((lo, i) => Number.isNaN(lo) || one.lo[i] <= lo && other.hi[i] <= one.hi[i]);
}

/** The least value of a format that is not below a number; never -0. */
function roundUp(x: number, dtype: FloatDType): number {
  const nearest = roundTo(x, dtype);
  return (nearest < x ? stepFloat(nearest, 1, dtype) : nearest) + 0;
}
