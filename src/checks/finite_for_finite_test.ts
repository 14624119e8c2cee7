import { assertEquals } from "@std/assert";
import { builtinSpecs } from "../spec/mod.ts";
import { changed, checkOf, elementwise, faultLike, truth, verdict } from "./_trial.ts";

Deno.test("finiteForFinite() passes the truth of every loss, overflow of the truth included", () => {
  for (const loss of builtinSpecs.keys()) {
    for (const dtype of ["f32", "f16"] as const) {
      assertEquals(verdict(checkOf(loss, "finite_for_finite", dtype), truth, 20).status, "pass");
    }
  }
});

Deno.test("finiteForFinite() catches exp that overflows on the way", () => {
  const naive = elementwise("binary_cross_entropy_with_logits", ({ pred, target }) => {
    const e = Math.fround(Math.exp(pred));
    return [Math.fround(Math.log(1 + e)) - target * pred, e / (1 + e) - target];
  });
  const check = checkOf("binary_cross_entropy_with_logits", "finite_for_finite");
  const isInRange = (why: string) =>
    why.includes("inputs are finite and the exact result is in range");
  assertEquals(Number.isFinite(faultLike(check, naive, isInRange, 100).got), false);
});

Deno.test("finiteForFinite() reads the finite numbers, too", () => {
  const wrong = changed("huber_loss", { value: (x) => Math.abs(x) > 2 ** 100 ? x / 2 : x });
  assertEquals(verdict(checkOf("huber_loss", "finite_for_finite"), wrong, 100).status, "fail");
});

Deno.test("finiteForFinite() catches a gradient that is NaN at 0", () => {
  const wrong = changed("sigmoid_focal_loss", { gradients: (x) => x === 0 ? NaN : x });
  const check = checkOf("sigmoid_focal_loss", "finite_for_finite");
  assertEquals(verdict(check, wrong, 100).status, "fail");
});
