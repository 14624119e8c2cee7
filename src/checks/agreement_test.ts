import { assertEquals, assertMatch } from "@std/assert";
import { builtinSpecs, type Call, type Result } from "../spec/mod.ts";
import { formats, stepFloat, tensor } from "../tensor/mod.ts";
import { agreement } from "./agreement.ts";
import type { Fault } from "../judge/mod.ts";
import {
  changed,
  checkOf,
  complete,
  mistaken,
  settingOf,
  specOf,
  truth,
  verdict,
  world,
} from "./_trial.ts";

Deno.test("agreement() and gradientAgreement() pass the truth of every loss", () => {
  for (const [loss, spec] of builtinSpecs) {
    assertEquals(verdict(checkOf(loss, `agreement/${spec.reduction.modes[0]}`), truth, 8), {
      status: "pass",
    });
    for (const input of complete(spec).gradients ?? []) {
      const check = checkOf(loss, `gradient/${input}`);
      assertEquals(verdict(check, truth, 8), { status: "pass" }, check.id);
    }
  }
});

Deno.test("agreement() catches an error of a few units in the last place where terms are exact", () => {
  const off = changed("l1_loss", { value: (x) => x === 0 ? x : stepFloat(x, 3, "f32") });
  assertEquals(verdict(checkOf("l1_loss", "agreement/none"), off).status, "fail");
});

Deno.test("agreement() catches wrong divisors, swapped parameters and a missing factor", () => {
  const sumForMean = mistaken("cross_entropy", (call) => ({ ...call, reduction: "sum" }));
  assertEquals(verdict(checkOf("cross_entropy", "agreement/mean"), sumForMean).status, "fail");
  const swapped = mistaken("sigmoid_focal_loss", (call) => {
    const { gamma, alpha } = call.params;
    return { ...call, params: { ...call.params, gamma: alpha, alpha: gamma } };
  });
  assertEquals(verdict(checkOf("sigmoid_focal_loss", "agreement/sum"), swapped).status, "fail");
  const noModulation = mistaken("softmax_focal_loss", (call) => ({
    ...call,
    params: { ...call.params, gamma: 0 },
  }));
  assertEquals(
    verdict(checkOf("softmax_focal_loss", "agreement/none"), noModulation).status,
    "fail",
  );
});

Deno.test("gradientAgreement() catches a gradient that is right in all but its sign at one place", () => {
  const wrong = changed("smooth_l1_loss", { gradients: (x, i) => i === 2 ? -x : x });
  assertEquals(verdict(checkOf("smooth_l1_loss", "gradient/target"), wrong).status, "fail");
  assertEquals(verdict(checkOf("smooth_l1_loss", "agreement/none"), wrong).status, "pass");
});

Deno.test("gradientAgreement() reads the value that comes with the gradients, and the other gradients", () => {
  for (const loss of builtinSpecs.keys()) {
    const checks = (complete(specOf(loss)).gradients ?? []).map((input) =>
      checkOf(loss, `gradient/${input}`)
    );
    for (const factor of [0, 0.5]) {
      const wrong = changed(loss, { value: (x, _, call) => call.gradients ? factor * x : x });
      for (const check of checks) {
        const judgement = verdict(check, wrong);
        assertEquals(judgement.status === "fail" && judgement.output, "value", check.id);
      }
    }
  }
  const wrong = changed("smooth_l1_loss", {
    gradients: (x, _, __, input) => input === "target" ? 2 * x : x,
  });
  const judgement = verdict(checkOf("smooth_l1_loss", "gradient/pred"), wrong);
  assertEquals(judgement.status === "fail" && judgement.output, "target");
});

const call: Call = {
  loss: "binary_cross_entropy_with_logits",
  dtype: "f32",
  inputs: { pred: tensor("f32", [2], [0, 12]), target: tensor("f32", [2], [0, 1]) },
  params: { label_smoothing: 0 },
  reduction: "none",
  gradients: false,
};

/** The judgement of one answer to the call, by grade. */
function graded(values: readonly number[], form?: string) {
  const setting = settingOf(call.loss);
  const checks = agreement(specOf(call.loss), {
    ...setting,
    world: form === undefined ? world : { ...world, form },
  });
  const check = checks.find(({ id }) => id.endsWith("/none"));
  const result: Result = { value: tensor("f32", [2], values) };
  return check?.judge({ calls: [call], facts: {} }, [result]);
}

Deno.test("agreement() reports the worst multiple and the form that all answers honestly evaluate", () => {
  const exact = [Math.fround(Math.LN2), Math.fround(Math.log1p(Math.exp(-12)))];
  const stable = Object.keys(specOf(call.loss).formula.forms)[0];
  const judged = graded(exact, stable);
  if (judged?.status !== "pass") throw new Error("Expected a pass");
  assertEquals(judged.accuracy?.map(({ form, output }) => [form, output]), [[stable, "value"]]);
  // The exact value rounded is at most half a unit in the last place off, far within A.
  assertEquals((judged.accuracy?.[0].multiple ?? NaN) < 1, true);
});

Deno.test("agreement() by grade refuses an answer that only a worse form can give", () => {
  const forms = Object.keys(specOf(call.loss).formula.forms);
  // -log p, where p = 1 - e^-12 has lost all but the leading bits of e^-12.
  const throughProbability = Math.fround(-Math.log(Math.fround(1 / (1 + Math.exp(-12)))));
  const values = [Math.fround(Math.LN2), throughProbability];
  assertEquals(graded(values)?.status, "pass");
  const judged = graded(values, forms[0]);
  if (judged?.status !== "fail") throw new Error("Expected a failure");
  assertMatch(judged.why, new RegExp(`honest answer of the form ".+" only, not of "${forms[0]}"`));
  assertEquals([judged.element, judged.got], [1, throughProbability]);
  const [lo, hi] = judged.allowed ?? [NaN, NaN];
  assertEquals(lo <= judged.expected! && judged.expected! <= hi, true);
  assertEquals(throughProbability < lo || throughProbability > hi, true);
});

Deno.test("agreement() reports the element that is farthest out", () => {
  const judged = graded([Math.fround(Math.LN2) * 1.001, 3]) as Partial<Fault>;
  assertEquals([judged.element, judged.got], [1, 3]);
  const undefinedOne = graded([NaN, 3]) as Partial<Fault>;
  assertEquals([undefinedOne.element, undefinedOne.got], [0, NaN]);
  assertEquals(
    graded([formats.f32.largest, Math.fround(Math.log1p(Math.exp(-12)))])?.status,
    "fail",
  );
});
