import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { tensor } from "../tensor/mod.ts";
import { filled } from "../tensor/internal.ts";
import type { Call } from "../spec/mod.ts";
import { callFromJson, callToJson } from "./call_json.ts";
import { SpecError } from "./problem.ts";

const call: Call = {
  loss: "cross_entropy",
  dtype: "f16",
  inputs: { pred: tensor("f16", [1, 2], [NaN, -0]), label: tensor("i32", [1], [-100]) },
  params: { ignore_index: -100, label_smoothing: 0.1, scale: Infinity, factor: null },
  reduction: "none",
  gradients: true,
  upstream: filled("f16", [1], -Infinity),
};

Deno.test("callFromJson() reads back what callToJson() writes", () => {
  const calls = fc.record({ hex: fc.boolean(), x: fc.double(), y: fc.double() })
    .map(({ hex, x, y }) => ({
      hex,
      call: { ...call, params: { x, y: null }, inputs: { pred: tensor("f16", [2], [x, y]) } },
    }));
  fc.assert(
    fc.property(calls, ({ call, hex }) => {
      const text = JSON.stringify(callToJson(call, { hex }));
      assertEquals(callFromJson(JSON.parse(text), "x.json"), call);
    }),
    { seed: 1 },
  );
});

Deno.test("callToJson() leaves an absent upstream out", () => {
  const { upstream: _, ...plain } = call;
  const json = callToJson(plain);
  assertEquals("upstream" in json, false);
  assertEquals(callFromJson(json, "x.json"), plain);
});

Deno.test("callToJson() writes hexadecimal floats beside the values on request", () => {
  const { pred, label } = callToJson(call, { hex: true }).inputs;
  assertEquals([pred.data, pred.hex], [["NaN", "-0"], ["NaN", "-0x0p+0"]]);
  assertEquals(label, { dtype: "i32", shape: [1], data: [-100] });
});

const json = callToJson(call);
const bad: readonly [data: unknown, problem: string][] = [
  [{ ...json, dtpye: "f16" }, 'the file has an unknown key "dtpye": did you mean "dtype"?'],
  [{ ...json, dtype: "f8" }, 'dtype must not be "f8": did you mean "f64"?'],
  [{ ...json, params: { a: "x" } }, 'params.a "x" is no number'],
  [{ ...json, inputs: { pred: [1] } }, "inputs.pred must be an object, got [1]"],
  [
    { ...json, inputs: { pred: { dtype: "f32", shape: [2], data: [1] } } },
    "inputs.pred is no tensor: shape [2] holds 2 values, got 1",
  ],
  [
    { ...json, inputs: { pred: { dtype: "f32", shape: [-1], data: [1] } } },
    "inputs.pred.shape[0] must be >= 0, got -1",
  ],
  [
    { ...json, inputs: { pred: { dtype: "f32", shape: [1], data: [0.1] } } },
    "inputs.pred is no tensor: value 0.1 at 0 is no f32 number",
  ],
  [
    { ...json, inputs: { label: { dtype: "i32", shape: [1], data: [0.5] } } },
    "inputs.label is no tensor: label 0.5 at 0 is no 32-bit integer",
  ],
];

for (const [data, problem] of bad) {
  Deno.test(`callFromJson() names the fault: ${problem}`, () => {
    assertThrows(() => callFromJson(data, "x.json"), SpecError, `x.json: ${problem}`);
  });
}
