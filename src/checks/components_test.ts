import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { unorderedCorner } from "../spec/internal.ts";
import { floatDTypes } from "../tensor/mod.ts";
import {
  changed,
  checkOf,
  faultOf,
  invariantOf,
  invariantsOf,
  mistaken,
  settingOf,
  specOf,
  truth,
  verdict,
} from "./_trial.ts";
import { components } from "./components.ts";
import { withElements, withInput } from "./rows.ts";

const reflected = "components/pred_target_minus_x2_minus_x1";
const exchanged = "components/pred_target_y1_x1_y2_x2";

Deno.test("components() moves boxes to boxes, exactly, and back again", () => {
  for (const dtype of floatDTypes) {
    for (const id of [reflected, exchanged]) {
      const check = checkOf("giou_loss", id, dtype);
      for (const { calls: [a, b] } of fc.sample(check.trials, { numRuns: 20, seed: 5 })) {
        for (const name of ["pred", "target"]) {
          const [before, after] = [a, b].map(({ inputs }) => [...inputs[name].data]);
          assertEquals(unorderedCorner(after), -1);
          const expected = before.map((_, i) => {
            const box = before.slice(i - i % 4, i - i % 4 + 4);
            const [x1, y1, x2, y2] = box;
            return (id === reflected ? [0 - x2, y1, 0 - x1, y2] : [y1, x1, y2, x2])[i % 4];
          });
          assertEquals(after, expected);
        }
      }
    }
  }
});

Deno.test("components() passes the truth and catches an epsilon that is on heights alone", () => {
  const check = checkOf("diou_loss", exchanged);
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

Deno.test("components() catches a slope that has the wrong sign, or goes to another corner", () => {
  const signs = changed("linear_iou_loss", { gradients: (x, i) => i % 4 === 2 ? -x : x });
  faultOf(checkOf("linear_iou_loss", reflected), signs);
  const lost = changed("linear_iou_loss", { gradients: (x, i) => i % 4 === 1 ? 0 : x });
  faultOf(checkOf("linear_iou_loss", exchanged), lost);
});

Deno.test("components() is a law of the truth where a spec has it, at the parameters that it names", () => {
  const all = invariantsOf("components");
  const conditional = all.filter(({ invariant }) => Object.keys(invariant.when).length > 0);
  assert(conditional.length > 0);
  for (const { loss, invariant } of conditional) {
    const check = components(specOf(loss), invariant, settingOf(loss))!;
    for (const { calls } of fc.sample(check.trials, { numRuns: 5, seed: 2 })) {
      for (const { params } of calls) assertEquals({ ...params, ...invariant.when }, params);
    }
  }
});

Deno.test("components() tells where the parameters would be others", () => {
  const spec = specOf("siou_loss");
  const found = invariantOf("siou_loss", "components");
  const anywhere = components(spec, { ...found, when: {} }, settingOf("siou_loss"))!;
  assertEquals(verdict(anywhere, truth, 120).status, "fail");
});

Deno.test("components() is not made where a parameter is fixed at another value", () => {
  const setting = settingOf("siou_loss");
  const capability = { ...setting.capability, params: [] };
  const invariant = invariantOf("siou_loss", "components");
  assertEquals(components(specOf("siou_loss"), invariant, { ...setting, capability }), undefined);
});
