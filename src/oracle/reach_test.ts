import { assert, assertAlmostEquals } from "@std/assert";
import { builtinSpecs, type Call } from "../spec/mod.ts";
import { type FloatDType, roundTo, tensor } from "../tensor/mod.ts";
import { enclosuresOf } from "./enclosure.ts";
import { createOracle } from "./oracle.ts";

const oracle = await createOracle(builtinSpecs.values());

function focal(dtype: FloatDType, logit: number, gamma: number, alpha: number | null): Call {
  return {
    loss: "sigmoid_focal_loss",
    dtype,
    inputs: { pred: tensor(dtype, [1], [logit]), target: tensor(dtype, [1], [1]) },
    params: { gamma, alpha, clip: null },
    reduction: "none",
    gradients: true,
  };
}

const softmax: Call = {
  loss: "softmax_focal_loss",
  dtype: "f32",
  inputs: { pred: tensor("f32", [1, 2], [10, 0]), label: tensor("i32", [1], [0]) },
  params: { gamma: 2, ignore_index: -100 },
  reduction: "none",
  gradients: true,
};

Deno.test("at confident logits 0, the wrong sign and 1.2 times the gradient are honest of no form", () => {
  const calls = [
    focal("f32", 10, 2, null),
    focal("f32", 10, 2, 0.25),
    focal("f64", 20, 0.5, null),
    softmax,
  ];
  for (const call of calls) {
    const enclosures = oracle.enclose(call);
    const truth = oracle.rounded(enclosures, "pred", 0)!;
    assert(oracle.stand(enclosures, "pred", 0, truth).inside);
    for (const factor of [0, -1, 1.2, 5, -100]) {
      const wrong = roundTo(factor * truth, call.dtype);
      assert(!oracle.stand(enclosures, "pred", 0, wrong).inside, `${call.loss} ${factor}`);
    }
  }
});

Deno.test("in float16 0 and the wrong sign are honest of no form at logit 4", () => {
  const enclosures = oracle.enclose(focal("f16", 4, 2, null));
  const truth = oracle.rounded(enclosures, "pred", 0)!;
  for (const wrong of [0, -truth, 5 * truth]) {
    assert(!oracle.stand(enclosures, "pred", 0, wrong).inside, `${wrong}`);
  }
});

Deno.test("an element may be off by as much in a tensor as alone", () => {
  const bce = (pred: readonly number[], target: readonly number[]): Call => ({
    loss: "binary_cross_entropy_with_logits",
    dtype: "f32",
    inputs: {
      pred: tensor("f32", [pred.length], pred),
      target: tensor("f32", [target.length], target),
    },
    params: { label_smoothing: 0, clip: null, log_floor: null, slope_floor: null },
    reduction: "none",
    gradients: true,
  });
  const [alone, beside] = [bce([20], [1]), bce([20, -3, 0.1], [1, 0.5, 0])].map((call) =>
    enclosuresOf(oracle.enclose(call), "pred").forms
  );
  alone.forEach((form, rank) => {
    const reach = form.reach(0);
    assertAlmostEquals(beside[rank].reach(0), reach, 1e-10 * reach, form.name);
  });
});

Deno.test("an error that comes back is one: p - p t moves by (1 - t) of what p does", () => {
  // sigmoid - target: p is off by 4 ulps, or composed; the difference by half of one.
  const call = focal("f32", 3, 0, null);
  const { truth, forms } = enclosuresOf(oracle.enclose(call), "pred");
  const slope = Math.abs(truth.lo[0]);
  const paper = forms.find(({ name }) => name === "paper_sigmoid_minus_target")!;
  // Of 1 - p, where p is 0.95: some ulps of p, which are 20 times as many of the slope.
  assert(paper.reach(0) < 12 * 2 ** -24, `${paper.reach(0)}`);
  assert(paper.reach(0) > 2 ** -24 / 2);
  const [lo, hi] = paper.at(0);
  assertAlmostEquals((lo + hi) / 2, truth.lo[0], 1e-3 * slope);
});
