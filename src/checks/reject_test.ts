import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { builtinSpecs, type Call, type Result } from "../spec/mod.ts";
import { inRange } from "../spec/internal.ts";
import { tensor } from "../tensor/mod.ts";
import { isWellFormed, sizeOf } from "../tensor/internal.ts";
import type { Check } from "./check.ts";
import { ignoredTerms } from "./ignored.ts";
import { checksFor } from "./registry.ts";
import { checkOf, complete, specOf, verdict, world } from "./_trial.ts";

const checks = [...builtinSpecs.values()].flatMap((spec) =>
  checksFor(spec, "f16", complete(spec), world).filter(({ id }) => id.includes("/rejects/"))
);

function callsOf(check: Check): Call[] {
  return fc.sample(check.trials, { numRuns: 40, seed: 9 }).flatMap(({ calls }) => [...calls]);
}

const zero = (call: Call): Result => ({ value: tensor(call.dtype, [], [0]) });

Deno.test("rejectCheck() passes refusals, fails crashes and values, and skips what is not supported", () => {
  for (const check of checks) {
    assertEquals(verdict(check, () => ({ rejected: "no" }), 5).status, "pass");
    const crash = verdict(check, () => ({ error: "threw TypeError" }), 5);
    assertEquals(crash.status, "fail");
    assertEquals(
      "why" in crash && crash.why.endsWith("refused, but failed: threw TypeError"),
      true,
    );
    assertEquals(verdict(check, () => ({ unsupported: "no" }), 5).status, "skipped");
    const expected = check.id.endsWith("/all_ignored") ? "pass" : "fail";
    assertEquals(verdict(check, zero).status, expected, check.id);
  }
});

Deno.test("paramOutOfRange() calls with values out of range only, and takes NaN for an answer to NaN", () => {
  const name = "beta";
  const check = checkOf("smooth_l1_loss", `rejects/param_out_of_range.${name}`);
  const { params: { [name]: param } } = specOf("smooth_l1_loss");
  const values = callsOf(check).map(({ params }) => params[name] ?? NaN);
  assertEquals(values.some((value) => inRange(value, param)), false);
  assertEquals([0, -1, NaN].every((value) => values.includes(value)), true);
  const dividing = (call: Call): Result => ({
    value: tensor(call.dtype, [], [1 / (call.params[name] ?? NaN)]),
  });
  assertEquals(verdict(check, dividing).status, "fail");
  const careful = (call: Call): Result =>
    Number.isNaN(call.params[name]) ? dividing(call) : { rejected: "beta must be > 0" };
  assertEquals(verdict(check, careful).status, "pass");
});

Deno.test("shapesDiffer() makes well-formed inputs of two shapes, broadcastable ones among them", () => {
  const calls = callsOf(checkOf("l1_loss", "rejects/shapes_differ.pred.target"));
  for (const { inputs: { pred, target } } of calls) {
    assertEquals(isWellFormed(target), true);
    assertEquals(pred.shape.join() === target.shape.join(), false);
  }
  const column = calls.some(({ inputs: { pred, target } }) =>
    target.shape.join() === [...pred.shape, 1].join()
  );
  assertEquals(column, true);
  const labels = callsOf(checkOf("cross_entropy", "rejects/shapes_differ.pred.label"));
  for (const { inputs: { pred, label } } of labels) {
    const [rows, , ...rest] = pred.shape;
    assertEquals(label.shape.join() === [rows, ...rest].join(), false);
  }
});

Deno.test("empty() has no elements in any row input", () => {
  for (const { inputs: { pred, label } } of callsOf(checkOf("cross_entropy", "rejects/empty"))) {
    assertEquals([sizeOf(pred.shape), pred.data.length, label.data.length], [0, 0, 0]);
  }
});

Deno.test("outsideDomain() puts one element outside", () => {
  const calls = callsOf(checkOf("binary_cross_entropy", "rejects/outside_domain.target"));
  for (const { inputs: { target } } of calls) {
    assertEquals(target.data.filter((t) => t < 0 || t > 1).length, 1);
    assertEquals(isWellFormed(target), true);
  }
});

Deno.test("labelOutOfRange() puts one label that is neither a class nor ignored", () => {
  for (const call of callsOf(checkOf("cross_entropy", "rejects/label_out_of_range.label"))) {
    const ignored = ignoredTerms(specOf(call.loss), call);
    const [, classes] = call.inputs.pred.shape;
    const stray = (label: number, i: number) => !ignored[i] && (label < 0 || label >= classes);
    assertEquals([...call.inputs.label.data].filter(stray).length, 1);
  }
});

Deno.test("allIgnored() passes NaN and 0, and fails what is made up", () => {
  const check = checkOf("cross_entropy", "rejects/all_ignored");
  const answer = (x: number) => (call: Call): Result => ({ value: tensor(call.dtype, [], [x]) });
  assertEquals(verdict(check, answer(NaN)).status, "pass");
  assertEquals(verdict(check, answer(0)).status, "pass");
  assertEquals(verdict(check, answer(Infinity)).status, "fail");
  assertEquals(verdict(check, answer(0.7)).status, "fail");
  assertEquals(check.level, "may");
});

Deno.test("paramNotFinite() calls with infinities and NaN, and takes NaN for an answer to NaN", () => {
  for (const check of checks.filter(({ id }) => id.includes("/param_not_finite."))) {
    const [, name] = check.id.split("param_not_finite.");
    const values = new Set(callsOf(check).map(({ params }) => params[name]));
    assertEquals(values, new Set([Infinity, -Infinity, NaN]), check.id);
    assertEquals(check.level, "should");
    const nan = (call: Call): Result => ({ value: tensor(call.dtype, [], [NaN]) });
    const careful = (call: Call) => Number.isNaN(call.params[name]) ? nan(call) : { rejected: "" };
    assertEquals(verdict(check, nan).status, "fail");
    assertEquals(verdict(check, careful).status, "pass");
  }
});

Deno.test("shapesDiffer() gives per-class inputs one class more, and one for all", () => {
  const id = "rejects/shapes_differ.pred.class_weight";
  const lengths = callsOf(checkOf("cross_entropy", id)).map(({ inputs }) =>
    [inputs.class_weight.shape, inputs.pred.shape[1]] as const
  );
  assertEquals(lengths.some(([shape, C]) => shape.length === 1 && shape[0] === C + 1), true);
  assertEquals(lengths.some(([shape, C]) => C > 2 && shape.join() === "1"), true);
});
