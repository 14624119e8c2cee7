import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { holdsIn } from "./condition.ts";
import { termCount } from "./scope.ts";
import {
  changed,
  checkOf,
  elementwise,
  faultOf,
  invariantsOf,
  mistaken,
  specOf,
  truth,
  verdict,
} from "./_trial.ts";
import { shortSlug } from "./relation.ts";

const apart = "value_when/pred_x2_at_most_target_x1_or_target_x2";

Deno.test("valueWhen() passes the truth and catches a floor that is added to the share", () => {
  const check = checkOf("linear_iou_loss", apart);
  assertEquals(verdict(check, truth, 40).status, "pass");
  const added = mistaken("linear_iou_loss", (call) => ({
    ...call,
    params: { ...call.params, eps: 0 },
  }));
  faultOf(check, added);
});

Deno.test("valueWhen() catches an empty mask that is taken for perfect", () => {
  const check = checkOf("dice_loss", "value_when/pred_is_0_and_target_is_0");
  assertEquals(verdict(check, truth, 40).status, "pass");
  const isEmpty = (data: ArrayLike<number>) => Array.from(data).every((x) => x === 0);
  const perfect = changed("dice_loss", {
    value: (x, _, { inputs }) => isEmpty(inputs.pred.data) ? 0 : x,
  });
  faultOf(check, perfect);
});

Deno.test("valueWhen() catches two epsilons of a quotient that are one", () => {
  const check = checkOf("diou_loss", "value_when/pred_is_target");
  assertEquals(verdict(check, truth, 40).status, "pass");
  const twice = mistaken("diou_loss", (call) => ({
    ...call,
    params: { ...call.params, eps: Number(call.params.eps) * 2 },
  }));
  faultOf(check, twice);
});

Deno.test("valueWhen() and zeroWhen() make the condition of every spec hold in many terms", () => {
  const stated = [...invariantsOf("value_when"), ...invariantsOf("zero_when")];
  for (const { loss, invariant: { kind, condition } } of stated) {
    const check = checkOf(loss, `${kind}/${shortSlug(condition)}`);
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

Deno.test("zeroWhen() makes its condition true, passes the truth, and catches a loss that is linear only", () => {
  const check = checkOf("smooth_l1_loss", "zero_when/pred_is_target");
  assertEquals(verdict(check, truth).status, "pass");
  const linear = elementwise("smooth_l1_loss", ({ pred, target, beta }) => {
    const d = pred - target;
    return [Math.abs(d) - 0.5 * beta, Math.sign(d)];
  });
  assertEquals(faultOf(check, linear).expected, 0);
});

Deno.test("zeroWhen() works one term at a time where the loss is always summed", () => {
  const check = checkOf("weighted_smooth_l1_loss", "zero_when/pred_is_target");
  assertEquals(verdict(check, truth).status, "pass");
  const offset = changed("weighted_smooth_l1_loss", { value: (x) => x + 2 ** -10 });
  faultOf(check, offset);
});

Deno.test("zeroWhen() makes a condition on entries true in every entry of a row", () => {
  const check = checkOf("kd_kl_div_loss", "zero_when/pred_is_soft");
  assertEquals(verdict(check, truth).status, "pass");
  const offset = changed("kd_kl_div_loss", { value: (x) => x + 2 ** -10 });
  faultOf(check, offset);
});
