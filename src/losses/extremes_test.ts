import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { builtinSpecs, type Call, type Reduction, type Spec } from "../spec/mod.ts";
import { type Tensor, tensor } from "../tensor/mod.ts";
import { sizeOf } from "../tensor/internal.ts";
import { type InputRule, signatureOf } from "../reference/internal.ts";
import { type AxisLengths, fixedLength, shapeOf } from "../spec/internal.ts";
import { plain } from "./_answer.ts";
import { isOfSoftmax } from "./_softmax.ts";
import { evaluateReference } from "./reference.ts";

const largest = Number.MAX_VALUE;
const seed = 19;

/** The answer with gradients to a call. */
function evaluate(call: Omit<Call, "gradients">): {
  readonly value: Tensor;
  readonly gradients: Readonly<Record<string, Tensor>>;
} {
  const result = evaluateReference({ ...call, gradients: true });
  if (!("value" in result) || !result.gradients) throw new Error(JSON.stringify(result));
  return { value: result.value, gradients: result.gradients };
}

function numbersOf(call: Omit<Call, "gradients">): readonly number[] {
  const { value, gradients } = evaluate(call);
  return [value, ...Object.values(gradients)].flatMap(({ data }) => [...data]);
}

const huge = fc.oneof(
  fc.constantFrom(0, 1, -1, largest, -largest, largest / 2, 1e154, -1e300),
  fc.constantFrom(Number.MIN_VALUE, -Number.MIN_VALUE, 2 ** -1022, 36.7, 709.8, -745.2),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const unit = fc.oneof(
  fc.constantFrom(0, 1, 0.5, Number.MIN_VALUE, 1 - 2 ** -53),
  fc.double({ min: 0, max: 1, noNaN: true }),
);
const gamma = fc.oneof(
  fc.constantFrom(0, 0.5, 1, 2, 100),
  fc.double({ min: 0, max: 1, noNaN: true }),
);
const column = (values: readonly number[]) => tensor("f64", [values.length], values);

/** The parameters of a loss: those given that it has and allows, the defaults of the others. */
function paramsOf({ params }: Spec, given: Call["params"]): Call["params"] {
  return Object.fromEntries(
    Object.entries(params).map((
      [name, { default: usual, nullable }],
    ) => [name, name in given && (nullable || given[name] !== null) ? given[name] : usual]),
  );
}

const specs = [...builtinSpecs.values()];

/** All axes of one length, but for those that the loss itself has said. */
function lengthsOf(spec: Spec, length: number): AxisLengths {
  const axes = Object.values(spec.inputs).flatMap(({ shape }) => shape)
    .filter((axis) => axis !== "...");
  return {
    ...Object.fromEntries(axes.map((axis) => [axis, [fixedLength(spec, axis) ?? length]])),
    "...": [],
  };
}

Deno.test("evaluateReference() is finite for every finite logit, target and gamma", () => {
  const ofLogits = specs.filter(({ inputs: { pred, target } }) =>
    pred?.domain === "real" && target?.domain === "unit_interval"
  );
  fc.assert(
    fc.property(huge, unit, gamma, fc.constantFrom(null, 0, 0.25, 1), (x, t, g, alpha) => {
      for (const spec of ofLogits) {
        const given = plain(spec, lengthsOf(spec, 1));
        const { shape } = given.pred;
        const call: Omit<Call, "gradients"> = {
          loss: spec.id,
          dtype: "f64",
          inputs: { ...given, pred: tensor("f64", shape, [x]), target: tensor("f64", shape, [t]) },
          params: paramsOf(spec, { gamma: g, alpha, label_smoothing: t, avg_factor: 1 }),
          reduction: spec.reduction.modes.find((mode) => mode === "none") ?? "mean",
        };
        assert(numbersOf(call).every(Number.isFinite), spec.id);
      }
    }),
    { seed, numRuns: 1000 },
  );
});

Deno.test("evaluateReference() has finite means of class losses at half the largest logits", () => {
  const row = fc.array(huge.map((x) => x / 2), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(row, fc.integer({ min: 0, max: 2 }), unit, gamma, (logits, k, s, g) => {
      const given = { pred: tensor("f64", [1, 3], logits), label: tensor("i32", [1], [k]) };
      for (const spec of specs.filter(isOfSoftmax)) {
        const call: Omit<Call, "gradients"> = {
          loss: spec.id,
          dtype: "f64",
          inputs: { ...plain(spec, { N: [1], C: [3] }), ...given },
          params: paramsOf(spec, { label_smoothing: s / 2, gamma: g }),
          reduction: "mean",
        };
        assert(numbersOf(call).every(Number.isFinite), spec.id);
      }
    }),
    { seed, numRuns: 1000 },
  );
});

function valueOf(
  loss: string,
  inputs: Call["inputs"],
  params: Call["params"],
  reduction: Reduction,
): number {
  return evaluate({ loss, dtype: "f64", inputs, params, reduction }).value.data[0];
}

Deno.test("evaluateReference() has a term beyond the largest difference that is finite itself", () => {
  // The difference is 2^1024.
  const inputs = { pred: column([1.5 * 2 ** 1023]), target: column([-(2 ** 1022)]) };
  assertEquals(valueOf("l1_loss", inputs, {}, "none"), Infinity);
  assertEquals(
    valueOf("smooth_l1_loss", inputs, { beta: 1.5 * 2 ** 1023 }, "none"),
    1.25 * 2 ** 1023,
  );
  assertEquals(valueOf("huber_loss", inputs, { delta: 2 ** -10 }, "none"), 2 ** 1014);
});

Deno.test("evaluateReference() has a finite parabola where its square overflows", () => {
  const inputs = { pred: column([2 ** 600]), target: column([0]) };
  assertEquals(valueOf("smooth_l1_loss", inputs, { beta: 2 ** 700 }, "none"), 2 ** 499);
  const edge = { pred: column([2 ** 512]), target: column([0]) };
  assertEquals(valueOf("huber_loss", edge, { delta: 2 ** 512 }, "none"), 2 ** 1023);
});

Deno.test("evaluateReference() has finite means although their sums and weights overflow", () => {
  const same = [largest, largest, largest, largest];
  const zeros = column([0, 0, 0, 0]);
  assertEquals(valueOf("l1_loss", { pred: column(same), target: zeros }, {}, "mean"), largest);
  assertEquals(valueOf("l1_loss", { pred: column(same), target: zeros }, {}, "sum"), Infinity);
  const apart = { pred: column([largest, 0]), target: column([-largest, 0]) };
  assertEquals(valueOf("l1_loss", apart, {}, "mean"), largest);
  const weighted = { pred: column(same), target: zeros, weight: column(same) };
  const params = { beta: 2, avg_factor: largest };
  assertEquals(valueOf("weighted_smooth_l1_loss", weighted, params, "mean"), Infinity);
  const few = { ...weighted, pred: column([3, 3, 3, 3]) };
  assertEquals(valueOf("weighted_smooth_l1_loss", few, params, "mean"), 8);
  const rows = {
    pred: tensor("f64", [2, 2], [0, 0, 0, 0]),
    label: tensor("i32", [2], [0, 1]),
    class_weight: column([largest, largest]),
  };
  assert(Math.abs(valueOf("cross_entropy", rows, {}, "mean") - Math.LN2) < 1e-15);
});

Deno.test("evaluateReference() has a class loss finite by its weight although -log p overflows", () => {
  const inputs = {
    pred: tensor("f64", [1, 2], [largest, -largest]),
    label: tensor("i32", [1], [1]),
  };
  assertEquals(valueOf("cross_entropy", inputs, {}, "none"), Infinity);
  const weights = { ...inputs, class_weight: column([1, 0.25]) };
  assertEquals(valueOf("cross_entropy", weights, {}, "none"), largest / 2);
  const alpha = { ...inputs, alpha: tensor("f64", [], [0.25]) };
  assertEquals(valueOf("softmax_focal_loss", alpha, { gamma: 0.5 }, "none"), largest / 2);
});

Deno.test("evaluateReference() has a pos_weight that overflows brought back by the weight", () => {
  const inputs = {
    pred: column([-1e200]),
    target: column([1]),
    weight: column([2 ** -600]),
    pos_weight: column([2 ** 600]),
  };
  assertEquals(valueOf("binary_cross_entropy_with_logits", inputs, {}, "sum"), 1e200);
});

Deno.test("evaluateReference() has binary cross entropy exact at probabilities 0 and 1", () => {
  const result = evaluate({
    loss: "binary_cross_entropy",
    dtype: "f64",
    inputs: { pred: column([0, 1, 0, 1]), target: column([0, 1, 0.5, 0]) },
    params: { epsilon: 0 },
    reduction: "none",
  });
  assertEquals([...result.value.data], [0, 0, Infinity, Infinity]);
  assertEquals([...result.gradients.pred.data], [1, -1, -Infinity, Infinity]);
});

/** A value that an input may have, whatever its domain. */
function usualOf({ label, domain }: InputRule): number {
  return label ? 0 : domain === "binary" || domain === "count" ? 1 : 0.5;
}

Deno.test("evaluateReference() answers NaN where an input that counts is NaN", () => {
  for (const [loss, spec] of builtinSpecs) {
    const { inputs, reductions } = signatureOf(spec);
    const given = Object.fromEntries(
      Object.entries(inputs).filter(([, rule]) => !rule.optional).map(([name, rule]) => {
        const shape = shapeOf(rule.shape, lengthsOf(spec, 2));
        const values = new Array(sizeOf(shape)).fill(usualOf(rule));
        return [name, tensor(rule.label ? "i32" : "f64", shape, values)];
      }),
    );
    for (const name of Object.keys(given)) {
      if (inputs[name].label) continue;
      const usual = usualOf(inputs[name]);
      const answerAt = (x: number) => {
        given[name].data[0] = x;
        const call = { loss, dtype: "f64", inputs: given, params: {} } as const;
        return evaluate({ ...call, reduction: reductions[0] });
      };
      const result = answerAt(NaN);
      assertEquals(result.value.data[0], NaN, `${loss} by ${name}`);
      given[name].data[0] = usual;
      if (!spec.inputs.pred?.grad) continue;
      // What is linear has a slope that its input has no say in.
      const slopeAt = (x: number) => answerAt(x).gradients.pred.data[0];
      const isLinear = name === "pred" && slopeAt(usual) === slopeAt(usual / 2);
      given[name].data[0] = usual;
      if (isLinear) continue;
      assertEquals(result.gradients.pred.data[0], NaN, `gradient of ${loss} by ${name}`);
      // What all rows share may reach all of them.
      if (spec.inputs[name].shape[0] !== spec.inputs.pred.shape[0]) continue;
      assert(Number.isFinite(result.gradients.pred.data.at(-1)), `${loss}: NaN spreads`);
    }
  }
});

Deno.test("evaluateReference() answers NaN to a mean of rows that are all ignored, or 0 over a minimum, gradient 0", () => {
  for (const spec of specs.filter(({ ignore }) => ignore !== undefined)) {
    const result = evaluate({
      loss: spec.id,
      dtype: "f64",
      inputs: { ...plain(spec, { N: [1], C: [2] }), label: tensor("i32", [1], [-100]) },
      params: {},
      reduction: "mean",
    });
    const { minimum = 0 } = spec.reduction.denominators.mean ?? {};
    assertEquals([...result.value.data], [minimum > 0 ? 0 : NaN], spec.id);
    assertEquals([...result.gradients.pred.data], [0, 0]);
  }
});

Deno.test("evaluateReference() keeps all digits of a probability that is clipped to 1 - c", () => {
  const inputs = { pred: column([0, 1]), target: column([0, 1]) };
  const call = { loss: "binary_cross_entropy", dtype: "f64", reduction: "none" } as const;
  const { value, gradients } = evaluate({ ...call, inputs, params: { clip: 1e-7 } });
  // -log(1 - 1e-7), of which the rounded 1 - 1e-7 has ten digits.
  assertEquals([...value.data], [1.0000000500000033e-7, 1.0000000500000033e-7]);
  const [zero, one] = gradients.target.data;
  assertEquals([zero, one], [16.118095550958316, -16.118095550958316]);
});

Deno.test("evaluateReference() is finite where pos_weight overflows and a weight brings it back", () => {
  for (const spec of specs.filter(({ inputs }) => inputs.pos_weight !== undefined)) {
    const given = plain(spec, { "*": [1], N: [1], C: [1] });
    const { shape } = given.pred;
    const one = (x: number) => tensor("f64", shape, [x]);
    const { gradients } = evaluate({
      loss: spec.id,
      dtype: "f64",
      inputs: {
        ...{ pred: one(-largest), target: one(0), weight: one(0.25) },
        pos_weight: tensor("f64", [1], [2]),
      },
      params: paramsOf(spec, {}),
      reduction: "sum",
    });
    assertEquals([...gradients.target.data], [largest / 2]);
  }
});
