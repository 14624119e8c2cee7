import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { builtinSpecs, type Invariant, type Spec } from "../spec/mod.ts";
import { type Tensor, tensor } from "../tensor/mod.ts";
import { answer, assertClose, column } from "./_answer.ts";
import { type Drawn, moderateCalls, withoutIdle } from "./_moderate.ts";
import { evaluateReference } from "./reference.ts";

const seed = 20261123;
const runs = { seed, numRuns: 200 };

const real = fc.double({ min: -1000, max: 1000, noNaN: true });
const unit = fc.oneof(
  fc.constantFrom(0, 1),
  fc.double({ min: 0, max: 1, noNaN: true }),
);
const moderate = { reach: 1000, rows: 6 };

/** Calls of any of the losses that a property holds of; nothing is given to divide by. */
function callsOf(has: (spec: Spec) => boolean): fc.Arbitrary<Drawn> {
  const specs = [...builtinSpecs.values()].filter(has);
  return fc.constantFrom(...specs).chain((spec) =>
    moderateCalls(spec, moderate).map((drawn) => withoutIdle(spec, drawn, "sum"))
  );
}

/** Whether a loss can be had element by element, in sum, and in the mean of the elements. */
function isElementwise({ reduction: { modes, denominators } }: Spec): boolean {
  return modes.includes("none") && modes.includes("sum") && denominators.mean?.of === "elements";
}

const elementwise = callsOf(isElementwise);
/** Of which an element moves its own term alone: a box's corner moves several. */
const apart = callsOf((spec) => isElementwise(spec) && spec.inputs.pred.domain !== "box");

Deno.test("evaluateReference() makes sum and mean of the terms of none", () => {
  fc.assert(
    fc.property(elementwise, ({ loss, inputs, params }) => {
      const none = answer(loss, inputs, params);
      const sum = answer(loss, inputs, params, "sum");
      const mean = answer(loss, inputs, params, "mean");
      const n = none.value.length;
      const total = none.value.reduce((a, b) => a + b, 0);
      const size = none.value.reduce((a, b) => a + Math.abs(b), 0);
      // Terms of both signs cancel: only the dialects of a probability have them.
      assertClose(sum.value, [total], size > 0 ? 1e-15 * (size / Math.abs(total)) : 1e-15);
      assertClose(mean.value, [sum.value[0] / n], 1e-15);
      assertEquals(sum.pred, none.pred);
      assertClose(mean.pred, none.pred.map((g) => g / n), 1e-15);
    }),
    runs,
  );
});

Deno.test("evaluateReference() multiplies gradients by what arrives from above", () => {
  fc.assert(
    fc.property(apart, real, ({ loss, inputs, params }, from) => {
      const plain = answer(loss, inputs, params);
      const above = plain.value.map((_, i) => from * (i + 1));
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

const hasInvariant = (kind: Invariant["kind"]) => (spec: Spec) =>
  spec.invariants.some((invariant) => invariant.kind === kind);

Deno.test("evaluateReference() has losses of a difference even and their gradients odd", () => {
  fc.assert(
    fc.property(callsOf(hasInvariant("even_in_difference")), ({ loss, inputs, params }) => {
      const opposite = ({ shape, data }: Tensor) =>
        tensor("f64", shape, Array.from(data, (x) => -x));
      const { pred, target } = inputs;
      const turned = { ...inputs, pred: opposite(pred), target: opposite(target) };
      const one = answer(loss, inputs, params, "mean");
      const other = answer(loss, turned, params, "mean");
      assertEquals(one.value, other.value);
      assertEquals(one.pred.map((g) => g + 0), other.pred.map((g) => 0 - g));
    }),
    runs,
  );
});

/** Whether a loss sees the difference of each two numbers alone: boxes are moved as a whole. */
function isOfDifference(spec: Spec): boolean {
  return hasInvariant("translation_invariant")(spec) && spec.inputs.pred.domain !== "box";
}

Deno.test("evaluateReference() has the gradient by target opposite for losses of a difference", () => {
  fc.assert(
    fc.property(callsOf(isOfDifference), (drawn) => {
      const result = evaluateReference({ ...drawn, reduction: "mean", gradients: true });
      if (!("value" in result) || !result.gradients) throw new Error(JSON.stringify(result));
      const { pred, target } = result.gradients;
      assertEquals(Array.from(target.data, (g) => g + 0), Array.from(pred.data, (g) => 0 - g));
    }),
    runs,
  );
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
