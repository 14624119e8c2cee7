import { assert, assertEquals } from "@std/assert";
import { builtinSpecs, type Call, type Reduction } from "../spec/mod.ts";
import { tensor } from "../tensor/mod.ts";
import { plain } from "./_answer.ts";
import { hasClasses } from "./plain.ts";
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

type Refusal = readonly [
  loss: string,
  Call["inputs"],
  Call["params"],
  why: string,
  reduction?: Reduction,
];

function assertRefused(refusals: readonly Refusal[]): void {
  for (const [loss, inputs, params, why, reduction = "mean"] of refusals) {
    assertEquals(refusal(loss, inputs, params, { reduction }), {
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

Deno.test("evaluateReference() refuses every parameter of every loss beyond each of its bounds", () => {
  for (const spec of builtinSpecs.values()) {
    const inputs = plain(spec, { "*": [2], N: [2], C: [2] });
    const [reduction] = spec.reduction.modes;
    for (const [name, param] of Object.entries(spec.params)) {
      const { minimum, exclusiveMinimum, maximum, exclusiveMaximum } = param;
      const beyond = [
        ...(minimum === undefined ? [] : [minimum - 1]),
        ...(maximum === undefined ? [] : [maximum + 1]),
        ...[exclusiveMinimum, exclusiveMaximum].filter((bound) => bound !== undefined),
        ...(param.type === "integer" ? [1.5] : []),
        ...(param.nullable ? [] : [null]),
        NaN,
      ];
      for (const value of beyond) {
        const answer = refusal(spec.id, inputs, { [name]: value }, { reduction });
        const why = "rejected" in answer ? answer.rejected : `${name} = ${value} is taken`;
        assert(why.startsWith(`Cannot evaluate "${spec.id}": ${name} must be `), why);
        assert(why.endsWith(`, got ${value}`), why);
      }
    }
  }
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
  for (const spec of builtinSpecs.values()) {
    const inputs = plain(spec, { "*": [2], N: [2], C: [2] });
    for (const [name, { domain }] of Object.entries(spec.inputs)) {
      if (domain !== "unit_interval") continue;
      for (const x of [1.5, -0.1]) {
        const { shape, data } = inputs[name];
        const one = tensor("f64", shape, Array.from(data, (_, i) => i === 1 ? x : 0.5));
        const outside = { ...inputs, [name]: one };
        const why = `${name} must lie in [0, 1], got ${x} at 1`;
        assertRefused([[spec.id, outside, {}, why]]);
      }
    }
  }
  const result = refusal("binary_cross_entropy", { ...pair, pred: column(NaN, 0.5) });
  assertEquals("value" in result && result.value.data[0], NaN);
});

Deno.test("evaluateReference() refuses negative numbers where the spec says so, and there alone", () => {
  const target = column(0.5, -0.5);
  assertRefused([[
    "kl_div_loss",
    { pred: column(-1, -2), target },
    {},
    "target must be >= 0, got -0.5 at 1",
  ]]);
  const weighted = refusal("mse_loss", { ...pair, weight: column(1, -1) });
  assertEquals("value" in weighted, true);
});

Deno.test("evaluateReference() refuses labels that are no class and not the ignored one", () => {
  for (const spec of [...builtinSpecs.values()].filter(hasClasses)) {
    const inputs = plain(spec, { N: [2], C: [3] });
    const [reduction] = spec.reduction.modes;
    const refuses = (k: number, why: string, params: Call["params"] = {}) => {
      const label = tensor("i32", [2], [0, k]);
      assertRefused([[spec.id, { ...inputs, label }, params, why, reduction]]);
    };
    const last = spec.inputs.label.domain === "classes_or_background" ? 3 : 2;
    if (!Object.hasOwn(spec.params, "ignore_index")) {
      refuses(last + 1, `label must be in 0...${last}, got ${last + 1} at 1`);
      refuses(-1, `label must be in 0...${last}, got -1 at 1`);
      continue;
    }
    refuses(last + 1, `label must be in 0...${last} or -100, got ${last + 1} at 1`);
    refuses(-1, `label must be in 0...${last} or -100, got -1 at 1`);
    refuses(-100, `label must be in 0...${last} or -1, got -100 at 1`, { ignore_index: -1 });
  }
  const floats = { ...rows, label: column(0, 1) };
  assertRefused([["cross_entropy", floats, {}, "label must be i32, got f64"]]);
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

Deno.test("evaluateReference() refuses an axis of another length than the spec says", () => {
  const box = tensor("f64", [1, 3], [0, 0, 1]);
  const why = 'the axis "box" of pred must have length 4, got 3';
  assertRefused([["detr_l1_loss", { pred: box, target: box }, {}, why]]);
});
