import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { callArbitrary } from "../generate/mod.ts";
import { builtinSpecs, type Call } from "../spec/mod.ts";
import { pooledAxis } from "../spec/internal.ts";
import { emptiedAlong, permutedAlong } from "./axis_order.ts";
import { changed, checkOf, complete, specOf, truth, verdict } from "./_trial.ts";
import { indices } from "./rows.ts";

const update = specOf("eqlv2_update");
const calls = fc.sample(
  callArbitrary(update, { dtype: "f32", capability: complete(update), classes: { max: 5 } }),
  { numRuns: 30, seed: 4 },
);

Deno.test("pooledAxis() is the rows' where the terms have none, and no axis of other losses", () => {
  const pooled = [...builtinSpecs.values()].filter((spec) => pooledAxis(spec) !== undefined);
  assert(pooled.includes(update));
  assertEquals(new Set(pooled.map(pooledAxis)), new Set(["N"]));
  for (const { output } of pooled) assert(!output.includes("N"));
});

Deno.test("permutedAlong() takes rows elsewhere, and back by the inverse; others stay", () => {
  for (const call of calls) {
    const [rows, classes] = call.inputs.pred.shape;
    const turned = indices(rows).map((row) => (row + 1) % rows);
    const there = permutedAlong(update, call, "N", turned);
    assertEquals(there.inputs.label.data[turned[0]], call.inputs.label.data[0]);
    assertEquals(there.inputs.pred.data[turned[0] * classes], call.inputs.pred.data[0]);
    assertEquals(there.inputs.ratio, call.inputs.ratio);
    const back = indices(rows).map((row) => turned.indexOf(row));
    assertEquals(permutedAlong(update, there, "N", back), call);
  }
});

Deno.test("emptiedAlong() leaves no row, and all of what has none", () => {
  const [call] = calls;
  const { inputs } = emptiedAlong(update, call, "N");
  assertEquals(inputs.pred.shape, [0, call.inputs.pred.shape[1]]);
  assertEquals([inputs.pred.data.length, inputs.label.data.length], [0, 0]);
  assertEquals(inputs.pos_grad, call.inputs.pos_grad);
});

/** What an update makes of its first row stays out. */
function withoutFirst(call: Call): Call {
  const { label, pred } = call.inputs;
  const [rows, classes] = pred.shape;
  if (rows < 2) return call;
  return {
    ...call,
    inputs: {
      ...call.inputs,
      label: { ...label, shape: [rows - 1], data: label.data.slice(1) },
      pred: { ...pred, shape: [rows - 1, classes], data: pred.data.slice(classes) },
    },
  };
}

Deno.test("permutationInvariant() passes an update, and catches one that leaves out its first row", () => {
  const check = checkOf("eqlv2_update", "permutation_invariant");
  assertEquals(verdict(check, truth), { status: "pass" });
  assertEquals(verdict(check, (call) => truth(withoutFirst(call))).status, "fail");
});

Deno.test("propagatesNan() passes an update, and catches one that takes NaN for nothing", () => {
  const check = checkOf("eqlv2_update", "propagates_nan/pred");
  assertEquals(verdict(check, truth), { status: "pass" });
  const deaf = changed("eqlv2_update", { value: (x) => Number.isNaN(x) ? 0 : x });
  assertEquals(verdict(check, deaf).status, "fail");
});

Deno.test("empty() of an update leaves no row", () => {
  const check = checkOf("eqlv2_update", "rejects/empty");
  for (const { calls } of fc.sample(check.trials, { numRuns: 10, seed: 2 })) {
    assertEquals(calls[0].inputs.label.shape, [0]);
  }
});
