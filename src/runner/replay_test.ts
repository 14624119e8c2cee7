import { assertEquals, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import fc from "fast-check";
import type { Check } from "../checks/mod.ts";
import { builtinSpecs, type Call, specDigest } from "../spec/mod.ts";
import { tensor } from "../tensor/mod.ts";
import { CannotPlan } from "./cannot_plan.ts";
import { readCounterexample, writeCounterexample } from "./counterexample.ts";
import type { Counterexample, Judged } from "./event.ts";
import { doubled, fakeAdapter, fakeCheck, fakeOracle, fakePlan, scalar } from "./_fake.ts";
import { makePlan } from "./plan.ts";
import { planReplay, replay, specChange } from "./replay.ts";
import { run } from "./run.ts";

Deno.test("replay() fails again as stored, and passes once the fault is mended", async () => {
  const plan = fakePlan([fakeCheck()]);
  const wrong = fakeAdapter((call) => scalar(doubled(call) + 3));
  const [, outcome] = await Array.fromAsync(run(plan, wrong)) as Judged[];
  if (outcome.counterexample === undefined) throw new Error("Expected a counterexample");
  const stored = readCounterexample(writeCounterexample(outcome.counterexample), "x.json");

  const again = await replay(stored, plan, wrong);
  assertEquals(again.judgement, { status: "fail", ...stored.fault });
  const mended = fakeAdapter((call) => scalar(doubled(call)));
  assertEquals((await replay(stored, plan, mended)).judgement.status, "pass");

  const other = fakePlan([fakeCheck({ id: "double/other" })]);
  await assertRejects(
    () => replay(stored, other, wrong),
    CannotPlan,
    'Cannot replay "double/agreement/value": there is no such check any more',
  );
});

const about = {
  name: "mine",
  dtypes: ["f32"],
  losses: Object.fromEntries([...builtinSpecs].map(([id, { inputs }]) => [
    id,
    { gradients: Object.keys(inputs).filter((name) => inputs[name].grad) },
  ])),
} as const;
const options = { specs: builtinSpecs, oracle: fakeOracle, about, version: "0.1.0" };
const { checks } = makePlan({ ...options, seed: 1 });

function sampleOf({ id, dtype, requirement, trials }: Check): Counterexample {
  const [trial] = fc.sample(trials, { seed: 3, numRuns: 1 });
  const fault = { why: "It is wrong", call: 0 };
  return { check: id, dtype, requirement, seed: 1, path: "0", trial, fault };
}

for (const loss of builtinSpecs.keys()) {
  Deno.test(`planReplay() takes whatever the checks of ${loss} ask`, () => {
    for (const check of checks.filter((one) => one.loss === loss)) {
      const plan = planReplay(sampleOf(check), options);
      assertEquals(plan.checks.map(({ id }) => id), [check.id]);
    }
  });
}

const agreement = sampleOf(checks.find(({ id }) => id === "smooth_l1_loss/agreement/mean")!);
const empty = sampleOf(checks.find(({ id }) => id === "smooth_l1_loss/rejects/empty")!);

/** A counterexample whose one call has other data. */
function changed(counterexample: Counterexample, changes: Partial<Call>): Counterexample {
  const [call] = counterexample.trial.calls;
  return { ...counterexample, trial: { calls: [{ ...call, ...changes }], facts: {} } };
}

const past: readonly [why: string, counterexample: Counterexample][] = [
  ["params.beta is missing", changed(agreement, { params: {} })],
  ["params.beta is missing", changed(empty, { params: {} })],
  ["params.beta must be > 0, got -1", changed(agreement, { params: { beta: -1 } })],
  [
    'params.bta is an unknown parameter: did you mean "beta"?',
    changed(agreement, { params: { beta: 1, bta: 1 } }),
  ],
  ["inputs.pred is missing", changed(agreement, { inputs: {} })],
  ["inputs.pred.dtype must be f64, got f32", changed(agreement, { dtype: "f64" })],
  [
    "inputs: ",
    changed(agreement, {
      inputs: { pred: tensor("f32", [1], [1]), target: tensor("f32", [2], [1, 2]) },
    }),
  ],
  [
    'loss is "smooth_l2_loss", which no spec defines',
    changed(agreement, { loss: "smooth_l2_loss" }),
  ],
  ["calls is empty", { ...agreement, trial: { calls: [], facts: {} } }],
];

for (const [why, counterexample] of past) {
  const kind = counterexample.check.split("/")[1];
  Deno.test(`planReplay() judges no call of another version of the loss: ${kind}: ${why}`, () => {
    const error = assertThrows(() => planReplay(counterexample, options), CannotPlan);
    assertStringIncludes(error.message, `Cannot replay "${counterexample.check}"`);
    assertStringIncludes(error.message, "another version of the loss: trial.calls");
    assertStringIncludes(error.message, why);
  });
}

Deno.test("planReplay() says what is no longer there, and what is near", () => {
  const replaying = (check: string) => () => planReplay({ ...agreement, check }, options);
  assertThrows(
    replaying("smooth_l1_loss/agreement/meen"),
    CannotPlan,
    'there is no such check any more, the nearest is "smooth_l1_loss/agreement/mean"',
  );
  assertThrows(replaying("smooth_l1_loss/*/mean"), CannotPlan, "there is no such check any more");
  assertThrows(replaying("l2_loss/pure"), CannotPlan, 'Cannot replay "l2_loss/pure": unknown loss');
});

Deno.test("replay() blames the versions when a check cannot judge the stored trial", async () => {
  const judge = () => {
    throw new TypeError("no second call");
  };
  const plan = fakePlan([fakeCheck({ judge })]);
  const trial = { calls: [], facts: {} };
  const stored = { ...agreement, check: "double/agreement/value", trial };
  await assertRejects(
    () => replay(stored, plan, fakeAdapter(() => scalar(1))),
    CannotPlan,
    "its check cannot judge it, perhaps since versions differ: no second call",
  );
});

Deno.test("specChange() warns when the spec is not the one that the counterexample was found with", () => {
  const spec = specDigest(builtinSpecs.get("smooth_l1_loss")!);
  assertEquals(specChange(agreement, builtinSpecs), undefined, "not kept");
  assertEquals(specChange({ ...agreement, spec }, builtinSpecs), undefined);
  assertStringIncludes(
    specChange({ ...agreement, spec: "ab".repeat(32) }, builtinSpecs) ?? "",
    `or the dialect, is another one (${spec.slice(0, 12)}) than when ` +
      "smooth_l1_loss/agreement/mean was found to fail (abababababab)",
  );
});
