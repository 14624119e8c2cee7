import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { filled } from "../tensor/internal.ts";
import { axisLengths, shapeOf, splitShape, valueShape } from "./axes.ts";
import type { Call } from "./mod.ts";
import { specSchema } from "../spec_files/internal.ts";

function specOf(inputs: Record<string, unknown>, output: string[]) {
  return specSchema.parse({
    id: "some_loss",
    title: "Some loss",
    family: "multiclass",
    summary: "For shapes only",
    inputs,
    output,
    reduction: { modes: ["none", "mean"] },
    formula: { forms: { textbook: "pred" } },
  });
}

function callOf(shapes: Record<string, number[]>, reduction: Call["reduction"] = "none"): Call {
  const inputs = Object.entries(shapes).map(([name, s]) => [name, filled("f32", s, 0)]);
  return {
    loss: "some_loss",
    dtype: "f32",
    inputs: Object.fromEntries(inputs),
    params: {},
    reduction,
    gradients: false,
  };
}

const shape = fc.array(fc.nat(4), { maxLength: 4 });

Deno.test("valueShape() is the inputs' shape for an elementwise loss", () => {
  const spec = specOf({
    weight: { role: "weight", shape: ["*"], optional: true, scalar_allowed: true },
    pred: { shape: ["*"] },
    target: { shape: ["*"] },
  }, ["*"]);
  fc.assert(
    fc.property(shape, (s) => {
      assertEquals(valueShape(spec, callOf({ pred: s, target: s, weight: [] })), s);
      assertEquals(valueShape(spec, callOf({ pred: s, target: s }, "mean")), []);
    }),
    { numRuns: 50, seed: 1 },
  );
});

Deno.test("valueShape() leaves out the class axis of a class loss", () => {
  const spec = specOf({
    pred: { shape: ["N", "C", "..."] },
    label: { kind: "label", shape: ["N", "..."] },
  }, ["N", "..."]);
  fc.assert(
    fc.property(fc.nat(4), fc.nat(4), shape, (n, c, rest) => {
      const asked = callOf({ pred: [n, c, ...rest], label: [n, ...rest] });
      assertEquals(valueShape(spec, asked), [n, ...rest]);
    }),
    { numRuns: 50, seed: 1 },
  );
});

Deno.test("valueShape() takes the first input's axes where inputs contradict each other", () => {
  const spec = specOf({ pred: { shape: ["*"] }, target: { shape: ["*"] } }, ["*"]);
  assertEquals(valueShape(spec, callOf({ pred: [2, 3], target: [5] })), [2, 3]);
});

Deno.test("splitShape() is undone by shapeOf(), whatever the open axis leaves", () => {
  const letters = fc.subarray(["N", "C", "K", "L"]);
  const open = fc.constantFrom("*", "...");
  fc.assert(
    fc.property(letters, letters, open, shape, (before, after, axis, spare) => {
      fc.pre(!after.some((letter) => before.includes(letter)));
      const axes = [...before, axis, ...after];
      const whole = [...before.map((_, i) => i + 5), ...spare, ...after.map((_, i) => i + 9)];
      const parts = splitShape(axes, whole);
      assertEquals(parts?.map(([name]) => name), axes);
      const lengths = Object.fromEntries(parts ?? []);
      assertEquals(lengths[axis], spare);
      assertEquals(shapeOf(axes, lengths), whole);
    }),
    { numRuns: 100, seed: 1 },
  );
});

Deno.test("splitShape() is undefined for a shape of the wrong rank", () => {
  assertEquals(splitShape(["N", "C"], [2]), undefined);
  assertEquals(splitShape(["N", "C"], [2, 3, 4]), undefined);
  assertEquals(splitShape(["N", "C", "..."], [2]), undefined);
  assertEquals(splitShape([], []), []);
});

Deno.test("axisLengths() measures data before weights, and no scalar for all elements", () => {
  const spec = specOf({
    weight: { role: "weight", shape: ["N"], scalar_allowed: true },
    pred: { shape: ["N", "C"] },
    label: { kind: "label", shape: ["N", "..."] },
  }, ["N"]);
  const measured = axisLengths(spec, callOf({ weight: [5], pred: [2, 3], label: [4, 7] }));
  assertEquals(measured, { N: [2], C: [3], "...": [7] });
  assertEquals(axisLengths(spec, callOf({ weight: [], pred: [2] })), {});
});
