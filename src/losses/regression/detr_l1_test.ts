import { assert, assertEquals } from "@std/assert";
import { createOracle } from "../../oracle/mod.ts";
import { builtinSpecs, type Call } from "../../spec/mod.ts";
import { tensor, ulp } from "../../tensor/mod.ts";
import { evaluateReference } from "../reference.ts";

const oracle = await createOracle([builtinSpecs.get("detr_l1_loss")!]);

function over(avg_factor: number | null): Call {
  return {
    loss: "detr_l1_loss",
    dtype: "f64",
    inputs: {
      pred: tensor("f64", [1, 4], [0.5, 0.5, 0.2, 0.4]),
      target: tensor("f64", [1, 4], [0.4, 0.55, 0.25, 0.3]),
    },
    params: { avg_factor },
    reduction: "mean",
    gradients: true,
  };
}

// At the doubles next to these decimals, computed with mpmath at 60 digits.
const sum = Number("0.300000000000000044408921");

Deno.test("detr_l1_loss over one box is the sum of its differences, over elements a quarter of it", () => {
  for (const [boxes, known] of [[1, sum], [null, sum / 4], [2, sum / 2]] as const) {
    const call = over(boxes);
    assertEquals(oracle.rounded(oracle.enclose(call), "value", 0), known);
    const result = evaluateReference(call);
    if (!("value" in result)) throw new Error(JSON.stringify(result));
    assert(Math.abs(result.value.data[0] - known) <= 2 * ulp(known, "f64"));
    const slope = 1 / (boxes ?? 4);
    assertEquals([...result.gradients!.pred.data], [slope, -slope, -slope, slope]);
  }
});
