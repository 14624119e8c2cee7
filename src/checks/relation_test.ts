import { assertEquals } from "@std/assert";
import { byTurns, casesOf } from "../depth.ts";
import { evaluateReference } from "../losses/mod.ts";
import { builtinSpecs } from "../spec/mod.ts";
import { type FloatDType, floatDTypes } from "../tensor/mod.ts";
import { complete, specOf, truth, verdict, world } from "./_trial.ts";
import { checksFor } from "./registry.ts";
import { between, detailOf, shortSlug, slug, term } from "./relation.ts";

Deno.test("slug() turns a formula into a piece of an id", () => {
  assertEquals(slug("pred == target"), "pred_is_target");
  assertEquals(slug("weight <= 0 && !(a - b > 0.5)"), "weight_at_most_0_and_a_minus_b_above_0_5");
});

Deno.test("shortSlug() keeps a short formula, and of a long one how it begins", () => {
  assertEquals(shortSlug("pred == target"), "pred_is_target");
  const long = shortSlug("pred.x2 <= target.x1 || target.x2 <= pred.x1");
  assertEquals(long, "pred_x2_at_most_target_x1_or_target_x2");
});

Deno.test("detailOf() keeps the first id and tells later ones of the same name apart", () => {
  const spec = specOf("sigmoid_focal_loss");
  const details = spec.invariants.filter(({ kind }) => kind === "reduces_to")
    .map((invariant) => detailOf(spec, invariant, () => "bce", () => "gamma = 0"));
  assertEquals(details, ["bce", "bce_gamma_0"]);
});

Deno.test("between() states both ends of an interval, and nothing without ends", () => {
  const [upper, lower] = between("why", [term(0, "value", 0, 2)], [-1, 3]);
  assertEquals([upper.terms[0].coefficient, upper.constant], [2, -3]);
  assertEquals([lower.terms[0].coefficient, lower.constant], [-2, -1]);
  assertEquals(between("why", [], [-Infinity, 3]), []);
});

const kinds: ReadonlySet<string> = new Set(
  [
    ["nonnegative", "range", "zero_when", "value_when", "zero_gradient_when", "components"],
    ["symmetric_under_swap", "even_in_difference", "equals_self_at"],
    ["continuous_at", "homogeneous", "gradient_bounded", "convex_in", "monotone_in_param"],
    ["bounded_by", "reduces_to", "limit"],
    ["shift_invariant", "class_permutation", "gradient_sums_to_zero"],
  ].flat(),
);

Deno.test("relationCheck() states only what the truth and the reference obey, in every format by turns", () => {
  const tried: string[] = [];
  for (const [i, spec] of [...builtinSpecs.values()].entries()) {
    const stated = (dtype: FloatDType) =>
      checksFor(spec, dtype, complete(spec), world).filter(({ id }) => kinds.has(id.split("/")[1]));
    const formats = floatDTypes.map(stated);
    for (const k of formats[0].keys()) {
      for (const { [k]: check } of byTurns(formats, i + k)) {
        for (const [right, runs] of [[truth, 3], [evaluateReference, casesOf(12)]] as const) {
          const judgement = verdict(check, right, runs);
          assertEquals(judgement.status, "pass", `${check.id}: ${JSON.stringify(judgement)}`);
        }
        tried.push(check.id);
      }
    }
  }
  const stated = [...builtinSpecs.values()].flatMap(({ invariants }) => invariants)
    .filter(({ kind }) => kinds.has(kind));
  assertEquals(new Set(tried).size, stated.length);
});
