import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Call } from "../spec/mod.ts";
import {
  changed,
  checkOf,
  faultOf,
  invariantOf,
  mistaken,
  settingOf,
  specOf,
  truth,
  verdict,
} from "./_trial.ts";
import { range } from "./range.ts";

Deno.test("range() passes the truth and catches a floor that is not there", () => {
  const check = checkOf("iou_loss", "range");
  assertEquals(verdict(check, truth, 40).status, "pass");
  const lower = (call: Call) => ({ ...call, params: { ...call.params, eps: 2 ** -30 } });
  faultOf(check, mistaken("iou_loss", lower));
});

Deno.test("range() catches a score in the place of a loss, in every dialect", () => {
  const setting = settingOf("giou_loss");
  for (const eps_added of [0, 1]) {
    const capability = { ...setting.capability, dialect: { params: { eps_added } } };
    const check = range(specOf("giou_loss"), invariantOf("giou_loss", "range"), {
      ...setting,
      capability,
    })!;
    assertEquals(verdict(check, truth, 20).status, "pass");
    faultOf(check, changed("giou_loss", { value: (x) => 1 - x }));
  }
});

Deno.test("range() comes near both of its ends", () => {
  const check = checkOf("linear_iou_loss", "range");
  const shares = fc.sample(check.trials, { numRuns: 100, seed: 3 }).flatMap(({ calls: [call] }) => {
    const answer = truth(call);
    if (!("value" in answer)) return [];
    const most = 1 - Number(call.params.eps);
    return Array.from(answer.value.data, (x, i) => x / most / (call.inputs.weight?.data[i] ?? 1));
  });
  assert(shares.some((share) => share < 0.01) && shares.some((share) => share > 0.99));
});

Deno.test("range() binds nothing where an end is not finite", () => {
  const setting = settingOf("asymmetric_loss");
  const spec = specOf("asymmetric_loss");
  const check = range(spec, invariantOf("asymmetric_loss", "range"), setting)!;
  const [trial] = fc.sample(check.trials, { numRuns: 1, seed: 1 });
  const { weight: _, ...inputs } = trial.calls[0].inputs;
  const call = { ...trial.calls[0], inputs, params: { ...trial.calls[0].params, eps: 0 } };
  const huge = changed("asymmetric_loss", { value: () => 1e9 });
  const judged = check.judge({ ...trial, calls: [call] }, [huge(call)]);
  assertEquals(judged.status, "pass");
});
