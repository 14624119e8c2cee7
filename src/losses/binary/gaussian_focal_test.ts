import { assert, assertEquals } from "@std/assert";
import { createOracle } from "../../oracle/mod.ts";
import { builtinSpecs } from "../../spec/mod.ts";
import { type Anchor, assertAnchor } from "../_element_anchor.ts";
import { gaussianFocalLoss } from "./gaussian_focal.ts";

const oracle = await createOracle([builtinSpecs.get("gaussian_focal_loss")!]);

// 25 digits each, computed with mpmath at 60 at the doubles nearest to the inputs.
const anchors: readonly Anchor[] = [
  {
    pred: 0.5,
    target: 1,
    value: "0.1732867951394863273543085",
    slope: "-1.193147180556945309417236",
  },
  {
    pred: 0.5,
    target: 0.5,
    value: "0.01083042469621789545964428",
    slope: "0.07457169878480908183857726",
  },
  {
    pred: 0.9,
    target: 0.8,
    value: "0.002984150280507320991046969",
    slope: "0.01959144506766443848955805",
  },
  {
    pred: 0.25,
    target: 0,
    value: "0.01798012952815297463161791",
    slope: "0.2271743695584460192751657",
  },
  { pred: 0, target: 1, value: "27.63102111592854822832925", slope: "-1000000000055.262062345209" },
  { pred: 1, target: 0, value: "27.63102111592854822832925", slope: "1000000000055.262062345209" },
];

Deno.test("Gaussian focal loss has its 25-digit values and slopes, by oracle and kernel", () => {
  for (const anchor of anchors) assertAnchor(oracle, "gaussian_focal_loss", anchor, 4);
});

function evaluate(
  p: readonly number[],
  t: readonly number[],
  changed: Record<string, number> = {},
) {
  const options = { alpha: 2, gamma: 4, posWeight: 1, negWeight: 1, eps: 0, ...changed };
  const out = { value: new Float64Array(p.length), gradient: new Float64Array(p.length) };
  gaussianFocalLoss(Float64Array.from(p), Float64Array.from(t), options, out);
  return { value: [...out.value], gradient: [...out.gradient] };
}

Deno.test("gaussianFocalLoss() takes 1 alone for a centre, or what is above a threshold", () => {
  const { value } = evaluate([0.5, 0.5], [1, 0.995]);
  assertEquals(value[0], Math.LN2 / 4);
  assert(value[1] < 2e-10);
  assertEquals(evaluate([0.5, 0.5], [1, 0.995], { threshold: 0.99 }).value, [value[0], value[0]]);
});

Deno.test("gaussianFocalLoss() has 0^0 = 1: at gamma = 0 a centre is a negative, too", () => {
  assertEquals(evaluate([0.5], [1], { gamma: 0 }).value, [Math.LN2 / 2]);
});

Deno.test("gaussianFocalLoss() has 0 for what weighs nothing, though its logarithm is infinite", () => {
  const weightless = { posWeight: 0, negWeight: 0 };
  const { value, gradient } = evaluate([0, 1], [1, 0], weightless);
  assertEquals([value, gradient.map(Math.abs)], [[0, 0], [0, 0]]);
  assertEquals(evaluate([0, 1], [1, 0]).value, [Infinity, Infinity]);
});

Deno.test("gaussianFocalLoss() has slope 0 at perfect predictions, for alpha < 1 too", () => {
  const { gradient } = evaluate([1, 0], [1, 0], { alpha: 0.5 });
  assertEquals(gradient.map(Math.abs), [0, 0]);
});
