import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { builtinSpecs } from "../spec/mod.ts";
import { checksFor } from "./registry.ts";
import { complete, specOf, truth, verdict, world } from "./_trial.ts";

Deno.test("checksFor() makes a check of every entry of every built-in spec", () => {
  for (const spec of builtinSpecs.values()) {
    const ids = checksFor(spec, "f32", complete(spec), world).map(({ id }) => id);
    assertEquals(new Set(ids).size, ids.length);
    const isDialect = (param: string) => spec.params[param].dialect;
    for (const entry of spec.invariants) {
      const left = entry.kind === "parameter_matters" && isDialect(entry.param);
      const found = ids.some((id) => id.startsWith(`${spec.id}/${entry.kind}`));
      assertEquals(found, !left, `${spec.id}/${entry.kind}`);
    }
    for (const entry of spec.rejects) {
      const left = "param" in entry && isDialect(entry.param);
      const found = ids.some((id) => id.startsWith(`${spec.id}/rejects/${entry.kind}`));
      assertEquals(found, !left, `${spec.id}/rejects/${entry.kind}`);
    }
    for (const id of ids) assertMatch(id, /^[a-z0-9_]+\/[a-z0-9_]+(\/[^\s/]+)?$/);
  }
});

Deno.test("checksFor() has one agreement check for each reduction and input that is there", () => {
  const capability = { gradients: ["pred"], reductions: ["mean", "sum"] as const };
  const ids = checksFor(specOf("l1_loss"), "f64", capability, world).map(({ id }) => id);
  assertEquals(ids.slice(0, 4), [
    "l1_loss/agreement/mean",
    "l1_loss/agreement/sum",
    "l1_loss/gradient/pred",
    "l1_loss/upstream/pred",
  ]);
});

Deno.test("checksFor() leaves out what the implementation lacks", () => {
  const lacking = { params: ["avg_factor"] };
  const spec = specOf("weighted_sigmoid_focal_loss");
  const ids = checksFor(spec, "f32", lacking, world).map(({ id }) => id);
  assertEquals(ids.filter((id) => /gradient|upstream/.test(id)), []);
  assertEquals(ids.filter((id) => id.includes("parameter_matters")), [
    "weighted_sigmoid_focal_loss/parameter_matters/avg_factor_1_or_4",
  ]);
});

Deno.test("checksFor() varies a dialect's parameter where the implementation names it", () => {
  const spec = specOf("binary_cross_entropy_with_logits");
  const ids = checksFor(spec, "f32", { params: ["label_smoothing"] }, world).map(({ id }) => id);
  assertEquals(ids.filter((id) => id.includes("label_smoothing")), [
    "binary_cross_entropy_with_logits/parameter_matters/label_smoothing_0_or_0.5",
    "binary_cross_entropy_with_logits/rejects/param_out_of_range.label_smoothing",
    "binary_cross_entropy_with_logits/rejects/param_not_finite.label_smoothing",
  ]);
});

Deno.test("checksFor() makes no check that accuses the truth where a dialect's parameter varies", () => {
  for (const spec of builtinSpecs.values()) {
    const names = Object.keys(spec.params);
    if (!names.some((name) => spec.params[name].dialect)) continue;
    const checks = checksFor(spec, "f32", { ...complete(spec), params: names }, world);
    // What must be refused, and NaN, have no enclosure.
    for (const check of checks.filter(({ id }) => !/\/(rejects|propagates_nan)\//.test(id))) {
      const judged = verdict(check, truth, Math.ceil(20 * (check.share ?? 1)));
      assertEquals(judged.status, "pass", `${check.id}: ${JSON.stringify(judged)}`);
    }
  }
});

Deno.test("checksFor() ignores no row where the implementation has no label to ignore", () => {
  const spec = specOf("cross_entropy");
  const ids = checksFor(spec, "f32", { params: ["label_smoothing"] }, world).map(({ id }) => id);
  assertEquals(ids.filter((id) => id.includes("ignore")), []);
});

Deno.test("checksFor() has the level of the spec's entry", () => {
  const spec = specOf("cross_entropy");
  const checks = checksFor(spec, "f32", complete(spec), world);
  const levels = Object.fromEntries(checks.map(({ id, level }) => [id, level]));
  assertEquals(levels["cross_entropy/rejects/all_ignored"], "may");
  assertEquals(levels["cross_entropy/rejects/empty"], "should");
  assertEquals(levels["cross_entropy/agreement/mean"], "must");
});

Deno.test("checksFor() refuses a spec with the same entry twice", () => {
  const spec = specOf("l1_loss");
  const twice = { ...spec, invariants: [...spec.invariants, ...spec.invariants] };
  assertThrows(() => checksFor(twice, "f32", complete(spec), world), RangeError, "two have the id");
});
