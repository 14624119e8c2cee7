/**
 * For tests of checks: honest answers of any kind, the correctly rounded ones and the farthest that
 * a listed form can give.
 *
 * @module
 */
import { type CallEnclosures, type Oracle } from "../oracle/mod.ts";
import { enclosuresOf } from "../oracle/internal.ts";
import type { Call, Result, Spec } from "../spec/mod.ts";
import { valueShape } from "../spec/internal.ts";
import { type FloatDType, roundTo, stepFloat, tensor, ulp } from "../tensor/mod.ts";
import { shapeFault } from "./_trial.ts";

/** Which of the honest answers is given: the correctly rounded one, the least, or the greatest. */
export type Leaning = "rounded" | "low" | "high";

/**
 * Answers a call honestly.
 *
 * @param spec the loss
 * @param oracle knows it
 * @param gradients the inputs by which there are gradients
 * @param call the call
 * @param lean which honest answer each element has
 */
export function honestAnswer(
  spec: Spec,
  oracle: Oracle,
  gradients: readonly string[],
  call: Call,
  lean: (output: string, element: number) => Leaning,
): Result {
  const fault = shapeFault(call);
  if (fault !== undefined) return fault;
  const enclosures = oracle.enclose(call);
  const numbersOf = (output: string): number[] =>
    Array.from(
      enclosuresOf(enclosures, output).truth.lo,
      (_, element) => chosen(oracle, enclosures, output, element, lean(output, element)),
    );
  return {
    value: tensor(call.dtype, valueShape(spec, call), numbersOf("value")),
    ...call.gradients && {
      gradients: Object.fromEntries(
        gradients.filter((name) => call.inputs[name] !== undefined)
          .map((name) => [name, tensor(call.dtype, call.inputs[name].shape, numbersOf(name))]),
      ),
    },
  };
}

function chosen(
  oracle: Oracle,
  enclosures: CallEnclosures,
  output: string,
  element: number,
  leaning: Leaning,
): number {
  const { truth, forms } = enclosuresOf(enclosures, output);
  const nearest = (): number =>
    oracle.rounded(enclosures, output, element) ??
      roundTo(truth.lo[element] / 2 + truth.hi[element] / 2, enclosures.dtype);
  if (leaning === "rounded") return nearest();
  const ends = forms
    .map((form, i) => {
      const interval = oracle.sharpest(enclosures, output, i, element);
      return enclosures.dtype === "f64"
        ? within(interval, nearest(), form.reach(element) - ulp(nearest(), "f64"))
        : interval;
    })
    .map((interval) => inward(interval, enclosures.dtype))
    .filter(([lo, hi]) => lo <= hi && Number.isFinite(lo) && Number.isFinite(hi));
  if (ends.length === 0) return nearest();
  return leaning === "low"
    ? Math.min(...ends.map(([lo]) => lo))
    : Math.max(...ends.map(([, hi]) => hi));
}

/** What is left near a number: the ends of float64's own intervals are floats, and so lie past what is honest. */
function within(
  [lo, hi]: readonly [number, number],
  nearest: number,
  reach: number,
): readonly [number, number] {
  return [Math.max(lo, nearest - reach), Math.min(hi, nearest + reach)];
}

/** The outermost floats of a format inside an interval. */
function inward([lo, hi]: readonly [number, number], dtype: FloatDType): readonly [number, number] {
  const [a, b] = [roundTo(lo, dtype), roundTo(hi, dtype)];
  return [a < lo ? stepFloat(a, 1, dtype) : a, b > hi ? stepFloat(b, -1, dtype) : b];
}
