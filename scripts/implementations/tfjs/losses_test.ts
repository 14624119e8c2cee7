import { assertAlmostEquals, assertEquals, assertMatch } from "@std/assert";
import { memory } from "npm:@tensorflow/tfjs@4.22.0";
import { unknownName } from "../../../src/adapters/internal.ts";
import { type Implementation, moduleAdapter } from "../../../src/adapters/mod.ts";
import { builtinSpecs, type Call, type Result } from "../../../src/spec/mod.ts";
import { tensor } from "../../../src/tensor/mod.ts";
import { filled } from "../../../src/tensor/internal.ts";
import tfjs from "./mod.ts";
import byWeights from "./by_weights.ts";

const row = (values: number[]) => tensor("f32", [values.length], values);

function callOf(loss: string, inputs: Call["inputs"], rest: Partial<Call> = {}): Call {
  const params = { delta: 1, epsilon: 1e-7, label_smoothing: 0, ignore_index: -100 };
  return { loss, dtype: "f32", inputs, params, reduction: "none", gradients: true, ...rest };
}

async function ask(call: Call, implementation: Implementation = tfjs): Promise<Result> {
  const [result] = await moduleAdapter(implementation, builtinSpecs).run([call]);
  return result;
}

async function numbers(call: Call, implementation?: Implementation) {
  const result = await ask(call, implementation);
  if (!("value" in result)) throw new Error(JSON.stringify(result));
  const gradients = Object.entries(result.gradients ?? {}).map(([name, t]) => [name, [...t.data]]);
  return { value: [...result.value.data], ...Object.fromEntries(gradients) };
}

Deno.test("tensorflowJs() declares what the specs know", () => {
  for (const implementation of [tfjs, byWeights]) {
    assertEquals(
      unknownName(moduleAdapter(implementation, builtinSpecs).about, builtinSpecs),
      undefined,
    );
  }
});

Deno.test("tensorflowJs() evaluates each loss by its formula", async () => {
  const pred = row([0.5, 3]);
  const target = row([1, 0]);
  assertEquals((await numbers(callOf("l1_loss", { pred, target }))).value, [0.5, 3]);
  assertEquals((await numbers(callOf("huber_loss", { pred, target }))).value, [0.125, 2.5]);
  const half = { pred: row([0.5]), target: row([1]) };
  const [bce] = (await numbers(callOf("binary_cross_entropy", half))).value;
  assertAlmostEquals(bce, Math.LN2 - 2e-7, 6e-8);
  const zero = { pred: row([0]), target: row([1]) };
  const [logit] = (await numbers(callOf("binary_cross_entropy_with_logits", zero))).value;
  assertAlmostEquals(logit, Math.LN2, 6e-8);
  const rows = { pred: tensor("f32", [1, 2], [0, 0]), label: tensor("i32", [1], [1]) };
  assertEquals(await numbers(callOf("cross_entropy", rows)), {
    value: [Math.fround(Math.LN2)],
    pred: [0.5, -0.5],
  });
});

Deno.test("tensorflowJs() hands the upstream gradient, delta and smoothing down", async () => {
  const inputs = { pred: row([3, 0.5]), target: row([0, 0]) };
  const params = { delta: 2 };
  const steep = callOf("huber_loss", inputs, { params, upstream: row([1, 10]) });
  assertEquals(await numbers(steep), { value: [4, 0.125], pred: [2, 5], target: [-2, -5] });
  const smooth = callOf("binary_cross_entropy_with_logits", {
    pred: row([2]),
    target: row([1]),
  }, { params: { label_smoothing: 1 }, upstream: filled("f32", [1], 2) });
  assertEquals((await numbers(smooth)).target, [0]);
  assertAlmostEquals((await numbers(smooth)).pred[0], 2 / (1 + Math.exp(-2)) - 1, 1e-6);
});

Deno.test("tensorflowJs() has two means of weighted terms", async () => {
  const inputs = { pred: row([0, 0, 0]), target: row([1, 0, 1]), weight: row([0.5, 0, 2.5]) };
  const call = callOf("binary_cross_entropy_with_logits", inputs, {
    reduction: "mean",
    gradients: false,
  });
  assertAlmostEquals((await numbers(call)).value[0], 1.5 * Math.LN2, 1e-6);
  assertAlmostEquals((await numbers(call, byWeights)).value[0], Math.LN2, 1e-6);
});

Deno.test("tensorflowJs() refuses shapes that differ and has no labels that are no class", async () => {
  const differ = await ask(callOf("l1_loss", { pred: row([1, 2]), target: row([1, 2, 3]) }));
  assertMatch("rejected" in differ ? differ.rejected : "", /Shapes 3 and 2 must match/);
  const pred = tensor("f32", [1, 2], [0, 0]);
  const shapes = await ask(callOf("cross_entropy", { pred, label: tensor("i32", [1, 1], [0]) }));
  assertMatch("rejected" in shapes ? shapes.rejected : "", /Shapes 1,1,2 and 1,2 must match/);
  const none = await ask(callOf("cross_entropy", { pred, label: tensor("i32", [1], [2]) }));
  assertMatch("unsupported" in none ? none.unsupported : "", /one-hot/);
});

Deno.test("tensorflowJs() takes further axes of cross entropy for rows", async () => {
  // Two rows of two places; at each place, class 1 is the likelier by x.
  const x = [1, 2, 3, 4];
  const pred = tensor("f32", [2, 2, 2], [0, 0, x[0], x[1], 0, 0, x[2], x[3]]);
  const label = tensor("i32", [2, 2], [1, 0, 0, 1]);
  const upstream = tensor("f32", [2, 2], [1, 10, 100, 1000]);
  const { value, pred: gradient } = await numbers(
    callOf("cross_entropy", { pred, label }, { upstream }),
  );
  [-1, 2, 3, -4].forEach((margin, i) => {
    const softplus = Math.log1p(Math.exp(margin));
    assertAlmostEquals(value[i], softplus, 1e-6);
    const p = upstream.data[i] / (1 + Math.exp(-margin));
    const byClass1 = gradient[Math.floor(i / 2) * 4 + 2 + i % 2];
    assertAlmostEquals(byClass1, Math.sign(margin) * p, 1e-3);
  });
});

Deno.test("tensorflowJs() frees every tensor that it makes", async () => {
  const before = memory().numTensors;
  await ask(callOf("l1_loss", { pred: row([1]), target: row([2]) }));
  await ask(callOf("l1_loss", { pred: row([1, 2]), target: row([1, 2, 3]) }));
  assertEquals(memory().numTensors, before);
});
