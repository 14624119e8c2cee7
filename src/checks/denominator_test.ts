import { assertEquals } from "@std/assert";
import type { Call, Denominator, Spec } from "../spec/mod.ts";
import { tensor } from "../tensor/mod.ts";
import { divisorValue } from "../oracle/internal.ts";
import { divisorOf, undivided } from "./denominator.ts";
import { ignoredLabel, ignoredTerms } from "./ignored.ts";
import { specOf } from "./_trial.ts";

const rows: Call = {
  loss: "cross_entropy",
  dtype: "f64",
  inputs: {
    pred: tensor("f64", [4, 3], new Array(12).fill(0)),
    label: tensor("i32", [4], [0, -100, 2, 2]),
    class_weight: tensor("f64", [3], [0.5, 7, 3]),
  },
  params: { ignore_index: -100, label_smoothing: 0 },
  reduction: "mean",
  gradients: false,
};

function divisor(call: Call, dialect?: string, spec: Spec = specOf(call.loss)): number {
  const capability = dialect === undefined ? {} : { dialect: { reduction: dialect } };
  return divisorValue(divisorOf(spec, capability, call));
}

Deno.test("divisorOf() sums the class weights of the rows that count", () => {
  assertEquals(divisorOf(specOf("cross_entropy"), {}, rows).parts, [0.5, 3, 3]);
  const { class_weight: _, ...inputs } = rows.inputs;
  assertEquals(divisor({ ...rows, inputs }), 3);
});

Deno.test("divisorOf() follows the declared dialect", () => {
  assertEquals(divisor(rows, "mean_over_rows"), 4);
  assertEquals(divisor(rows, "mean_over_valid_rows"), 3);
});

Deno.test("divisorOf() counts every place of the further axes as a row", () => {
  const places: Call = {
    ...rows,
    inputs: {
      pred: tensor("f64", [1, 2, 2], [0, 0, 0, 0]),
      label: tensor("i32", [1, 2], [0, 0]),
    },
  };
  assertEquals(divisor(places, "mean_over_rows"), 2);
  assertEquals(divisor(places, "mean_over_valid_rows"), 2);
  assertEquals(divisor(places), 2);
});

Deno.test("divisorOf() shares weights along the axes that they lack", () => {
  const spec = specOf("weighted_cross_entropy");
  const mean = (of: Denominator["of"]): Spec => ({
    ...spec,
    inputs: {
      ...spec.inputs,
      pred: { ...spec.inputs.pred, shape: ["N", "C", "..."] },
      label: { ...spec.inputs.label, shape: ["N", "..."] },
      weight: { ...spec.inputs.weight, shape: ["N"] },
    },
    output: ["N", "..."],
    reduction: { ...spec.reduction, denominators: { mean: { of } } },
  });
  const call: Call = {
    ...rows,
    loss: spec.id,
    inputs: {
      pred: tensor("f64", [2, 2, 3], new Array(12).fill(0)),
      label: tensor("i32", [2, 3], [0, 1, -100, 0, 1, 1]),
      weight: tensor("f64", [2], [0.5, 0]),
    },
    params: { ignore_index: -100, avg_factor: null },
  };
  assertEquals(divisor(call, undefined, mean("sum_of_weights")), 1);
  assertEquals(divisor(call, undefined, mean("count_of_positive_weights")), 2);
  assertEquals(divisor(call, undefined, mean("valid_rows")), 5);
  assertEquals(divisor(call, undefined, mean("rows")), 6);
});

Deno.test("divisorOf() keeps the denominators that the dialect does not name", () => {
  const spec = specOf("weighted_cross_entropy");
  const { given_by: _, ...plain } = spec.reduction.denominators.mean!;
  const dialects = { counted: { mean: { ...plain, of: "rows" as const } } };
  const other = { ...spec, reduction: { ...spec.reduction, dialects } };
  const { class_weight: weight, ...inputs } = rows.inputs;
  const call: Call = {
    ...rows,
    loss: spec.id,
    inputs: { ...inputs, weight: { ...weight, shape: [4], data: Float64Array.of(1, 2, 0, 3) } },
    params: { ignore_index: -100, avg_factor: null },
  };
  assertEquals(divisor(call, "counted", other), 4);
  assertEquals(divisor({ ...call, reduction: "none" }, "counted", other), 2);
});

Deno.test("divisorOf() is 1 for reductions that divide by nothing", () => {
  assertEquals(divisor({ ...rows, reduction: "sum" }), 1);
  assertEquals(divisor({ ...rows, reduction: "none" }), 1);
});

Deno.test("divisorOf() divides the count of positive weights and adds the epsilon, unless avg_factor is given", () => {
  const call: Call = {
    loss: "weighted_sigmoid_focal_loss",
    dtype: "f64",
    inputs: {
      pred: tensor("f64", [2, 2], [0, 0, 0, 0]),
      target: tensor("f64", [2, 2], [0, 1, 0, 1]),
      weight: tensor("f64", [2, 2], [0, 2, 0.5, 0]),
    },
    params: { gamma: 2, alpha: 0.25, num_classes: 80, avg_factor: null },
    reduction: "mean",
    gradients: false,
  };
  assertEquals(divisor(call), 2 / 80 + 1e-6);
  assertEquals(divisor({ ...call, params: { ...call.params, avg_factor: 7 } }), 7);
});

Deno.test("divisorOf() is at least the minimum", () => {
  const call: Call = {
    loss: "weighted_cross_entropy",
    dtype: "f64",
    inputs: {
      pred: tensor("f64", [2, 2], [0, 0, 0, 0]),
      label: tensor("i32", [2], [0, 1]),
      weight: tensor("f64", [2], [0, 0]),
    },
    params: { ignore_index: -100, avg_factor: null },
    reduction: "none",
    gradients: false,
  };
  assertEquals(divisor(call), 1);
  const inputs = { ...call.inputs, weight: tensor("f64", [2], [3, 0.5]) };
  assertEquals(divisor({ ...call, inputs }), 2);
});

Deno.test("undivided() has one term for each part, and says nothing where the divisor is 0", () => {
  const term = { call: 0, output: "value", element: 0, coefficient: -2 };
  const terms = undivided({ parts: [0.5, 3], scale: 2 }, term);
  assertEquals(terms.map(({ coefficient }) => coefficient), [-0.5, -3]);
  assertEquals(undivided({ parts: [], scale: 1 }, term), [{ ...term, coefficient: NaN }]);
});

Deno.test("ignoredTerms() evaluates the spec's condition, ignoredLabel() finds the label", () => {
  const spec = specOf("cross_entropy");
  assertEquals(ignoredTerms(spec, rows), [false, true, false, false]);
  assertEquals(ignoredLabel(spec, rows), { input: "label", label: -100 });
  const zero = { ...rows, params: { ...rows.params, ignore_index: 0 } };
  assertEquals(ignoredTerms(spec, zero), [true, false, false, false]);
  assertEquals(ignoredLabel(spec, zero), { input: "label", label: 0 });
  assertEquals(ignoredLabel(specOf("l1_loss"), rows), undefined);
});

Deno.test("ignoredTerms() takes any formula of the term's inputs and the parameters", () => {
  const spec = { ...specOf("cross_entropy"), ignore: "label < 0 || !(abs(label) + 1 != 3)" };
  assertEquals(ignoredTerms(spec, rows), [false, true, true, true]);
});

Deno.test("divisorOf() counts the rows that are not ignored where a row has several terms", () => {
  const spec = { ...specOf("cross_entropy"), output: ["N", "C"] };
  assertEquals(divisor(rows, "mean_over_valid_rows", spec), 3);
  const three = { ...rows.inputs, label: tensor("i32", [4], [-100, -100, 2, -100]) };
  assertEquals(divisor({ ...rows, inputs: three }, "mean_over_valid_rows", spec), 1);
});
