import { assertEquals } from "@std/assert";
import { doubleCall } from "../runner/fake.ts";
import { builtinSpecs } from "../spec/builtin.ts";
import { tensor } from "../tensor/mod.ts";
import { snippetLines } from "./snippet.ts";

const call = {
  ...doubleCall([]),
  loss: "cross_entropy",
  inputs: {
    pred: tensor("f32", [2, 2], [0.1, -0, NaN, -Infinity]),
    label: tensor("i32", [2], [0, 1]),
  },
  params: { label_smoothing: 0.5, avg_factor: null },
  reduction: "none",
} as const;
const counterexample = {
  trial: { calls: [call], facts: {} },
  fault: { why: "", call: 0, output: "pred", expected: 0.5, got: NaN },
};

Deno.test("snippetLines() writes the call for NumPy", () => {
  assertEquals(snippetLines(counterexample, "python"), [
    "import numpy as np",
    "pred = np.array([0.1, -0.0, np.nan, -np.inf], np.float32).reshape((2, 2))",
    "label = np.array([0, 1], np.int32)",
    'cross_entropy(pred, label, label_smoothing=0.5, avg_factor=None, reduction="none")',
    "# gradient by pred: expected 0.5, got NaN",
  ]);
});

Deno.test("snippetLines() writes JavaScript that calls the definition, the upstream included", async () => {
  const spec = builtinSpecs.get("cross_entropy")!;
  const lines = snippetLines(counterexample, "TypeScript", spec);
  assertEquals(lines.slice(1, 4), [
    'const pred = { dtype: "f32", shape: [2, 2], data: Float32Array.of(0.1, -0, NaN, -Infinity) };',
    'const label = { dtype: "i32", shape: [2], data: Int32Array.of(0, 1) };',
    'const upstream = { dtype: "f32", shape: [2], data: Float32Array.of(1, 1) };',
  ]);
  const body = lines.slice(1).join("\n").replace("await ", "return ");
  let asked: unknown;
  const losses = { cross_entropy: { compute: (question: unknown) => asked = question } };
  await new Function("losses", body)(losses);
  assertEquals(asked, { ...call, upstream: tensor("f32", [2], [1, 1]) });
});

Deno.test("snippetLines() writes nothing in other languages, and nothing that is too long", () => {
  assertEquals(snippetLines(counterexample, "rust"), []);
  assertEquals(snippetLines(counterexample, undefined), []);
  const pred = tensor("f32", [100], new Array(100).fill(1));
  const long = { ...call, inputs: { ...call.inputs, pred } };
  const { fault } = counterexample;
  assertEquals(snippetLines({ trial: { calls: [long], facts: {} }, fault }, "python"), []);
});
