import { assertEquals, assertStringIncludes } from "@std/assert";
import { doubleCall } from "../../runner/_fake.ts";
import { builtinSpecs } from "../../spec/mod.ts";
import { roundTo, tensor } from "../../tensor/mod.ts";
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

Deno.test("snippetLines() calls a function with arrays in Python with NumPy", () => {
  assertEquals(snippetLines(counterexample, "Python with NumPy"), [
    "import numpy as np",
    "pred = np.array([0.1, -0.0, np.nan, -np.inf], np.float32).reshape((2, 2))",
    "label = np.array([0, 1], np.int32)",
    'print(cross_entropy(pred, label, label_smoothing=0.5, avg_factor=None, reduction="none"))',
    "# gradient by pred: expected 0.5, got NaN",
  ]);
});

Deno.test("snippetLines() writes halves as numbers of the format that they stand in", () => {
  const pred = tensor("bf16", [1], [roundTo(0.1, "bf16")]);
  const half = { ...counterexample, trial: { calls: [{ ...call, inputs: { pred } }], facts: {} } };
  const [, numpy] = snippetLines(half, "python with numpy");
  assertEquals(numpy, "pred = np.array([0.100097656], np.float32)  # values of bfloat16");
  const [, module] = snippetLines(half, "javascript");
  assertStringIncludes(module, "data: Float32Array.of(0.100097656) };");
});

Deno.test("snippetLines() writes JavaScript that calls the definition, the upstream included", async () => {
  const spec = builtinSpecs.get("cross_entropy")!;
  const lines = snippetLines(counterexample, "JavaScript", spec);
  assertEquals(lines.slice(1, 4), [
    'const pred = { dtype: "f32", shape: [2, 2], data: Float32Array.of(0.1, -0, NaN, -Infinity) };',
    'const label = { dtype: "i32", shape: [2], data: Int32Array.of(0, 1) };',
    'const upstream = { dtype: "f32", shape: [2], data: Float32Array.of(1, 1) };',
  ]);
  const body = lines.slice(1).join("\n").replace("await ", "");
  let asked: unknown;
  const losses = { cross_entropy: { compute: (question: unknown) => asked = question } };
  await new Function("losses", "console", body)(losses, { log() {} });
  assertEquals(asked, { ...call, upstream: tensor("f32", [2], [1, 1]) });
});

// What init begins in each language runs these, see src/cli/init/build_test.ts; labels it has not.
const labels: Readonly<Record<string, string>> = {
  python: "label = Tensor([2], [0, 1])",
  rust: '            ("label".into(), Tensor::new(&[2], vec![0, 1])),',
  go: '            "label": {[]int{2}, []int32{0, 1}},',
  "c++": '  call.labels["label"] = {{2}, {0, 1}};',
  java: "    var label = new Lossproof.Tensor(new int[] {2}, new double[] {0, 1});",
};

for (const [language, line] of Object.entries(labels)) {
  Deno.test(`snippetLines() gives class labels in ${language}`, () => {
    const lines = snippetLines(counterexample, language);
    assertEquals(lines.filter((other) => other === line), [line], lines.join("\n"));
    assertStringIncludes(lines.join("\n"), "gradient by pred: expected 0.5, got NaN");
  });
}

Deno.test("snippetLines() writes nothing in other languages, and nothing that is too long", () => {
  for (const language of ["fortran", "toString", undefined]) {
    assertEquals(snippetLines(counterexample, language), []);
  }
  const pred = tensor("f32", [100], new Array(100).fill(1));
  const long = { ...call, inputs: { ...call.inputs, pred } };
  const { fault } = counterexample;
  assertEquals(snippetLines({ trial: { calls: [long], facts: {} }, fault }, "python"), []);
});
