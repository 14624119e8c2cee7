import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { builtinSpecs, type Call, type Result } from "../spec/mod.ts";
import { tensor } from "../tensor/mod.ts";
import { filled } from "../tensor/internal.ts";
import { checksFor } from "./registry.ts";
import { pickRows } from "./rows.ts";
import { checkOf, complete, shapeFault, truth, world } from "./_trial.ts";

const { oracle } = world;

/** The answers to a mean over nothing that libraries give: PyTorch's, Keras's, and a refusal. */
const answersToNothing: Readonly<Record<string, (right: Result) => Result>> = {
  refused: () => ({ rejected: "nothing counts" }),
  NaN: (right) => everywhere(right, NaN),
  "0": (right) => everywhere(right, 0),
};

function everywhere(right: Result, x: number): Result {
  if (!("value" in right)) return right;
  const { value, gradients = {} } = right;
  const entries = Object.entries(gradients).map(([name, { dtype, shape }]) =>
    [name, filled(dtype, shape, x)] as const
  );
  return {
    value: filled(value.dtype, value.shape, x),
    gradients: Object.fromEntries(entries),
  };
}

for (const [name, answer] of Object.entries(answersToNothing)) {
  Deno.test(`no check accuses ${name} where the spec leaves the answer open`, () => {
    let met = 0;
    const isOpen = (call: Call) =>
      shapeFault(call) === undefined && !call.inputs.pred.data.some(Number.isNaN) &&
      oracle.leavesOpen(call);
    const open = [...builtinSpecs.values()].filter(({ ignore }) => ignore !== undefined);
    for (const spec of open) {
      for (const check of checksFor(spec, "f32", complete(spec), world)) {
        if (/\/(rejects|propagates_nan|large)\//.test(check.id)) continue;
        for (const trial of fc.sample(check.trials, { numRuns: 60, seed: 3 })) {
          if (!trial.calls.some(isOpen)) continue;
          const results = trial.calls.map((call) =>
            isOpen(call) ? answer(truth(call)) : truth(call)
          );
          met += trial.calls.filter(isOpen).length;
          const judgement = check.judge(trial, results);
          assertEquals(judgement.status, "pass", `${check.id}: ${JSON.stringify(judgement)}`);
        }
      }
    }
    assert(met > 20, `only ${met} calls were over nothing`);
  });
}

Deno.test("laws take a refusal of a mean over an ignored row, and over class weights of 0", () => {
  const mean: Call = {
    loss: "cross_entropy",
    dtype: "f32",
    inputs: { pred: tensor("f32", [1, 1], [0]), label: tensor("i32", [1], [-100]) },
    params: { ignore_index: -100, label_smoothing: 0 },
    reduction: "mean",
    gradients: true,
  };
  const label = tensor("i32", [1], [0]);
  const weightless: Call = {
    ...mean,
    inputs: { ...mean.inputs, label, class_weight: tensor("f32", [1], [0]) },
  };
  for (const call of [mean, weightless]) {
    const twice = pickRows(builtinSpecs.get(call.loss)!, call, [0, 0]);
    const sum = { ...call, reduction: "sum" } as const;
    const none = { ...call, reduction: "none" } as const;
    const trials = {
      reduction_equivalence: { calls: [none, sum, call], facts: {} },
      batch_additive: { calls: [twice, call, call], facts: {} },
      layout_independent: { calls: [twice, call, call], facts: { row: 0 } },
    };
    for (const [kind, trial] of Object.entries(trials)) {
      const results = trial.calls.map((one): Result =>
        one.reduction === "mean" ? { rejected: "nothing counts" } : truth(one)
      );
      const judgement = checkOf(call.loss, kind).judge(trial, results);
      assertEquals(judgement.status, "pass", `${kind}: ${JSON.stringify(judgement)}`);
      const refusing = trial.calls.map((): Result => ({ rejected: "no" }));
      const others = trial.calls.some(({ reduction }) => reduction !== "mean");
      assertEquals(checkOf(call.loss, kind).judge(trial, refusing).status === "fail", others);
    }
  }
});
