import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  changed,
  checkOf,
  complete,
  faultOf,
  invariantOf,
  invariantsOf,
  settingOf,
  specOf,
  truth,
  verdict,
} from "./_trial.ts";
import { holdsIn } from "./condition.ts";
import { shortSlug } from "./relation.ts";
import { termCount } from "./scope.ts";
import { zeroGradientWhen } from "./zero_gradient.ts";

const pulled = "zero_gradient_when/pred_pred_x2_below_target_x1_or_target_x2";

Deno.test("zeroGradientWhen() passes the truth and catches boxes apart that are pulled", () => {
  const check = checkOf("linear_iou_loss", pulled);
  assertEquals(verdict(check, truth, 40).status, "pass");
  const pull = changed("linear_iou_loss", {
    gradients: (x, i) => x === 0 && i % 4 === 0 ? 2 ** -10 : x,
  });
  faultOf(check, pull);
});

Deno.test("zeroGradientWhen() catches a slope at the bottom of a parabola", () => {
  const check = checkOf("mse_loss", "zero_gradient_when/pred_pred_is_target");
  assertEquals(verdict(check, truth, 40).status, "pass");
  faultOf(check, changed("mse_loss", { gradients: (x) => x === 0 ? 2 ** -20 : x }));
});

Deno.test("zeroGradientWhen() catches a gradient that is not a number, where nothing is lost", () => {
  const check = checkOf("multipos_cross_entropy", "zero_gradient_when/pred_label_is_0");
  assertEquals(verdict(check, truth, 40).status, "pass");
  const none = changed("multipos_cross_entropy", { gradients: (x) => x === 0 ? NaN : x });
  assertEquals(verdict(check, none, 40).status, "fail");
});

Deno.test("zeroGradientWhen() makes the condition of every spec hold in many terms", () => {
  for (const { loss, invariant: { of, condition } } of invariantsOf("zero_gradient_when")) {
    const check = checkOf(loss, `zero_gradient_when/${of}_${shortSlug(condition)}`);
    const spec = specOf(loss);
    let [held, all] = [0, 0];
    for (const { calls: [call] } of fc.sample(check.trials, { numRuns: 60, seed: 5 })) {
      const terms = Array.from({ length: termCount(spec, call) }, (_, i) => i);
      held += terms.filter((i) => holdsIn(spec, call, condition, i)).length;
      all += terms.length;
    }
    assert(held > all / 20, `${check.id}: ${held} of ${all}`);
  }
});

Deno.test("zeroGradientWhen() is not made without that gradient", () => {
  const invariant = invariantOf("mse_loss", "zero_gradient_when");
  const setting = settingOf("mse_loss");
  const spec = specOf("mse_loss");
  const lacking = { ...complete(spec), gradients: [] };
  assertEquals(zeroGradientWhen(spec, invariant, { ...setting, capability: lacking }), undefined);
  assert(zeroGradientWhen(spec, invariant, setting) !== undefined);
});
