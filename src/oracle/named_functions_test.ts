import { assert } from "@std/assert";
import { builtinSpecs, type Call } from "../spec/mod.ts";
import { type FloatDType, floatDTypes, formats, roundTo, tensor } from "../tensor/mod.ts";
import { createOracle } from "./oracle.ts";

const oracle = await createOracle(builtinSpecs.values());

/** 1/(1 + exp(-x)), every operation rounded: 0 where the exponential overflows. */
function composed(x: number, dtype: FloatDType): number {
  const e = roundTo(Math.exp(-x), dtype);
  return roundTo(1 / roundTo(1 + e, dtype), dtype);
}

function diceOf(pred: readonly number[], dtype: FloatDType): Call {
  return {
    loss: "dice_with_logits_loss",
    dtype,
    inputs: {
      pred: tensor(dtype, [1, pred.length], pred),
      target: tensor(dtype, [1, pred.length], pred.map((_, i) => i === 0 ? 1 : 0)),
    },
    params: { eps: 2 ** -10, naive: 0, avg_factor: null },
    reduction: "none",
    gradients: true,
  };
}

Deno.test("a sigmoid is 0 where exp(-x) overflows, honestly, and is not above", () => {
  for (const dtype of floatDTypes) {
    const least = -Math.log(formats[dtype].largest);
    const below = roundTo(least * (1 + 2 ** -6), dtype);
    const above = roundTo(least * (1 - 2 ** -6), dtype);
    assert(composed(below, dtype) === 0 && composed(above, dtype) > 0, dtype);
    for (const x of [below, above]) {
      const enclosures = oracle.enclose(diceOf([x, 0], dtype));
      const isZero = oracle.stand(enclosures, "pred", 0, 0).inside;
      assert(isZero === (x === below), `${dtype} ${x}`);
      const { lo, hi } = enclosures.gradients.pred.truth;
      const slope = lo[0] / 2 + hi[0] / 2;
      assert(oracle.stand(enclosures, "pred", 0, roundTo(slope, dtype)).inside);
    }
  }
});
