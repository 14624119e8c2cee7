import { assertEquals } from "@std/assert";
import { floatDTypes } from "../tensor/mod.ts";
import { changed, checkOf, type Evaluate, specOf, truth, verdict } from "./_trial.ts";
import { reductionEquivalence } from "./batch.ts";
import { ignoredTerms } from "./ignored.ts";
import { rowCount } from "./rows.ts";
import { complete, invariantOf, lossesWith, settingOf } from "./_trial.ts";

const kinds = ["batch_additive", "permutation_invariant", "reduction_equivalence"] as const;

Deno.test("batchAdditive(), permutationInvariant(), reductionEquivalence() pass the truth of every loss, in every format by turns", () => {
  for (const [k, kind] of kinds.entries()) {
    for (const [i, loss] of lossesWith(kind).entries()) {
      const dtype = floatDTypes[(i + k) % floatDTypes.length];
      const check = checkOf(loss, kind, dtype);
      assertEquals(verdict(check, truth, 8), { status: "pass" }, `${check.id} ${dtype}`);
    }
  }
});

/** Ignored rows are counted in what the mean divides by (burn#5568, pytorch#73205). */
const countsIgnored: Evaluate = changed("cross_entropy", {
  value: (x, _, call) => {
    if (call.reduction !== "mean") return x;
    const ignored = ignoredTerms(specOf(call.loss), call);
    return x * ignored.filter((is) => !is).length / ignored.length;
  },
});

Deno.test("batchAdditive() and reductionEquivalence() catch a mean over ignored rows", () => {
  const additive = checkOf("cross_entropy", "batch_additive");
  assertEquals(verdict(additive, countsIgnored, 200).status, "fail");
  const check = checkOf("cross_entropy", "reduction_equivalence");
  assertEquals(verdict(check, countsIgnored).status, "fail");
});

Deno.test("batchAdditive() catches a batch of 4 that is taken for one box", () => {
  const special = changed("smooth_l1_loss", {
    value: (x, _, call) => rowCount(specOf(call.loss), call) === 4 ? x / 4 : x,
  });
  assertEquals(verdict(checkOf("smooth_l1_loss", "batch_additive"), special).status, "fail");
});

Deno.test("reductionEquivalence() catches gradients of the mean that are not divided", () => {
  const undivided = changed("smooth_l1_loss", {
    gradients: (x, _, call) =>
      call.reduction === "mean" ? x * rowCount(specOf(call.loss), call) : x,
  });
  assertEquals(
    verdict(checkOf("smooth_l1_loss", "reduction_equivalence"), undivided).status,
    "fail",
  );
  assertEquals(verdict(checkOf("smooth_l1_loss", "batch_additive"), undivided).status, "fail");
});

Deno.test("reductionEquivalence() catches a sum that leaves out the last term", () => {
  const short: Evaluate = (call) => {
    const { length } = call.inputs.pred.data;
    if (call.reduction !== "sum" || length < 2) return truth(call);
    const terms = truth({ ...call, reduction: "none", gradients: false });
    const right = truth(call);
    if (!("value" in terms) || !("value" in right)) return right;
    const data = right.value.data.map((x) => x - terms.value.data[length - 1]);
    return { ...right, value: { ...right.value, data } };
  };
  assertEquals(verdict(checkOf("l1_loss", "reduction_equivalence"), short).status, "fail");
});

Deno.test("permutationInvariant() catches terms that depend on their place", () => {
  const placed = changed("l1_loss", { value: (x, i) => i === 0 ? x * 1.25 : x });
  assertEquals(verdict(checkOf("l1_loss", "permutation_invariant"), placed).status, "fail");
  const reversed = changed("l1_loss", { gradients: (x, i) => i === 1 ? -x : x });
  assertEquals(verdict(checkOf("l1_loss", "permutation_invariant"), reversed).status, "fail");
});

Deno.test("reductionEquivalence() is not made where there is one reduction only", () => {
  const setting = settingOf("l1_loss");
  const capability = { ...complete(specOf("l1_loss")), reductions: ["mean" as const] };
  const invariant = invariantOf("l1_loss", "reduction_equivalence");
  const check = reductionEquivalence(specOf("l1_loss"), invariant, { ...setting, capability });
  assertEquals(check, undefined);
});
