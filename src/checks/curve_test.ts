import { assert, assertEquals } from "@std/assert";
import {
  changed,
  checkOf,
  elementwise,
  faultOf,
  invariantOf,
  settingOf,
  specOf,
  truth,
  verdict,
} from "./_trial.ts";
import { gradientBounded } from "./curve.ts";

Deno.test("gradientBounded() passes the truth and catches a quadratic that never turns linear", () => {
  const check = checkOf("smooth_l1_loss", "gradient_bounded/pred");
  assertEquals(verdict(check, truth).status, "pass");
  const wrong = elementwise("smooth_l1_loss", ({ pred, target, beta }) => {
    const d = pred - target;
    return [0.5 * d ** 2 / beta, d / beta];
  });
  faultOf(check, wrong);
});

Deno.test("gradientBounded() catches a slope that is too steep at the ends of the format alone", () => {
  const check = checkOf("smooth_l1_loss", "gradient_bounded/pred");
  const steep = changed("smooth_l1_loss", {
    gradients: (g, i, { inputs }) => Math.abs(inputs.pred.data[i]) > 2 ** 127 ? 1e30 * g : g,
  });
  faultOf(check, steep);
});

Deno.test("gradientBounded() is not made without that gradient", () => {
  const setting = settingOf("smooth_l1_loss");
  const spec = specOf("smooth_l1_loss");
  const invariant = invariantOf("smooth_l1_loss", "gradient_bounded");
  assertEquals(gradientBounded(spec, invariant, { ...setting, capability: {} }), undefined);
  assert(gradientBounded(spec, invariant, setting) !== undefined);
});

Deno.test("convexIn() catches a quadratic branch without its half", () => {
  const check = checkOf("smooth_l1_loss", "convex_in/pred");
  assertEquals(verdict(check, truth).status, "pass");
  const wrong = elementwise("smooth_l1_loss", ({ pred, target, beta }) => {
    const d = pred - target;
    return Math.abs(d) < beta
      ? [d ** 2 / beta, 2 * d / beta]
      : [Math.abs(d) - 0.5 * beta, Math.sign(d)];
  });
  faultOf(check, wrong);
});

Deno.test("convexIn() catches a gradient over the classes with the wrong sign", () => {
  const check = checkOf("cross_entropy", "convex_in/pred");
  assertEquals(verdict(check, truth).status, "pass");
  const wrong = changed("cross_entropy", { gradients: (x) => -x });
  assertEquals(faultOf(check, wrong).output, "pred");
});

Deno.test("monotoneInParam() catches a factor gamma where an exponent was meant", () => {
  const loss = "sigmoid_focal_loss";
  const check = checkOf(loss, "monotone_in_param/gamma");
  assertEquals(verdict(check, truth).status, "pass");
  const wrong = elementwise(loss, ({ pred, target, gamma }) => {
    const p = 1 / (1 + Math.exp(-pred));
    const q = (1 - p) * target + p * (1 - target);
    const bce = Math.max(pred, 0) - pred * target + Math.log1p(Math.exp(-Math.abs(pred)));
    return [q * gamma * bce, 0];
  });
  faultOf(check, wrong);
});
