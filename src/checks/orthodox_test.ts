import { assert, assertEquals } from "@std/assert";
import type { Capability } from "../spec/mod.ts";
import { complete, invariantOf, settingOf, specOf } from "./_trial.ts";
import { convexIn } from "./curve.ts";
import { orthodoxParams } from "./orthodox.ts";
import { boundedBy, reducesTo } from "./other_loss.ts";

const probability = specOf("binary_cross_entropy");
const focal = specOf("sigmoid_focal_loss");

function clipped(loss: string): Capability {
  return { ...complete(specOf(loss)), dialect: { params: { clip: 1e-7 } } };
}

Deno.test("orthodoxParams() fixes dialect parameters at their defaults", () => {
  assertEquals(orthodoxParams(focal, undefined), { clip: null });
  assertEquals(orthodoxParams(focal, { params: ["gamma"] }), { clip: null });
  assertEquals(orthodoxParams(focal, clipped(focal.id)), undefined);
});

Deno.test("convexIn() is not made where a clip flattens the curve", () => {
  const setting = settingOf(probability.id);
  const invariant = invariantOf(probability.id, "convex_in");
  assert(convexIn(probability, invariant, setting) !== undefined);
  const capability = clipped(probability.id);
  assertEquals(convexIn(probability, invariant, { ...setting, capability }), undefined);
});

Deno.test("reducesTo() and boundedBy() are not made where one side is clipped", () => {
  const setting = settingOf(focal.id);
  const equal = invariantOf(focal.id, "reduces_to");
  const bound = invariantOf(focal.id, "bounded_by");
  assert(reducesTo(focal, equal, setting) !== undefined);
  assert(boundedBy(focal, bound, setting) !== undefined);
  const capability = clipped(focal.id);
  assertEquals(reducesTo(focal, equal, { ...setting, capability }), undefined);
  assertEquals(boundedBy(focal, bound, { ...setting, capability }), undefined);
  const other = { ...complete(specOf(equal.loss)), dialect: { params: { label_smoothing: 0.1 } } };
  const world = { ...setting.world, capabilities: { [equal.loss]: other } };
  assertEquals(reducesTo(focal, equal, { ...setting, world }), undefined);
});
