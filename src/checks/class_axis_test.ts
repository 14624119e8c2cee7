import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  changed,
  checkOf,
  faultOf,
  labelEntry,
  mistaken,
  specOf,
  truth,
  verdict,
} from "./_trial.ts";
import { entriesOf, termCount } from "./scope.ts";

Deno.test("shiftInvariant() passes the truth and catches an exponential that overflows", () => {
  const loss = "weighted_cross_entropy";
  const check = checkOf(loss, "shift_invariant/pred");
  assertEquals(verdict(check, truth).status, "pass");
  const naive = changed(loss, {
    value: (x, _, call) => {
      const exps = call.inputs.pred.data.map((logit) => Math.fround(Math.exp(logit)));
      return exps.some((e) => e === Infinity) ? Infinity : x;
    },
  });
  faultOf(check, naive);
});

Deno.test("classPermutation() catches class weights that are taken by position, not by label", () => {
  const loss = "softmax_focal_loss";
  const check = checkOf(loss, "class_permutation");
  assertEquals(verdict(check, truth).status, "pass");
  const first = mistaken(loss, (call) => {
    const { alpha } = call.inputs;
    if (alpha === undefined) return call;
    const data = alpha.data.map(() => alpha.data[0]);
    return { ...call, inputs: { ...call.inputs, alpha: { ...alpha, data } } };
  });
  faultOf(check, first);
});

Deno.test("classPermutation() moves the terms along that have a class themselves", () => {
  const loss = "binary_cross_entropy_by_class";
  const check = checkOf(loss, "class_permutation");
  assertEquals(verdict(check, truth).status, "pass");
  const byPlace = mistaken(loss, (call) => {
    const { pos_weight } = call.inputs;
    if (pos_weight === undefined) return call;
    const data = pos_weight.data.toSorted();
    return { ...call, inputs: { ...call.inputs, pos_weight: { ...pos_weight, data } } };
  });
  faultOf(check, byPlace);
});

Deno.test("classPermutation() moves the gradient from above along with its terms", () => {
  const check = checkOf("binary_cross_entropy_by_class", "class_permutation");
  let moved = 0;
  for (const { calls: [a, b], facts } of fc.sample(check.trials, { numRuns: 200, seed: 2 })) {
    if (a.upstream === undefined || a.reduction !== "none") continue;
    const permutation = facts.permutation as readonly number[];
    const width = permutation.length;
    a.upstream.data.forEach((u, i) => {
      const to = i - i % width + permutation[i % width];
      assertEquals(b.upstream!.data[to], u);
      if (to !== i) moved++;
    });
  }
  assert(moved > 0);
});

Deno.test("classPermutation() leaves the ignored label ignored, though it may be a class's number", () => {
  const check = checkOf("cross_entropy", "class_permutation");
  for (const { calls: [a, b] } of fc.sample(check.trials, { numRuns: 200, seed: 2 })) {
    const ignored = a.params.ignore_index;
    a.inputs.label.data.forEach((label, i) =>
      assertEquals(label === ignored, b.inputs.label.data[i] === ignored)
    );
  }
});

Deno.test("gradientSumsToZero() passes the truth and catches a softmax without its label's term", () => {
  const loss = "cross_entropy";
  const spec = specOf(loss);
  const check = checkOf(loss, "gradient_sums_to_zero/pred");
  assertEquals(verdict(check, truth).status, "pass");
  const missing = changed(loss, {
    gradients: (x, i, call) => {
      for (let row = 0; row < termCount(spec, call); row++) {
        assert(entriesOf(spec, call, "pred", row).length > 0);
        if (labelEntry(call, "pred", row) === i) return x + 1;
      }
      return x;
    },
  });
  faultOf(check, missing);
});
