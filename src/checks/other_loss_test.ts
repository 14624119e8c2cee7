import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  changed,
  checkOf,
  elementwise,
  faultOf,
  invariantOf,
  mistaken,
  settingOf,
  specOf,
  truth,
  verdict,
  world,
} from "./_trial.ts";
import type { Call } from "../spec/mod.ts";
import { reducesTo } from "./other_loss.ts";
import type { Setting } from "../judge/internal.ts";

/** The setting of an implementation that has this loss and no other. */
function alone(loss: string): Setting {
  const setting = settingOf(loss);
  return { ...setting, world: { ...world, capabilities: { [loss]: setting.capability } } };
}

Deno.test("reducesTo() says in words what equals what", () => {
  const check = checkOf("sigmoid_focal_loss", "reduces_to/binary_cross_entropy_with_logits");
  assertEquals(
    check.requirement,
    "sigmoid_focal_loss at gamma = 0, alpha = null equals binary_cross_entropy_with_logits",
  );
});

Deno.test("reducesTo() catches a huber loss that is not scaled by delta", () => {
  const check = checkOf("huber_loss", "reduces_to/smooth_l1_loss");
  assertEquals(verdict(check, truth).status, "pass");
  const wrong = changed("huber_loss", {
    value: (x, _, { params }) => x / Number(params.delta),
    gradients: (x, _, { params }) => x / Number(params.delta),
  });
  faultOf(check, wrong);
});

Deno.test("reducesTo() writes out for each term what its terms share", () => {
  const loss = "binary_cross_entropy_by_class";
  const check = checkOf(loss, "reduces_to/binary_cross_entropy_with_logits");
  assertEquals(verdict(check, truth).status, "pass");
  let written = 0;
  for (const { calls: [own, other] } of fc.sample(check.trials, { numRuns: 100, seed: 3 })) {
    const { pred, pos_weight } = own.inputs;
    assertEquals(other.inputs.pos_weight?.shape, pos_weight && pred.shape);
    other.inputs.pos_weight?.data.forEach((q, i) => {
      assertEquals(q, pos_weight.data[i % pos_weight.data.length]);
      written++;
    });
  }
  assert(written > 0);
  const first = mistaken(loss, (call) => {
    const { pos_weight } = call.inputs;
    if (pos_weight === undefined) return call;
    const data = pos_weight.data.map(() => pos_weight.data[0]);
    return { ...call, inputs: { ...call.inputs, pos_weight: { ...pos_weight, data } } };
  });
  faultOf(check, first);
});

Deno.test("reducesTo() compares the gradients where the values agree", () => {
  const loss = "sigmoid_focal_loss";
  const check = checkOf(loss, "reduces_to/binary_cross_entropy_with_logits");
  assertEquals(verdict(check, truth).status, "pass");
  const wrong = changed(loss, { gradients: (x) => 2 * x });
  assertEquals(faultOf(check, wrong).output, "pred");
});

Deno.test("reducesTo() catches a balance that takes absent for its default", () => {
  const loss = "sigmoid_focal_loss";
  const check = checkOf(loss, "reduces_to/binary_cross_entropy_with_logits");
  const balanced = mistaken(loss, (call) => ({
    ...call,
    params: { ...call.params, alpha: call.params.alpha ?? 0.25 },
  }));
  faultOf(check, balanced);
});

Deno.test("reducesTo() compares every reduction that divides alike", () => {
  const check = checkOf("softmax_focal_loss", "reduces_to/cross_entropy");
  assertEquals(verdict(check, truth).status, "pass");
  const trials = fc.sample(check.trials, { numRuns: 60, seed: 1 });
  const reductions = new Set(trials.map(({ calls }) => calls[0].reduction));
  assertEquals(reductions, new Set(["mean", "none", "sum"]));
  assert(trials.every(({ calls: [a, b] }) => a.reduction === b.reduction));
});

Deno.test("reducesTo() catches a mean over all rows, the ignored ones included", () => {
  const loss = "softmax_focal_loss";
  const check = checkOf(loss, "reduces_to/cross_entropy");
  const rows = changed(loss, {
    value: (x, _, { inputs, params, reduction }) => {
      const { data } = inputs.label;
      const valid = data.filter((label) => label !== params.ignore_index).length;
      return reduction === "mean" ? x * valid / data.length : x;
    },
  });
  faultOf(check, rows);
});

Deno.test("reducesTo() compares with the exact value where the other loss is missing", () => {
  const loss = "huber_loss";
  const check = reducesTo(specOf(loss), invariantOf(loss, "reduces_to"), alone(loss));
  assert(check !== undefined);
  if (check === undefined) return;
  assert(fc.sample(check.trials, 20).every(({ calls }) => calls.length === 1));
  assertEquals(verdict(check, truth).status, "pass");
  faultOf(check, changed(loss, { value: (x) => x / 2 }));
  assertEquals(faultOf(check, changed(loss, { gradients: (x) => x / 2 })).output, "pred");
});

Deno.test("reducesTo() follows the chain rule through formulas of classes", () => {
  const loss = "cross_entropy";
  const check = reducesTo(specOf(loss), {
    kind: "reduces_to",
    level: "must",
    loss: "binary_cross_entropy_with_logits",
    when: { C: 2, label_smoothing: 0 },
    inputs: { pred: "take(pred, 1) - take(pred, 0)", target: "label" },
    params: {},
    factor: "1",
    reductions: true,
  }, settingOf(loss));
  assert(check !== undefined);
  if (check === undefined) return;
  const trials = fc.sample(check.trials, { numRuns: 40, seed: 4 });
  assert(trials.every(({ calls: [a, b] }) => a.inputs.pred.shape[1] === 2 && b !== undefined));
  assertEquals(verdict(check, truth).status, "pass");
  const other = changed(loss, { gradients: (x) => -x });
  assertEquals(faultOf(check, other).output, "pred");
});

Deno.test("reducesTo() is not made where a parameter cannot have its value", () => {
  const loss = "sigmoid_focal_loss";
  const setting = settingOf(loss);
  const invariant = invariantOf(loss, "reduces_to");
  const fixed = { ...setting, capability: { ...setting.capability, params: ["alpha"] } };
  assertEquals(reducesTo(specOf(loss), invariant, fixed), undefined);
});

Deno.test("boundedBy() catches a linear branch with the offset added", () => {
  const check = checkOf("smooth_l1_loss", "bounded_by/l1_loss");
  assertEquals(verdict(check, truth).status, "pass");
  const wrong = elementwise("smooth_l1_loss", ({ pred, target, beta }) => {
    const d = Math.abs(pred - target);
    return [d < beta ? 0.5 * d ** 2 / beta : d + 0.5 * beta, 0];
  });
  faultOf(check, wrong);
});

Deno.test("limit() catches a parameter that is accepted and not used, in every format", () => {
  for (const dtype of ["f64", "f32", "f16", "bf16"] as const) {
    const check = checkOf("smooth_l1_loss", "limit/l1_loss", dtype);
    assertEquals(verdict(check, truth, 20).status, "pass");
    const deaf = mistaken("smooth_l1_loss", (call) => ({ ...call, params: { beta: 1 } }));
    faultOf(check, deaf);
  }
});

Deno.test("reducesTo() keeps the axes of an input that it computes, also of one entry", () => {
  const check = checkOf("dice_with_logits_loss", "reduces_to/dice_loss");
  const trials = fc.sample(check.trials, { numRuns: 40, seed: 1 });
  const lengths = new Set(trials.map(({ calls: [own] }) => own.inputs.pred.shape[1]));
  assertEquals(lengths.has(1) && lengths.size > 1, true);
  for (const { calls: [own, other] } of trials) {
    assertEquals(other.inputs.pred.shape, own.inputs.pred.shape);
  }
});

Deno.test("reducesTo() compares terms alone where a condition on the inputs is to hold", () => {
  const check = checkOf("giou_loss", "reduces_to/linear_iou_loss");
  assertEquals(verdict(check, truth, 40).status, "pass");
  const trials = fc.sample(check.trials, { numRuns: 60, seed: 7 });
  assert(trials.every(({ calls }) => calls.every(({ reduction }) => reduction === "none")));
  const nested = ({ inputs: { pred, target } }: Call): boolean =>
    Array.from({ length: pred.shape[0] }, (_, row) => {
      const [x1, y1, x2, y2] = pred.data.slice(4 * row, 4 * row + 4);
      const [u1, v1, u2, v2] = target.data.slice(4 * row, 4 * row + 4);
      return u1 < x1 && x2 < u2 && v1 < y1 && y2 < v2;
    }).some((holds) => holds);
  assert(trials.filter(({ calls: [call] }) => nested(call)).length > 5);
});

Deno.test("reducesTo() catches a box around both that is none where one is within the other", () => {
  const check = checkOf("giou_loss", "reduces_to/linear_iou_loss");
  const shrunk = changed("giou_loss", { value: (x) => x * (1 + 2 ** -10) });
  faultOf(check, shrunk);
});

Deno.test("reducesTo() catches aspect ratios that cost where they are equal", () => {
  const [never, equal] = specOf("ciou_loss").invariants
    .filter((one) => one.kind === "reduces_to")
    .map((one) => reducesTo(specOf("ciou_loss"), one, settingOf("ciou_loss"))!);
  for (const check of [never, equal]) {
    assertEquals(verdict(check, truth, 40).status, "pass");
    faultOf(check, changed("ciou_loss", { value: (x) => x + 2 ** -10 }));
  }
});
