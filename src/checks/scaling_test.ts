import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  checkOf,
  elementwise,
  faultOf,
  invariantOf,
  mistaken,
  settingOf,
  specOf,
  truth,
  verdict,
} from "./_trial.ts";
import { withElements, withInput } from "./rows.ts";
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

Deno.test("homogeneous() catches an epsilon of an area that is added to heights", () => {
  const check = checkOf("diou_loss", "homogeneous/pred_target_eps");
  assertEquals(verdict(check, truth, 20).status, "pass");
  const tall = mistaken("diou_loss", (call) =>
    ["pred", "target"].reduce((made, name) => {
      const given = made.inputs[name];
      const changes = Array.from(given.data, (x, i): [number, number] => [
        i,
        i % 4 === 3 ? x + Number(call.params.eps) : x,
      ]);
      return withInput(made, name, withElements(given, changes));
    }, call));
  faultOf(check, tall);
});

Deno.test("homogeneous() multiplies each name by its own power of the scale", () => {
  const check = checkOf("ciou_loss", "homogeneous/pred_target_eps_height_eps");
  for (const { calls: [a, b], facts } of fc.sample(check.trials, { numRuns: 40, seed: 5 })) {
    const s = Number(facts.scale);
    assertEquals(Number(b.params.eps), Number(a.params.eps) * s ** 2);
    assertEquals(Number(b.params.height_eps), Number(a.params.height_eps) * s);
    assertEquals(b.params.gate, a.params.gate);
    a.inputs.target.data.forEach((x, i) => assertEquals(b.inputs.target.data[i], x * s));
  }
});

Deno.test("homogeneous() fixes the parameters that it holds at", () => {
  const check = checkOf("siou_loss", "homogeneous/pred_target");
  for (const { calls } of fc.sample(check.trials, { numRuns: 20, seed: 5 })) {
    for (const { params } of calls) assertEquals(params.eps, 0);
  }
  const setting = settingOf("siou_loss");
  const invariant = invariantOf("siou_loss", "homogeneous");
  const capability = { ...setting.capability, params: [] };
  assertEquals(homogeneous(specOf("siou_loss"), invariant, { ...setting, capability }), undefined);
});
