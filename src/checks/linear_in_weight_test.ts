import { assertEquals } from "@std/assert";
import { type Tensor, tensor } from "../tensor/mod.ts";
import { filled } from "../tensor/internal.ts";
import {
  changed,
  checkOf,
  complete,
  type Evaluate,
  invariantOf,
  invariantsOf,
  mistaken,
  settingOf,
  specOf,
  truth,
  verdict,
} from "./_trial.ts";
import { linearInWeight } from "./linear_in_weight.ts";
import { withInput } from "./rows.ts";

/** The weight of every loss that has one. */
const weighted = Object.fromEntries(
  invariantsOf("linear_in_weight").map(({ loss, invariant }) => [loss, invariant.input]),
);

/** The right implementation that hears other weights. */
function hearing(loss: string, hear: (weight: Tensor) => Tensor): Evaluate {
  const input = weighted[loss];
  return mistaken(
    loss,
    (call) => input in call.inputs ? withInput(call, input, hear(call.inputs[input])) : call,
  );
}

function fails(loss: string, evaluate: Evaluate): boolean {
  const check = checkOf(loss, `linear_in_weight/${weighted[loss]}`);
  return verdict(check, evaluate).status === "fail";
}

Deno.test("linearInWeight() passes the truth of every loss that has a weight", () => {
  for (const [loss, input] of Object.entries(weighted)) {
    for (const dtype of ["f64", "bf16"] as const) {
      const check = checkOf(loss, `linear_in_weight/${input}`, dtype);
      assertEquals(verdict(check, truth, 15), { status: "pass" }, loss);
    }
  }
});

Deno.test("linearInWeight() catches squared weights (mmdetection#846)", () => {
  for (const loss of Object.keys(weighted)) {
    const squared = (w: Tensor) => tensor(w.dtype, w.shape, w.data.map((x) => x * x));
    assertEquals(fails(loss, hearing(loss, squared)), true, loss);
  }
});

Deno.test("linearInWeight() catches weights that do not reach the result", () => {
  for (const loss of Object.keys(weighted)) {
    assertEquals(fails(loss, hearing(loss, (w) => filled(w.dtype, w.shape, 1))), true, loss);
  }
});

Deno.test("linearInWeight() catches weights that are taken for a mask", () => {
  for (const loss of Object.keys(weighted)) {
    const mask = (w: Tensor) => tensor(w.dtype, w.shape, w.data.map((x) => Number(x > 0)));
    assertEquals(fails(loss, hearing(loss, mask)), true, loss);
  }
});

Deno.test("linearInWeight() catches a mean that is divided by the sum of the weights", () => {
  const loss = "weighted_cross_entropy";
  const wrong = changed(loss, {
    value: (x, _, { inputs: { weight } }) => {
      const count = weight.data.filter((w) => w > 0).length;
      return x * Math.max(count, 1) / [...weight.data].reduce((sum, w) => sum + w, 0);
    },
  });
  assertEquals(fails(loss, wrong), true);
});

Deno.test("linearInWeight() catches gradients that forget the weight", () => {
  const loss = "binary_cross_entropy_with_logits";
  const forgetful: Evaluate = (call) => {
    const right = truth(call);
    if (!("value" in right) || !("weight" in call.inputs)) return right;
    const { shape, dtype } = call.inputs.weight;
    const unweighted = truth(withInput(call, "weight", filled(dtype, shape, 1)));
    return "value" in unweighted ? { ...right, gradients: unweighted.gradients ?? {} } : right;
  };
  assertEquals(fails(loss, forgetful), true);
});

Deno.test("linearInWeight() catches an absent weight that is taken for 2", () => {
  const loss = "binary_cross_entropy_with_logits";
  const doubled = changed(loss, { value: (x, _, { inputs }) => "weight" in inputs ? x : 2 * x });
  assertEquals(fails(loss, doubled), true);
});

Deno.test("linearInWeight() is not made where the implementation takes no such weight", () => {
  const spec = specOf("cross_entropy");
  const invariant = invariantOf("cross_entropy", "linear_in_weight");
  const capability = { ...complete(spec), optional: [] };
  const setting = { ...settingOf("cross_entropy"), capability };
  assertEquals(linearInWeight(spec, invariant, setting), undefined);
});
