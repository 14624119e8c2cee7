import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import type { Enclosure } from "../oracle/mod.ts";
import { enclosuresOf } from "../oracle/internal.ts";
import { builtinSpecs } from "../spec/mod.ts";
import { type FloatDType, roundTo, stepFloat, tensor } from "../tensor/mod.ts";
import { checksFor } from "./registry.ts";
import {
  complete,
  type Evaluate,
  shapeFault,
  specOf,
  truth,
  truthIn,
  verdict,
  world,
} from "./_trial.ts";

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
      const judged = verdict(check, truth, 20);
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

/** The value of the format that is nearest to one end of an interval, inside; undefined without one. */
function endOf({ lo, hi }: Enclosure, i: number, upper: boolean, dtype: FloatDType) {
  const end = roundTo(upper ? hi[i] : lo[i], dtype);
  const inside = end > hi[i]
    ? stepFloat(end, -1, dtype)
    : end < lo[i]
    ? stepFloat(end, 1, dtype)
    : end;
  return Number.isFinite(inside) && lo[i] <= inside && inside <= hi[i] ? inside : undefined;
}

/** Answers as far from the truth as honest rounding can lead, each number in its own direction. */
function farthest(turn: number): Evaluate {
  return (call) => {
    const fault = shapeFault(call);
    if (fault !== undefined) return fault;
    const enclosures = world.oracle.enclose(call);
    const right = truthIn(call, enclosures);
    if (!("value" in right)) return right;
    const far = (output: string, { shape, data }: typeof right.value) => {
      const { forms } = enclosuresOf(enclosures, output);
      const values = Array.from(data, (x, i) => {
        const form = forms[(i + turn) % forms.length];
        return endOf(form, i, (i * 7 + turn + call.reduction.length) % 3 === 0, call.dtype) ?? x;
      });
      return tensor(call.dtype, shape, values);
    };
    const gradients = Object.entries(right.gradients ?? {})
      .map(([name, gradient]) => [name, far(name, gradient)]);
    return { value: far("value", right.value), gradients: Object.fromEntries(gradients) };
  };
}

Deno.test("checksFor() makes no check that accuses answers at the far ends of honest rounding", () => {
  // NaN inputs have no enclosure, and agreement's own enclosures are tighter than these.
  const others = /\/(agreement|gradient|large|rejects|propagates_nan)(\/|$)/;
  for (const spec of builtinSpecs.values()) {
    for (const dtype of ["f64", "f32", "bf16"] as const) {
      for (const check of checksFor(spec, dtype, complete(spec), world)) {
        if (others.test(check.id)) continue;
        for (const turn of [0, 1]) {
          const judged = verdict(check, farthest(turn), 4);
          assertEquals(judged.status, "pass", `${check.id} ${dtype}: ${JSON.stringify(judged)}`);
        }
      }
    }
  }
});
