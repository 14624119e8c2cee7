import { assert, assertEquals } from "@std/assert";
import { createOracle } from "../../oracle/mod.ts";
import { builtinSpecs } from "../../spec/mod.ts";
import { ulp } from "../../tensor/mod.ts";
import { type Anchor, assertAnchor } from "../_element_anchor.ts";
import { polyFocalLoss } from "./poly_focal.ts";

const oracle = await createOracle([builtinSpecs.get("poly_focal_loss")!]);

// 25 digits each, by mpmath at 80.
const anchors: readonly Anchor[] = [
  {
    pred: 1,
    target: 1,
    params: { epsilon: 1 },
    value: "0.5822031088882179547978363",
    slope: "-0.4655533546114769732862655",
  },
  {
    pred: 1,
    target: 0,
    params: { epsilon: 1, gamma: 2 },
    value: "1.092580108342692871445426",
    slope: "1.083470487692104279886092",
  },
  {
    pred: 1,
    target: 0.25,
    params: { epsilon: -1, gamma: 2, alpha: 0.25 },
    value: "0.106021998193644416428652",
    slope: "0.1245004070373263742210776",
  },
  {
    pred: -3,
    target: 1,
    params: { epsilon: -2, gamma: 1.5 },
    value: "1.063068403049089425209132",
    slope: "-0.8772419638439378609515847",
  },
];

Deno.test("poly focal loss has its 25-digit values and slopes, by oracle and kernel", () => {
  for (const anchor of anchors) assertAnchor(oracle, "poly_focal_loss", anchor, 8);
});

function evaluate(x: number, t: number, epsilon: number, gamma = 0) {
  const out = { value: new Float64Array(1), gradient: new Float64Array(1) };
  const options = { epsilon, gamma, alpha: null };
  polyFocalLoss(Float64Array.of(x), Float64Array.of(t), options, out);
  return { value: out.value[0], slope: out.gradient[0] };
}

Deno.test("polyFocalLoss() at epsilon -1 keeps the slope's digits of a sure logit", () => {
  // 25 digits by mpmath.
  const exact = Number("-4.248354237778567524081736e-18");
  const { slope } = evaluate(20, 1, -1);
  assert(Math.abs(slope - exact) <= 8 * ulp(exact, "f64"), `got ${slope}, exact ${exact}`);
  assertEquals(evaluate(-20, 0, -1).slope, -slope);
});

Deno.test("polyFocalLoss() has a slope where gamma < 1 and nothing is missed", () => {
  assertEquals(evaluate(800, 1, 2, 0.5), { value: 0, slope: -0 });
  assertEquals(evaluate(-800, 0, 2, 0.5), { value: 0, slope: 0 });
});
