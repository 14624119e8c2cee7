import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { tensor } from "../tensor/mod.ts";
import { answer, assertClose, column } from "./_answer.ts";
import { evaluateReference } from "./reference.ts";

const seed = 20261123;
const runs = { seed, numRuns: 200 };

const real = fc.double({ min: -1000, max: 1000, noNaN: true });
const unit = fc.oneof(
  fc.constantFrom(0, 1),
  fc.double({ min: 0, max: 1, noNaN: true }),
);
const pairs = fc.array(fc.tuple(real, unit), { minLength: 1, maxLength: 6 });

const binary = [
  ["l1_loss", {}],
  ["smooth_l1_loss", { beta: 0.5 }],
  ["huber_loss", { delta: 2 }],
  ["binary_cross_entropy_with_logits", { label_smoothing: 0.125 }],
  ["sigmoid_focal_loss", { gamma: 1.5, alpha: 0.25 }],
] as const;

Deno.test("evaluateReference() makes sum and mean of the terms of none", () => {
  fc.assert(
    fc.property(pairs, fc.constantFrom(...binary), (elements, [loss, params]) => {
      const inputs = {
        pred: column(elements.map(([x]) => x)),
        target: column(elements.map(([, t]) => t)),
      };
      const none = answer(loss, inputs, params);
      const sum = answer(loss, inputs, params, "sum");
      const mean = answer(loss, inputs, params, "mean");
      const n = elements.length;
      assertClose(sum.value, [none.value.reduce((a, b) => a + b, 0)], 1e-15);
      assertClose(mean.value, [sum.value[0] / n], 1e-15);
      assertEquals(sum.pred, none.pred);
      assertClose(mean.pred, none.pred.map((g) => g / n), 1e-15);
    }),
    runs,
  );
});

Deno.test("evaluateReference() multiplies gradients by what arrives from above", () => {
  fc.assert(
    fc.property(pairs, real, fc.constantFrom(...binary), (elements, from, [loss, params]) => {
      const inputs = {
        pred: column(elements.map(([x]) => x)),
        target: column(elements.map(([, t]) => t)),
      };
      const plain = answer(loss, inputs, params);
      const above = elements.map((_, i) => from * (i + 1));
      const scaled = answer(loss, inputs, params, "none", above);
      assertClose(scaled.pred, plain.pred.map((g, i) => g * above[i]), 1e-15);
      const sum = answer(loss, inputs, params, "sum", [from]);
      assertClose(sum.pred, plain.pred.map((g) => g * from), 1e-15);
    }),
    runs,
  );
});

Deno.test("evaluateReference() has huber = delta * smooth_l1 at beta = delta", () => {
  const delta = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
  fc.assert(
    fc.property(real, real, delta, (x, t, d) => {
      const inputs = { pred: column([x]), target: column([t]) };
      const huber = answer("huber_loss", inputs, { delta: d });
      const smooth = answer("smooth_l1_loss", inputs, { beta: d });
      assertClose(huber.value, smooth.value.map((v) => v * d), 1e-15);
      assertClose(huber.pred, smooth.pred.map((g) => g * d), 1e-15);
    }),
    runs,
  );
});

Deno.test("evaluateReference() has losses of a difference even and their gradients odd", () => {
  fc.assert(
    fc.property(real, real, fc.constantFrom(...binary.slice(0, 3)), (x, t, [loss, params]) => {
      const one = answer(loss, { pred: column([x]), target: column([t]) }, params);
      const other = answer(loss, { pred: column([-x]), target: column([-t]) }, params);
      assertEquals(one.value, other.value);
      assertEquals(one.pred.map((g) => g + 0), other.pred.map((g) => 0 - g));
    }),
    runs,
  );
});

Deno.test("evaluateReference() has the gradient by target opposite for losses of a difference", () => {
  for (const [loss, params] of binary.slice(0, 3)) {
    const result = evaluateReference({
      loss,
      dtype: "f64",
      inputs: { pred: column([3, 0.25, -1]), target: column([0, 0, 0]) },
      params,
      reduction: "mean",
      gradients: true,
    });
    if (!("value" in result) || !result.gradients) throw new Error(JSON.stringify(result));
    assertEquals([...result.gradients.target.data], [...result.gradients.pred.data].map((g) => -g));
  }
});

Deno.test("evaluateReference() has focal at gamma 0 without alpha = binary cross entropy", () => {
  fc.assert(
    fc.property(real, unit, (x, t) => {
      const inputs = { pred: column([x]), target: column([t]) };
      const focal = answer("sigmoid_focal_loss", inputs, { gamma: 0, alpha: null });
      const entropy = answer("binary_cross_entropy_with_logits", inputs);
      assertClose(focal.value, entropy.value, 1e-15);
      assertClose(focal.pred, entropy.pred, 1e-15);
    }),
    runs,
  );
});

Deno.test("evaluateReference() has focal unchanged when logit, target and alpha change sides", () => {
  fc.assert(
    fc.property(
      real,
      fc.constantFrom(0, 1),
      fc.double({ min: 0, max: 5, noNaN: true }),
      (x, t, gamma) => {
        const one = answer("sigmoid_focal_loss", { pred: column([x]), target: column([t]) }, {
          gamma,
          alpha: 0.25,
        });
        const other = answer(
          "sigmoid_focal_loss",
          { pred: column([-x]), target: column([1 - t]) },
          {
            gamma,
            alpha: 0.75,
          },
        );
        assertEquals(one.value, other.value);
        assertEquals(one.pred, other.pred.map((g) => -g));
      },
    ),
    runs,
  );
});

Deno.test("evaluateReference() joins hard and soft targets of focal loss continuously", () => {
  const inside = 1 - 2 ** -53;
  fc.assert(
    fc.property(fc.double({ min: -20, max: 20, noNaN: true }), (x) => {
      const at = (t: number) =>
        answer("sigmoid_focal_loss", { pred: column([x]), target: column([t]) }, {
          gamma: 2,
          alpha: 0.25,
        });
      for (const [hard, soft] of [[1, inside], [0, 1 - inside]]) {
        assert(Math.abs(at(hard).value[0] - at(soft).value[0]) < 1e-13);
        assert(Math.abs(at(hard).pred[0] - at(soft).pred[0]) < 1e-13);
      }
    }),
    runs,
  );
});

Deno.test("evaluateReference() divides weighted losses by their default avg_factor", () => {
  const element = {
    pred: column([2, 2, 2]),
    target: column([0, 0, 0]),
    weight: column([0.5, 0, 3]),
  };
  assertClose(
    answer("weighted_smooth_l1_loss", element, { beta: 1 }, "mean").value,
    [3.5 * 1.5 / (2 + 1e-6)],
    1e-15,
  );
  const focal = answer("sigmoid_focal_loss", { pred: column([2]), target: column([0]) }).value[0];
  assertClose(
    answer("weighted_sigmoid_focal_loss", element, { num_classes: 4 }, "mean").value,
    [3.5 * focal / (2 / 4 + 1e-6)],
    1e-15,
  );
  const rows = {
    pred: tensor("f64", [3, 2], [0, 0, 0, 0, 0, 0]),
    label: tensor("i32", [3], [0, 1, -100]),
    weight: column([0.5, 2.5, 7]),
  };
  assertClose(
    answer("weighted_cross_entropy", rows, {}, "mean").value,
    [3 * Math.LN2 / 2],
    1e-15,
  );
  assertClose(
    answer("weighted_cross_entropy", rows, { avg_factor: 8 }, "none").value,
    [0.5 * Math.LN2 / 8, 2.5 * Math.LN2 / 8, 0],
    1e-15,
  );
});
