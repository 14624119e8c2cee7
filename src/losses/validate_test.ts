import { assertEquals } from "@std/assert";
import type { Call } from "../spec/mod.ts";
import { tensor } from "../tensor/mod.ts";
import { evaluateReference } from "./reference.ts";

const column = (...values: number[]) => tensor("f64", [values.length], values);
const pair = { pred: column(0.5, 0.5), target: column(1, 0) };
const rows = { pred: tensor("f64", [2, 3], [0, 1, 2, 3, 4, 5]), label: tensor("i32", [2], [0, 2]) };

function refusal(
  loss: string,
  inputs: Call["inputs"],
  params: Call["params"] = {},
  rest: Partial<Call> = {},
) {
  return evaluateReference({
    loss,
    dtype: "f64",
    inputs,
    params,
    reduction: "mean",
    gradients: false,
    ...rest,
  });
}

type Refusal = readonly [loss: string, Call["inputs"], Call["params"], why: string];

function assertRefused(refusals: readonly Refusal[]): void {
  for (const [loss, inputs, params, why] of refusals) {
    assertEquals(refusal(loss, inputs, params), {
      rejected: `Cannot evaluate "${loss}": ${why}`,
    });
  }
}

Deno.test("evaluateReference() refuses parameters out of range", () => {
  const weighted = { ...pair, weight: column(1, 1) };
  assertRefused([
    ["smooth_l1_loss", pair, { beta: 0 }, "beta must be > 0, got 0"],
    ["smooth_l1_loss", pair, { beta: -1 }, "beta must be > 0, got -1"],
    ["smooth_l1_loss", pair, { beta: NaN }, "beta must be > 0, got NaN"],
    ["smooth_l1_loss", pair, { beta: null }, "beta must be > 0, got null"],
    ["huber_loss", pair, { delta: 0 }, "delta must be > 0, got 0"],
    ["weighted_smooth_l1_loss", weighted, { beta: -2 }, "beta must be > 0, got -2"],
    [
      "weighted_smooth_l1_loss",
      weighted,
      { avg_factor: 0 },
      "avg_factor must be > 0, or null, got 0",
    ],
    ["binary_cross_entropy", pair, { epsilon: -1e-7 }, "epsilon must be >= 0, got -1e-7"],
    [
      "binary_cross_entropy_with_logits",
      pair,
      { label_smoothing: 1.5 },
      "label_smoothing must be >= 0 and <= 1, got 1.5",
    ],
    [
      "cross_entropy",
      rows,
      { label_smoothing: -0.1 },
      "label_smoothing must be >= 0 and <= 1, got -0.1",
    ],
    ["cross_entropy", rows, { ignore_index: 0.5 }, "ignore_index must be an integer, got 0.5"],
    [
      "weighted_cross_entropy",
      { ...rows, weight: column(1, 1) },
      { avg_factor: -1 },
      "avg_factor must be > 0, or null, got -1",
    ],
    ["sigmoid_focal_loss", pair, { gamma: -1 }, "gamma must be >= 0, got -1"],
    ["sigmoid_focal_loss", pair, { gamma: Infinity }, "gamma must be >= 0, got Infinity"],
    ["sigmoid_focal_loss", pair, { alpha: 2 }, "alpha must be >= 0 and <= 1, or null, got 2"],
    [
      "weighted_sigmoid_focal_loss",
      weighted,
      { num_classes: 0 },
      "num_classes must be an integer >= 1, got 0",
    ],
    ["softmax_focal_loss", rows, { gamma: -0.5 }, "gamma must be >= 0, got -0.5"],
    ["l1_loss", pair, { beta: 1 }, 'there is no parameter "beta"'],
  ]);
});

Deno.test("evaluateReference() refuses shapes that differ", () => {
  const long = column(1, 2, 3);
  assertRefused([
    ["l1_loss", { ...pair, target: long }, {}, "target must have shape [2], got [3]"],
    [
      "weighted_smooth_l1_loss",
      { ...pair, weight: long },
      {},
      "weight must have shape [2], got [3]",
    ],
    [
      "binary_cross_entropy_with_logits",
      { ...pair, pos_weight: long },
      {},
      "pos_weight must have shape [2] or be a scalar, got [3]",
    ],
    [
      "cross_entropy",
      { ...rows, class_weight: column(1, 2) },
      {},
      "class_weight must have shape [3], got [2]",
    ],
    [
      "weighted_cross_entropy",
      { ...rows, weight: long },
      {},
      "weight must have shape [2], got [3]",
    ],
    [
      "softmax_focal_loss",
      { ...rows, label: tensor("i32", [3], [0, 0, 0]) },
      {},
      "label must have shape [2], got [3]",
    ],
    [
      "cross_entropy",
      { ...rows, pred: long },
      {},
      "pred must have shape [N, C] or [N, C, ...], got [3]",
    ],
    [
      "softmax_focal_loss",
      { ...rows, pred: tensor("f64", [1, 2, 2], [0, 0, 0, 0]) },
      {},
      "pred must have shape [N, C], got [1,2,2]",
    ],
  ]);
});

Deno.test("evaluateReference() refuses inputs that are missing, unknown or empty", () => {
  const none = tensor("f64", [0], []);
  assertRefused([
    ["l1_loss", { pred: pair.pred }, {}, 'input "target" is missing'],
    ["weighted_sigmoid_focal_loss", pair, {}, 'input "weight" is missing'],
    ["l1_loss", { ...pair, weight: column(1, 1) }, {}, 'there is no input "weight"'],
    ["huber_loss", { pred: none, target: none }, {}, "pred must have elements, got shape [0]"],
    [
      "cross_entropy",
      { pred: tensor("f64", [0, 3], []), label: tensor("i32", [0], []) },
      {},
      "pred must have elements, got shape [0,3]",
    ],
  ]);
});

Deno.test("evaluateReference() refuses probabilities outside [0, 1] and lets NaN pass", () => {
  const outside = { ...pair, target: column(1, 1.5) };
  const why = "target must lie in [0, 1], got 1.5 at 1";
  assertRefused([
    ["binary_cross_entropy", outside, {}, why],
    ["binary_cross_entropy_with_logits", outside, {}, why],
    ["sigmoid_focal_loss", outside, {}, why],
    ["weighted_sigmoid_focal_loss", { ...outside, weight: column(1, 1) }, {}, why],
    [
      "binary_cross_entropy",
      { ...pair, pred: column(-0.1, 0) },
      {},
      "pred must lie in [0, 1], got -0.1 at 0",
    ],
  ]);
  const result = refusal("binary_cross_entropy", { ...pair, pred: column(NaN, 0.5) });
  assertEquals("value" in result && result.value.data[0], NaN);
});

Deno.test("evaluateReference() refuses labels that are no class and not the ignored one", () => {
  const labelled = (k: number) => ({ ...rows, label: tensor("i32", [2], [0, k]) });
  assertRefused([
    ["cross_entropy", labelled(3), {}, "label must be in 0...2 or -100, got 3 at 1"],
    ["cross_entropy", labelled(-1), {}, "label must be in 0...2 or -100, got -1 at 1"],
    [
      "softmax_focal_loss",
      labelled(-100),
      { ignore_index: -1 },
      "label must be in 0...2 or -1, got -100 at 1",
    ],
    [
      "weighted_cross_entropy",
      { ...labelled(9), weight: column(1, 1) },
      {},
      "label must be in 0...2 or -100, got 9 at 1",
    ],
    ["cross_entropy", { ...rows, label: column(0, 1) }, {}, "label must be i32, got f64"],
  ]);
});

Deno.test("evaluateReference() refuses a gradient from above of another shape than the value", () => {
  const upstream = column(1, 1);
  assertEquals(refusal("l1_loss", pair, {}, { upstream }), {
    rejected: 'Cannot evaluate "l1_loss": upstream must have shape [], got [2]',
  });
  assertEquals("value" in refusal("l1_loss", pair, {}, { upstream, reduction: "none" }), true);
});

Deno.test("evaluateReference() says which losses and reductions it does not have", () => {
  assertEquals(refusal("toString", pair), { unsupported: 'There is no loss "toString"' });
  assertEquals(refusal("weighted_smooth_l1_loss", pair, {}, { reduction: "sum" }), {
    unsupported: '"weighted_smooth_l1_loss" has no reduction "sum"',
  });
});
