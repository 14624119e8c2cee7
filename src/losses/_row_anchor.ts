/**
 * Losses of one row against numbers that are known to 25 digits.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import type { Oracle } from "../oracle/mod.ts";
import { builtinSpecs, type Call } from "../spec/mod.ts";
import { defaultParams } from "../spec/internal.ts";
import { ulp } from "../tensor/mod.ts";
import { evaluateReference } from "./reference.ts";

/** A call of one row in float64; parameters that are not named are at their defaults. */
export function rowCall(loss: string, inputs: Call["inputs"], params: Call["params"] = {}): Call {
  return {
    loss,
    dtype: "f64",
    inputs,
    params: { ...defaultParams(builtinSpecs.get(loss)!, {}), ...params },
    reduction: "none",
    gradients: true,
  };
}

/** What the kernel answers: the values, then the gradient by pred, if there is one. */
export function answerTo(call: Call): readonly number[] {
  const result = evaluateReference(call);
  if (!("value" in result) || !result.gradients) throw new Error(JSON.stringify(result));
  return [...result.value.data, ...result.gradients.pred?.data ?? []];
}

/** The value, then the gradient by pred, correctly rounded. */
export function truthOf(oracle: Oracle, call: Call): readonly number[] {
  const enclosures = oracle.enclose(call);
  const slopes = Array.from(call.inputs.pred.data, (_, c) => oracle.rounded(enclosures, "pred", c));
  return [oracle.rounded(enclosures, "value", 0), ...slopes].map((x) => {
    if (x === undefined) throw new Error("The truth is undecided");
    return x;
  });
}

/**
 * Holds the oracle to the digits, correctly rounded, and the kernel to a few ulps of them.
 *
 * @param oracle of the loss
 * @param call one row
 * @param digits of the value, or values, then of as much of the gradient as is known
 * @param ulps how far the kernel may be off
 */
export function assertRow(
  oracle: Oracle,
  call: Call,
  digits: readonly string[],
  ulps: number,
): void {
  const got = answerTo(call);
  const enclosures = oracle.enclose(call);
  const values = enclosures.value.truth.lo.length;
  const what = `${call.loss} of ${JSON.stringify([call.inputs.pred.data, call.params])}`;
  for (const [i, exact] of digits.map(Number).entries()) {
    const [output, element] = i < values ? ["value", i] as const : ["pred", i - values] as const;
    assertEquals(oracle.rounded(enclosures, output, element), exact, `${what}: ${output}`);
    const isNear = Math.abs(got[i] - exact) <= ulps * ulp(exact, "f64");
    assert(isNear, `${what}: got ${got[i]}, expected ${exact}`);
  }
}
