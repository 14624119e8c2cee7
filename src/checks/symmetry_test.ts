import { assertEquals } from "@std/assert";
import { changed, checkOf, elementwise, faultOf, mistaken, truth, verdict } from "./_trial.ts";

Deno.test("symmetricUnderSwap() catches a gradient by the target with the wrong sign", () => {
  const check = checkOf("smooth_l1_loss", "symmetric_under_swap/pred_target");
  assertEquals(verdict(check, truth).status, "pass");
  const wrong = changed("smooth_l1_loss", {
    gradients: (x, _, __, input) => input === "target" ? -x : x,
  });
  faultOf(check, wrong);
});

Deno.test("symmetricUnderSwap() and evenInDifference() catch a forgotten absolute value", () => {
  const wrong = elementwise("smooth_l1_loss", ({ pred, target, beta }) => {
    const d = pred - target;
    return d < beta ? [0.5 * d ** 2 / beta, d / beta] : [d - 0.5 * beta, 1];
  });
  for (const kind of ["symmetric_under_swap", "even_in_difference"]) {
    const check = checkOf("smooth_l1_loss", `${kind}/pred_target`);
    assertEquals(verdict(check, truth).status, "pass");
    faultOf(check, wrong);
  }
});

Deno.test("equalsSelfAt() catches alpha on both classes", () => {
  const loss = "sigmoid_focal_loss";
  const check = checkOf(loss, "equals_self_at/pred_target_alpha");
  assertEquals(verdict(check, truth).status, "pass");
  const balanced = ({ target, alpha }: Readonly<Record<string, number>>): number =>
    alpha * target + (1 - alpha) * (1 - target);
  const wrong = changed(loss, {
    value: (x, i, { inputs, params }) => {
      if (params.alpha === null) return x;
      const alpha = Number(params.alpha);
      const right = balanced({ target: inputs.target.data[i], alpha });
      return right === 0 ? x : x / right * alpha;
    },
  });
  faultOf(check, wrong);
});

Deno.test("equalsSelfAt() holds a loss of probabilities to its mirror image", () => {
  const loss = "binary_cross_entropy";
  const check = checkOf(loss, "equals_self_at/pred_target");
  assertEquals(verdict(check, truth).status, "pass");
  const halved = mistaken(loss, (call) => ({
    ...call,
    inputs: {
      ...call.inputs,
      target: { ...call.inputs.target, data: call.inputs.target.data.map((x) => x / 2) },
    },
  }));
  faultOf(check, halved);
});
