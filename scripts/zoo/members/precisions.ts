/**
 * Which format each operation rounds to: fused, wider, through another one, flushed.
 *
 * @module
 */
import { type FloatDType, floatDTypes, formats, roundTo } from "../../../src/tensor/mod.ts";
import { type Mode, roundIn } from "../../rigour/rounding.ts";
import { addExactly } from "../exactly.ts";
import { type Member, member } from "../member.ts";
import { type Habit, inOrder } from "../numbers.ts";

const narrow: readonly FloatDType[] = ["f32", "f16", "bf16"];
const halves: readonly FloatDType[] = ["f16", "bf16"];

/** Products and sums with one rounding. */
export const fused: Habit = (on) => ({
  fused: (high, low, z) =>
    on.dtype === "f64" ? addExactly(high, low, z, false) : on.round(addExactly(high, low, z, true)),
});

const view = new DataView(new ArrayBuffer(8));

/** A bit that a number's own bits decide. */
function bitOf(x: number, place: number): number {
  view.setFloat64(0, x);
  return Math.imul(view.getUint32(0) ^ view.getUint32(4), 0x85ebca6b) >>> place & 1;
}

/** Half of all results, by their bits, stay as they are. */
const registers: Habit = ({ dtype, round }) => ({
  round: (x) => dtype === "f64" || bitOf(x, 20) === 0 ? round(x) : x,
});

/** Subnormal results are 0, and where so declared inputs. */
export const flushed = (parts: { readonly inputs: boolean }): Habit => ({ dtype, round, read }) => {
  const { smallestNormal } = formats[dtype];
  const flush = (x: number) => Math.abs(x) < smallestNormal ? 0 : x;
  return {
    round: (x) => flush(round(x)),
    ...parts.inputs && { read: (x) => flush(read(x)) },
  };
};

/** Results go to one side, or to either. */
const toward = (mode: (x: number) => Mode): Habit => ({ dtype, round }) => ({
  round: (x) => Math.abs(x) > formats[dtype].largest ? round(x) : roundIn(x, dtype, mode(x), false),
});

/** Up or down, by a number's bits. */
const eitherWay = (x: number): Mode => bitOf(x, 21) === 0 ? "up" : "down";

/** IEEE 754 and nothing else: what is too large is infinite, and 0 times that is NaN. */
const plain: Habit = ({ dtype }) => ({
  round: (x) => roundTo(x, dtype),
  multiply: (x, y) => roundTo(x * y, dtype),
  divide: (x, y) => roundTo(x / y, dtype),
});

export const members: readonly Member[] = [
  member("precisions/plain", "IEEE 754 and nothing else", {
    habits: [plain],
  }),
  member("precisions/careful", "0 times infinity is looked after", {}),
  member("precisions/fused", "Sums are fused with the product that is added", { habits: [fused] }),
  member("precisions/fused_and_reversed", "… and begin at the end", {
    habits: [fused, (on) => ({ sum: (terms) => inOrder(on, terms.toReversed()) })],
  }),
  member("precisions/wider", "The next wider format computes, and the answer is rounded once", {
    compute: (dtype) => dtype === "f32" ? "f64" : "f32",
  }, { dtypes: narrow }),
  member("precisions/in_float64", "Float64 computes, and the answer is rounded once", {
    compute: () => "f64",
  }, { dtypes: halves }),
  member("precisions/rounded_twice", "Each result is rounded to float32, then to the format", {
    habits: [({ dtype, round }) => ({
      round: (x) => dtype === "f64" ? round(x) : round(Math.fround(x)),
    })],
  }, { dtypes: halves }),
  member("precisions/registers", "Half of the results keep float64's precision", {
    habits: [registers],
  }, { dtypes: narrow }),
  member("precisions/derived_in_float64", "What follows from parameters alone is in float64", {
    habits: [() => ({ derivesWide: true })],
  }, { dtypes: narrow }),
  member("precisions/flushed", "Results below the smallest normal number are 0", {
    habits: [flushed({ inputs: false })],
  }, { declares: { flushes: floatDTypes } }),
  member("precisions/flushed_inputs", "… and so are inputs", {
    habits: [flushed({ inputs: true })],
  }, { declares: { flushes: floatDTypes } }),
  member("precisions/toward_zero", "Every result is rounded toward 0", {
    habits: [toward(() => "zero")],
  }, { dtypes: narrow, declares: { arithmetic: { rounding: "toward_zero" } } }),
  member("precisions/upward", "… toward +∞", {
    habits: [toward(() => "up")],
  }, { dtypes: narrow, declares: { arithmetic: { rounding: "toward_positive" } } }),
  member("precisions/downward", "… toward -∞", {
    habits: [toward(() => "down")],
  }, { dtypes: narrow, declares: { arithmetic: { rounding: "toward_negative" } } }),
  member("precisions/stochastic", "… to either neighbour", {
    habits: [toward(eitherWay)],
  }, { dtypes: narrow, declares: { arithmetic: { rounding: "faithful" } } }),
];
