import { assertEquals } from "@std/assert";
import { createOracle } from "../../oracle/mod.ts";
import { builtinSpecs, type Call } from "../../spec/mod.ts";
import { tensor } from "../../tensor/mod.ts";
import { evaluateReference } from "../reference.ts";
import { type Anchor, assertAnchor } from "../_element_anchor.ts";
import { marginL2Loss } from "./margin_l2.ts";

const oracle = await createOracle([builtinSpecs.get("margin_l2_loss")!]);
const params = { pos_margin: 0.1, neg_margin: 0.2 };

// At the doubles next to 0.1, 0.2 and 0.9, computed with mpmath at 60 digits.
const anchors: readonly Anchor[] = [
  {
    pred: 0.5,
    target: 1,
    params,
    value: "0.3600000000000000066613381",
    slope: "-1.20000000000000001110223",
  },
  {
    pred: 0.9,
    target: 1,
    params,
    value: "0.03999999999999999333866185",
    slope: "-0.3999999999999999666933093",
  },
  { pred: 0.1, target: 0, params, value: "0", slope: "0" },
  { pred: 0.5, target: 0, params: { neg_margin: 0.25 }, value: "0.0625", slope: "0.5" },
];

Deno.test("margin L2 has its 25-digit values and slopes, by oracle and kernel", () => {
  for (const anchor of anchors) assertAnchor(oracle, "margin_l2_loss", anchor, 1);
});

Deno.test("margin L2 has a mean over the weights > 0, plus float32's epsilon", () => {
  const call: Call = {
    loss: "margin_l2_loss",
    dtype: "f64",
    inputs: {
      pred: tensor("f64", [3], [0.5, 0.9, 0.1]),
      target: tensor("f64", [3], [1, 1, 0]),
    },
    params,
    reduction: "mean",
    gradients: false,
  };
  const known = Number("0.133333328035142897163117");
  assertEquals(oracle.rounded(oracle.enclose(call), "value", 0), known);
  const result = evaluateReference(call);
  assertEquals("value" in result && [...result.value.data], [known]);
});

function evaluate(pred: number, target: number): [value: number, slope: number] {
  const out = { value: new Float64Array(1), gradient: new Float64Array(1) };
  const margins = { positive: 2 ** -60, negative: 0.5 };
  marginL2Loss(Float64Array.of(pred), Float64Array.of(target), margins, out);
  return [out.value[0], out.gradient[0]];
}

Deno.test("marginL2Loss() keeps what rounding the lowered prediction loses", () => {
  assertEquals(evaluate(1, 1), [2 ** -120, -(2 ** -59)]);
});

Deno.test("marginL2Loss() is flat where the clamp is", () => {
  assertEquals(evaluate(-3, 1), [1, 0]);
  assertEquals(evaluate(Number.MAX_VALUE, 0), [1, 0]);
  assertEquals(evaluate(0.25, 0), [0, 0]);
});
