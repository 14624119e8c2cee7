import { assertEquals, assertStringIncludes } from "@std/assert";
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
