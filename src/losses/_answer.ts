/**
 * What the tests of this folder share: a call's numbers, and their comparison.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { builtinSpecs, type Call, type Reduction, type Spec } from "../spec/mod.ts";
import { valueShape } from "../spec/internal.ts";
import { type Tensor, tensor } from "../tensor/mod.ts";
import { plainInputs } from "./plain.ts";
import { evaluateReference } from "./reference.ts";

/** What a call is answered with. */
export interface AnsweredColumns {
  readonly value: readonly number[];
  readonly pred: readonly number[];
}

/** The numbers that a call is answered with, by pred. */
export function answer(
  loss: string,
  inputs: Call["inputs"],
  params: Call["params"] = {},
  reduction: Reduction = "none",
  upstream?: readonly number[],
): AnsweredColumns {
  const call: Call = { loss, dtype: "f64", inputs, params, reduction, gradients: true };
  const shape = valueShape(builtinSpecs.get(loss)!, call);
  const result = evaluateReference({
    ...call,
    ...(upstream && { upstream: tensor("f64", shape, upstream) }),
  });
  if (!("value" in result) || !result.gradients) throw new Error(JSON.stringify(result));
  return { value: [...result.value.data], pred: [...result.gradients.pred.data] };
}

/** The required inputs of a plain call, in float64. */
export function plain(
  spec: Spec,
  axes: Readonly<Record<string, readonly number[]>>,
): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(plainInputs(spec, axes)).map(([name, { shape, data }]) => [
      name,
      tensor(spec.inputs[name].kind === "label" ? "i32" : "f64", shape, data),
    ]),
  );
}

/** A vector of float64. */
export function column(values: readonly number[]): Tensor {
  return tensor("f64", [values.length], values);
}

/** Asserts that numbers agree relatively, or in the subnormal range. */
export function assertClose(
  actual: readonly number[],
  expected: readonly number[],
  relative: number,
): void {
  assertEquals(actual.length, expected.length);
  actual.forEach((a, i) => {
    // The second part: subnormals that were rounded before a factor of at most 1000.
    const allowed = relative * Math.abs(expected[i]) + 1000 * Number.MIN_VALUE;
    assert(
      Math.abs(a - expected[i]) <= allowed || Object.is(a, expected[i]),
      `got ${a}, expected ${expected[i]} at ${i}`,
    );
  });
}
