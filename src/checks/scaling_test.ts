import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  checkOf,
  elementwise,
  faultOf,
  invariantOf,
  settingOf,
  specOf,
  truth,
  verdict,
} from "./_trial.ts";
import { homogeneous } from "./scaling.ts";

Deno.test("homogeneous() passes the truth and catches a linear branch that ignores beta", () => {
  const check = checkOf("smooth_l1_loss", "homogeneous/pred_target_beta");
  assertEquals(verdict(check, truth).status, "pass");
  const wrong = elementwise("smooth_l1_loss", ({ pred, target, beta }) => {
    const d = pred - target;
    return Math.abs(d) < beta ? [0.5 * d ** 2 / beta, d / beta] : [Math.abs(d) - 0.5, Math.sign(d)];
  });
  faultOf(check, wrong);
});

Deno.test("homogeneous() scales exactly, in the narrowest format too", () => {
  const check = checkOf("huber_loss", "homogeneous/pred_target_delta", "bf16");
  for (const { calls: [a, b], facts } of fc.sample(check.trials, { numRuns: 50, seed: 5 })) {
    const s = Number(facts.scale);
    assertEquals(Number(b.params.delta), Number(a.params.delta) * s);
    a.inputs.pred.data.forEach((x, i) => assertEquals(b.inputs.pred.data[i], x * s));
  }
});

Deno.test("homogeneous() leaves parameters in their ranges", () => {
  const check = checkOf("balanced_l1_loss", "homogeneous/alpha_gamma");
  const { alpha, gamma } = specOf("balanced_l1_loss").params;
  const trials = fc.sample(check.trials, { numRuns: 60, seed: 5 });
  for (const { calls: [, { params }] } of trials) {
    assert(Number(params.alpha) >= alpha.minimum! && Number(params.alpha) <= alpha.maximum!);
    assert(Number(params.gamma) >= gamma.minimum! && Number(params.gamma) <= gamma.maximum!);
  }
  assert(trials.some(({ facts }) => facts.scale !== 1));
});

Deno.test("homogeneous() is not made where a scaled parameter is fixed", () => {
  const setting = settingOf("smooth_l1_loss");
  const capability = { ...setting.capability, params: [] };
  const invariant = invariantOf("smooth_l1_loss", "homogeneous");
  const spec = specOf("smooth_l1_loss");
  assertEquals(homogeneous(spec, invariant, { ...setting, capability }), undefined);
  assert(homogeneous(spec, invariant, setting) !== undefined);
});
