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

function dice(pred: readonly number[], dtype: FloatDType): Call {
  const shape = [1, pred.length];
  return {
    loss: "dice_with_logits_loss",
    dtype,
    inputs: {
      pred: tensor(dtype, shape, pred),
      target: tensor(dtype, shape, pred.map((_, i) => i === 0 ? 1 : 0)),
    },
    params: { eps: 2 ** -10, naive: 0, avg_factor: null },
    reduction: "none",
    gradients: true,
  };
}

function binary(pred: number, target: number, dtype: FloatDType): Call {
  return {
    loss: "binary_cross_entropy_with_logits",
    dtype,
    inputs: { pred: tensor(dtype, [1], [pred]), target: tensor(dtype, [1], [target]) },
    params: { label_smoothing: 0 },
    reduction: "none",
    gradients: true,
  };
}

/** Whether the first element of an output may be so. */
function takes(call: Call, output: string, answer: number): boolean {
  return oracle.stand(oracle.enclose(call), output, 0, roundTo(answer, call.dtype)).inside;
}

/** The first element of an output, exactly. */
function truthOf(call: Call, output: string): number {
  const enclosures = oracle.enclose(call);
  const { lo, hi } = output === "value"
    ? enclosures.value.truth
    : enclosures.gradients[output].truth;
  return lo[0] / 2 + hi[0] / 2;
}

/** Logits to both sides of where the exponential overflows. */
function around(dtype: FloatDType): readonly [number, number] {
  const least = -Math.log(formats[dtype].largest);
  return [roundTo(least * (1 + 2 ** -6), dtype), roundTo(least * (1 - 2 ** -6), dtype)];
}

Deno.test("a sigmoid is 0 where exp(-x) overflows, or is as it should be, and nothing between", () => {
  for (const dtype of floatDTypes) {
    const [below, above] = around(dtype);
    assert(composed(below, dtype) === 0 && composed(above, dtype) > 0, dtype);
    for (const x of [below, above]) {
      const call = dice([x, 0], dtype);
      const slope = truthOf(call, "pred");
      assert(takes(call, "pred", 0) === (x === below), `${dtype} ${x}`);
      assert(takes(call, "pred", slope), `${dtype} ${x}`);
      // bfloat16 has too few digits to tell.
      if (dtype === "bf16") continue;
      for (const other of [slope / 2, -slope, 2 * slope]) {
        assert(!takes(call, "pred", other), `${dtype} ${x}, ${other / slope} times`);
      }
    }
  }
  // PyTorch's own answer, and one that is off by 1 %.
  assert(takes(dice([-96, 0], "f32"), "pred", 0));
  assert(!takes(dice([-96, 0], "f32"), "pred", -3.2e-42));
});

Deno.test("about where exp(-x) overflows, within what it may be off by, a sigmoid may be lost or not", () => {
  // PyTorch's sigmoid is 0 here; with an exponential that is 4 ulps too small it is not.
  const edge = -88.72283935546875;
  for (const answer of [0, Math.exp(edge)]) assert(takes(binary(edge, 0, "f32"), "pred", answer));
  const call = dice([edge, -96], "f32");
  assert(takes(call, "pred", truthOf(call, "pred")) && takes(call, "pred", 0));
});

Deno.test("beneath a logarithm, or divided by, no sigmoid is lost", () => {
  for (const dtype of ["f32", "f64", "f16"] as const) {
    const [below] = around(dtype);
    for (const target of [1, 0.5]) {
      const call = binary(below, target, dtype);
      const value = truthOf(call, "value");
      for (const times of [0, 1.25, 2, 100]) {
        assert(!takes(call, "value", times * value), `${dtype} ${target}, ${times} times`);
      }
      // p/p, where the slope of log p goes through p.
      assert(!takes(call, "pred", 0), `${dtype} ${target}`);
    }
  }
});

Deno.test("a sigmoid is lost among more numbers than a reach is computed of", () => {
  const many = Array.from({ length: 4000 }, (_, i) => i === 0 ? -96 : i % 7 - 3);
  const call = dice(many, "f32");
  assert(takes(call, "pred", 0));
  assert(!takes(call, "pred", truthOf(call, "pred") * -8));
});
