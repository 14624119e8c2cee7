import { assert, assertEquals } from "@std/assert";
import { createOracle } from "../../oracle/mod.ts";
import { builtinSpecs } from "../../spec/mod.ts";
import { type Anchor, assertAnchor } from "../_element_anchor.ts";
import { asymmetricLoss } from "./asymmetric.ts";

const oracle = await createOracle([builtinSpecs.get("asymmetric_loss")!]);

// 25 digits each, computed with mpmath at 80 at the double nearest to the margin 0.05.
const anchors: readonly Anchor[] = [
  {
    pred: 1,
    target: 1,
    value: "0.08424904350191410828307451",
    slope: "-0.1339204741219600449694276",
  },
  { pred: 1, target: 0, value: "0.245860224676082533264182", slope: "0.4165339000521398123821927" },
  { pred: -4, target: 0, value: "0", slope: "0" },
  { pred: 0, target: 0.5, value: "0.100198353702870070689975" },
  {
    pred: -20,
    target: 1,
    value: "18.42068070598451268629734",
    slope: "-3.79678526866664520180013e-8",
  },
];

Deno.test("asymmetric loss has its 25-digit values and slopes, by oracle and kernel", () => {
  for (const anchor of anchors) assertAnchor(oracle, "asymmetric_loss", anchor, 8);
});

function evaluate(
  x: readonly number[],
  t: readonly number[],
  changed: Record<string, number> = {},
) {
  const options = { gammaPos: 1, gammaNeg: 4, clip: 0.05, eps: 1e-8, ...changed };
  const out = { value: new Float64Array(x.length), gradient: new Float64Array(x.length) };
  asymmetricLoss(Float64Array.from(x), Float64Array.from(t), options, out);
  return { value: [...out.value], gradient: [...out.gradient] };
}

Deno.test("asymmetricLoss() has nothing of a negative up to the margin", () => {
  const edge = Math.log(0.05 / 0.95);
  const { value, gradient } = evaluate([edge - 1e-9, edge + 1e-3], [0, 0], { gammaNeg: 0.5 });
  assertEquals([value[0], gradient[0]], [0, 0]);
  assert(value[1] > 0 && gradient[1] > 0);
});

Deno.test("asymmetricLoss() without margin and floor is finite for the largest logits", () => {
  const plain = { clip: 0, eps: 0, gammaPos: 0, gammaNeg: 0 };
  const { MAX_VALUE: largest } = Number;
  const { value, gradient } = evaluate([largest, -largest], [0, 1], plain);
  assertEquals(value, [largest, largest]);
  assertEquals(gradient, [1, -1]);
});

Deno.test("asymmetricLoss() below its floor has the slope of the power alone", () => {
  const { value, gradient } = evaluate([-20], [1], { gammaPos: 0 });
  assertEquals(value, [-Math.log(1e-8)]);
  assertEquals(gradient.map(Math.abs), [0]);
});
