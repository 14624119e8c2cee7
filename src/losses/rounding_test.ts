import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { callArbitrary } from "../generate/mod.ts";
import { builtinSpecs, type Call } from "../spec/mod.ts";
import { type FloatDType, roundTo, type Tensor, tensor } from "../tensor/mod.ts";
import { isWellFormed } from "../tensor/internal.ts";
import { column } from "./_answer.ts";
import { evaluateReference } from "./reference.ts";

function evaluate(call: Call) {
  const result = evaluateReference(call);
  if (!("value" in result)) throw new Error(JSON.stringify(result));
  return result;
}

/** The same question in float64. */
function widened(call: Call): Call {
  const widen = ({ dtype, shape, data }: Tensor) =>
    tensor(dtype === "i32" ? dtype : "f64", shape, data);
  const { inputs, upstream } = call;
  const wide = Object.entries(inputs).map(([name, given]) => [name, widen(given)] as const);
  return {
    ...call,
    dtype: "f64",
    inputs: Object.fromEntries(wide),
    ...(upstream && { upstream: widen(upstream) }),
  };
}

function assertRounded(narrow: Tensor, wide: Tensor, dtype: FloatDType): void {
  assert(isWellFormed(narrow));
  assertEquals(narrow, tensor(dtype, wide.shape, Array.from(wide.data, (x) => roundTo(x, dtype))));
}

Deno.test("evaluateReference() rounds value and gradients of every loss to the call's format", () => {
  for (const spec of builtinSpecs.values()) {
    for (const dtype of ["f32", "f16", "bf16"] as const) {
      const calls = callArbitrary(spec, { dtype, rows: { max: 4 }, classes: { max: 4 } });
      fc.assert(
        fc.property(calls, (call) => {
          const [narrow, wide] = [evaluate(call), evaluate(widened(call))];
          assertRounded(narrow.value, wide.value, dtype);
          for (const [name, gradient] of Object.entries(narrow.gradients ?? {})) {
            assertRounded(gradient, wide.gradients![name], dtype);
          }
        }),
        { seed: 19, numRuns: 20 },
      );
    }
  }
});

Deno.test("evaluateReference() rounds a mean of the smallest floats once", () => {
  const steps = Array.from({ length: 1023 }, (_, i) => 1 + (i * 7919) % 97);
  const pred = column(steps.map((k) => k * Number.MIN_VALUE));
  const call = { loss: "l1_loss", dtype: "f64", params: {}, reduction: "mean" } as const;
  const inputs = { pred, target: column(steps.map(() => 0)) };
  const { value } = evaluate({ ...call, inputs, gradients: false });
  const mean = steps.reduce((a, b) => a + b) / steps.length;
  assertEquals([...value.data], [Math.round(mean) * Number.MIN_VALUE]);
});
