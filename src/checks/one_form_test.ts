import { assertAlmostEquals, assertEquals, assertStringIncludes } from "@std/assert";
import type { Call, Result } from "../spec/mod.ts";
import { roundTo, tensor } from "../tensor/mod.ts";
import { enclosuresOf } from "../oracle/internal.ts";
import { evaluateReference } from "../losses/mod.ts";
import { faultOf, settingOf, specOf, verdict } from "./_trial.ts";
import { oneForm } from "./one_form.ts";

const loss = "sigmoid_focal_loss";
const setting = settingOf(loss);
const [ofValue, ofGradient] = oneForm(specOf(loss), setting);

/** The reference, but for gradients that an honest evaluation of some poor form may have as 0. */
function flushed(call: Call): Result {
  const right = evaluateReference(call);
  if (!("value" in right) || right.gradients === undefined) return right;
  const { forms } = enclosuresOf(setting.world.oracle.enclose(call), "pred");
  const { dtype, shape, data } = right.gradients.pred;
  const zeroed = Array.from(
    data,
    (g, i) => forms.some(({ lo, hi }) => lo[i] <= 0 && 0 <= hi[i]) ? 0 : roundTo(g, call.dtype),
  );
  return { ...right, gradients: { pred: tensor(dtype, shape, zeroed) } };
}

Deno.test("oneForm() passes what evaluates one form, and names it", () => {
  for (const check of [ofValue, ofGradient]) {
    const judged = verdict(check, evaluateReference, 40);
    assertEquals(judged.status, "pass");
  }
});

Deno.test("oneForm() catches 0 where a poor form cancels, beside what only a good one explains", () => {
  const fault = faultOf(ofGradient, flushed, 400);
  assertStringIncludes(fault.why, " is honest for ");
  assertEquals(ofGradient.level, "should");
});

Deno.test("oneForm() has no check where a loss is written in one form", () => {
  assertEquals(oneForm(specOf("l1_loss"), settingOf("l1_loss")), []);
});

const capability = { ...setting.capability, params: ["gamma", "alpha", "clip"] };
const [, ofHalfGradient] = oneForm(specOf(loss), { ...setting, dtype: "bf16", capability });

function halfCall(pred: readonly number[], target: readonly number[], clip: number | null): Call {
  const shape = [pred.length];
  return {
    loss,
    dtype: "bf16",
    inputs: { pred: tensor("bf16", shape, pred), target: tensor("bf16", shape, target) },
    params: { gamma: 2, alpha: 1, clip },
    reduction: "none",
    gradients: true,
  };
}

/** The answers of the reference, but for some gradients. */
function answered(call: Call, changed: Readonly<Record<number, number>>): Result {
  const right = evaluateReference(call);
  if (!("value" in right) || right.gradients === undefined) throw new Error("Refused");
  const { dtype, shape, data } = right.gradients.pred;
  const pred = tensor(dtype, shape, Array.from(data, (g, i) => changed[i] ?? g));
  return { ...right, gradients: { ...right.gradients, pred } };
}

Deno.test("oneForm() expects the rounded truth, where float64 alone leaves it open about 0", () => {
  const call = halfCall([-1, -52.75], [1, 1], 0.25);
  const { truth } = enclosuresOf(setting.world.oracle.enclose(call), "pred");
  assertEquals(truth.lo[1] / 2 + truth.hi[1] / 2, 0);
  // Far below the clip only the stable form's enclosure holds 0; it alone does not hold -1.015625.
  const judged = ofHalfGradient.judge(
    { calls: [call], facts: {} },
    [answered(call, { 0: -1.015625, 1: 0 })],
  );
  if (judged.status !== "fail") throw new Error(`It does not fail: ${judged.status}`);
  assertEquals(judged.got, 0);
  assertAlmostEquals((judged.expected ?? NaN) * 1e23, -3.41, 0.02);
});

Deno.test("oneForm() leaves infinite answers to others", () => {
  const call = halfCall([1, 2], [1, 0], null);
  const judged = ofHalfGradient.judge(
    { calls: [call], facts: {} },
    [answered(call, { 1: Infinity })],
  );
  assertEquals(judged.status, "pass");
});
