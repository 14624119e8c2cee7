import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { changed, checkOf, elementwise, faultOf, invariantsOf, truth, verdict } from "./_trial.ts";

/** Smooth L1 with its parts as given: the linear branch's offset and the quadratic one's slope. */
function pieces(
  offset: (beta: number) => number,
  slope: (d: number, beta: number) => number,
): ReturnType<typeof elementwise> {
  return elementwise("smooth_l1_loss", ({ pred, target, beta }) => {
    const d = Math.abs(pred - target);
    const sign = Math.sign(pred - target);
    return d < beta ? [0.5 * d ** 2 / beta, sign * slope(d, beta)] : [d - offset(beta), sign];
  });
}

Deno.test("continuousAt() passes the truth of every loss that has a breakpoint, in every format", () => {
  for (const { loss, invariant: { input } } of invariantsOf("continuous_at")) {
    for (const dtype of ["f64", "f32", "f16", "bf16"] as const) {
      const check = checkOf(loss, `continuous_at/${input}`, dtype);
      assertEquals(verdict(check, truth, 20).status, "pass", `${loss} ${dtype}`);
    }
  }
});

Deno.test("continuousAt() catches a linear branch that ignores beta", () => {
  const check = checkOf("smooth_l1_loss", "continuous_at/pred");
  assertEquals(verdict(check, pieces((beta) => beta / 2, (d, beta) => d / beta)).status, "pass");
  assertEquals(faultOf(check, pieces(() => 0.5, (d, beta) => d / beta)).output, "value");
});

Deno.test("continuousAt() of order 1 catches a gradient that jumps", () => {
  const check = checkOf("smooth_l1_loss", "continuous_at/pred");
  assertEquals(faultOf(check, pieces((beta) => beta / 2, (d) => d)).output, "pred");
});

Deno.test("continuousAt() never tries the parameter at 1, where such a branch looks right", () => {
  const check = checkOf("smooth_l1_loss", "continuous_at/pred");
  for (const { calls } of fc.sample(check.trials, { numRuns: 50, seed: 3 })) {
    assertEquals(calls.length, 3);
    assert(calls.every(({ params }) => params.beta !== 1));
  }
});

Deno.test("continuousAt() fixes the parameters that it holds at, and catches a slope that jumps there", () => {
  const check = checkOf("balanced_l1_loss", "continuous_at/pred_at_target_plus_beta_at_beta_1");
  for (const { calls } of fc.sample(check.trials, { numRuns: 20, seed: 3 })) {
    assert(calls.every(({ params }) => params.beta === 1));
  }
  assertEquals(verdict(check, truth, 20).status, "pass");
  const jumps = changed("balanced_l1_loss", {
    gradients: (x, i, { inputs: { pred, target } }) =>
      Math.abs(pred.data[i] - target.data[i]) < 1 ? 0.75 * x : x,
  });
  assertEquals(faultOf(check, jumps).output, "pred");
});
