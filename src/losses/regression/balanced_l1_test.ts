import { assertEquals } from "@std/assert";
import { createOracle } from "../../oracle/mod.ts";
import { builtinSpecs } from "../../spec/mod.ts";
import { type Anchor, assertAnchor } from "../_element_anchor.ts";
import { balancedL1Loss } from "./balanced_l1.ts";

const oracle = await createOracle([builtinSpecs.get("balanced_l1_loss")!]);

// 25 digits each, alpha = 1/2 and gamma = 3/2, computed with mpmath at 60; at beta = 1/2 itself there is a kink.
const anchors: readonly Anchor[] = [
  {
    pred: 0.5,
    target: 0,
    value: "0.4005675069053246422398071",
    slope: "1.177720085506898374670847",
  },
  { pred: 2, target: 0, value: "2.578593544736883927957999", slope: "1.5" },
  { pred: 1, target: 0, value: "1.078593544736883927957999", slope: "1.5" },
  {
    pred: 0.25,
    target: 0.5,
    params: { beta: 0.5 },
    value: "0.2311374855286000485720954",
    slope: "-1.225145958684465155549695",
  },
  { pred: 0.5, target: 0, params: { beta: 0.5 }, value: "0.5785935447368839279579991" },
  {
    pred: 0.0009765625,
    target: 0,
    value: "4.52233701715131113192487e-6",
    slope: "0.009233328255749639093569091",
  },
];

Deno.test("balanced L1 has its 25-digit values and slopes, by oracle and kernel", () => {
  for (const anchor of anchors) assertAnchor(oracle, "balanced_l1_loss", anchor, 2);
});

function evaluate(pred: number, target: number, beta: number): [value: number, slope: number] {
  const out = { value: new Float64Array(1), gradient: new Float64Array(1) };
  const options = { alpha: 0.5, gamma: 1.5, beta };
  balancedL1Loss(Float64Array.of(pred), Float64Array.of(target), options, out);
  return [out.value[0], out.gradient[0]];
}

Deno.test("balancedL1Loss() is of the second order near 0 at beta = 1, without cancelling", () => {
  // alpha b d²/2, and alpha b d.
  const b = Math.expm1(3);
  const [value, slope] = evaluate(2 ** -60, 0, 1);
  assertEquals([value / 2 ** -121, slope / 2 ** -60], [0.5 * b, 0.5 * b]);
});

Deno.test("balancedL1Loss() is finite wherever the loss is, and its slope is everywhere", () => {
  const { MAX_VALUE } = Number;
  assertEquals(evaluate(MAX_VALUE / 4, -MAX_VALUE / 4, 1), [0.75 * MAX_VALUE, 1.5]);
  assertEquals(evaluate(MAX_VALUE, -MAX_VALUE, 1), [Infinity, 1.5]);
  const [value, slope] = evaluate(MAX_VALUE / 32, 0, MAX_VALUE);
  assertEquals([value < 0 && value > -Infinity, slope < 0 && slope > -1], [true, true]);
});

Deno.test("balancedL1Loss() has a slope of 0 where prediction and target are the same", () => {
  assertEquals(evaluate(3, 3, 0.5), [0, 0]);
});
