import { assertEquals } from "@std/assert";
import { builtinSpecs, type Call, type Spec } from "../../src/spec/mod.ts";
import { tensor } from "../../src/tensor/mod.ts";
import { describePlace } from "./place.ts";

function specOf(loss: string): Spec {
  return builtinSpecs.get(loss) as Spec;
}

const smooth: Call = {
  loss: "smooth_l1_loss",
  dtype: "f64",
  inputs: { pred: tensor("f64", [2], [0.1, 2 / 3]), target: tensor("f64", [2], [-0, 1e300]) },
  params: { beta: 1 },
  reduction: "none",
  gradients: true,
};

Deno.test("describePlace() shows the inputs of the row, long numbers by three digits", () => {
  const place = { call: smooth, output: "value" };
  const words = (element: number) => describePlace(specOf("smooth_l1_loss"), { ...place, element });
  assertEquals(words(0), "pred 0.1, target -0");
  assertEquals(words(1), "pred 0.667, target 1e+300");
});

Deno.test("describePlace() shows parameters off their defaults, the gradient from above, the reduction", () => {
  const call: Call = {
    ...smooth,
    params: { beta: 0.11 },
    reduction: "mean",
    upstream: tensor("f64", [], [3]),
  };
  const spec = specOf("smooth_l1_loss");
  const shared = "beta 0.11; mean of 2 terms";
  assertEquals(describePlace(spec, { call, output: "value", element: 0 }), shared);
  assertEquals(
    describePlace(spec, { call, output: "target", element: 1 }),
    "pred 0.667, target 1e+300; beta 0.11, upstream 3; mean of 2 terms",
  );
});

Deno.test("describePlace() finds the row of an element with a class axis, and shortens the classes", () => {
  const call: Call = {
    loss: "cross_entropy",
    dtype: "f64",
    inputs: {
      pred: tensor("f64", [2, 5], [0, 0, 0, 0, 0, 1, 2, 3, 4, 5]),
      label: tensor("i32", [2], [0, 4]),
    },
    params: { ignore_index: -100, label_smoothing: 0 },
    reduction: "none",
    gradients: true,
  };
  assertEquals(
    describePlace(specOf("cross_entropy"), { call, output: "pred", element: 7 }),
    "pred [1, 2, 3, 4, … 1 more], label 4",
  );
});
