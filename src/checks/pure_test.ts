import { assertEquals, assertMatch } from "@std/assert";
import fc from "fast-check";
import type { Call, Result } from "../spec/mod.ts";
import type { InvariantOf } from "./builder.ts";
import { honestAnswer, type Leaning } from "./_honest.ts";
import { pure } from "./pure.ts";
import { floatDTypes } from "../tensor/mod.ts";
import { filled } from "../tensor/internal.ts";
import { checksFor } from "./registry.ts";
import {
  changed,
  checkOf,
  type Evaluate,
  lossesWith,
  settingOf,
  specOf,
  truth,
  verdict,
  world,
} from "./_trial.ts";

Deno.test("pure() passes the truth of every loss", () => {
  for (const loss of lossesWith("pure")) {
    assertEquals(verdict(checkOf(loss, "pure"), truth, 20), { status: "pass" }, loss);
  }
});

Deno.test("pure() catches a buffer that adds up over calls", () => {
  let total = 0;
  const leaking: Evaluate = (call) => {
    const right = truth(call);
    if (!("value" in right)) return right;
    const data = right.value.data.map((x) => x + total);
    total += 1;
    return { ...right, value: { ...right.value, data } };
  };
  assertEquals(verdict(checkOf("cross_entropy", "pure"), leaking).status, "fail");
});

Deno.test("pure() tells 0 from -0 and takes NaN for NaN", () => {
  const { trials, judge } = checkOf("l1_loss", "pure");
  const plain = fc.sample(trials, { seed: 1, numRuns: 50 })
    .find(({ facts }) => Object.keys(facts).length === 0)!;
  const last = plain.calls.length - 1;
  const answering = (before: number, after: number) =>
    judge(
      plain,
      plain.calls.map((call, i) => {
        const right = truth(call);
        if (!("value" in right)) return right;
        return {
          ...right,
          value: filled(call.dtype, right.value.shape, i === last ? after : before),
        };
      }),
    ).status;
  assertEquals(answering(0, -0), "fail");
  assertEquals(answering(0, 0), "pass");
  assertEquals(answering(NaN, NaN), "pass");
});

const otherFormats = { ...settingOf("l1_loss"), world: { ...world, dtypes: floatDTypes } };

/** The first judgement of `pure` that is no pass, of an implementation that is asked one call after another. */
function judged(loss: string, evaluate: Evaluate, setting = otherFormats) {
  const [check] = checksFor(specOf(loss), setting.dtype, setting.capability, setting.world)
    .filter(({ id }) => id === `${loss}/pure`);
  return verdict(check, evaluate, 100);
}

Deno.test("pure() catches what the call before leaves behind: its format, its refusal", () => {
  let format: string | undefined;
  const sticky: Evaluate = (call) => {
    const right = truth(call);
    if (!("value" in right)) return right;
    format ??= call.dtype;
    const isOther = format !== call.dtype;
    format = call.dtype;
    return isOther ? { ...right, value: filled(call.dtype, right.value.shape, 3) } : right;
  };
  const found = judged("l1_loss", sticky);
  assertMatch(found.status === "fail" ? found.why : "", /after one in another format/);

  let refused = false;
  const upset: Evaluate = (call) => {
    const right = truth(call);
    if (!("value" in right)) return (refused = true, right);
    if (!refused) return right;
    refused = false;
    return { ...right, value: filled(call.dtype, right.value.shape, 3) };
  };
  const after = judged("l1_loss", upset);
  assertMatch(after.status === "fail" ? after.why : "", /after one that must be refused/);
});

Deno.test("pure() asks between in the formats that the loss is computed in, and in no other", () => {
  const asked = new Set<string>();
  const noting: Evaluate = (call) => (asked.add(call.dtype), truth(call));
  const capability = { ...otherFormats.capability, dtypes: ["f32", "f64"] as const };
  assertEquals(judged("l1_loss", noting, { ...otherFormats, capability }).status, "pass");
  assertEquals(asked, new Set(["f32", "f64"]));
});

Deno.test("pure() catches memos by shape, by sum and by the first element", () => {
  const keys: Record<string, (data: readonly number[]) => string> = {
    shape: () => "",
    sum: (data) => `${data.toSorted((a, b) => a - b)}`,
    first: ([first]) => `${first}`,
  };
  for (const [name, keyOf] of Object.entries(keys)) {
    let last: { readonly key: string; readonly answer: Result } | undefined;
    const memo: Evaluate = (call) => {
      const right = truth(call);
      if (!("value" in right)) return right;
      const { inputs, ...rest } = call;
      const data = Object.entries(inputs).map(([name, { data }]) => keyOf([...data]) + name);
      const key = JSON.stringify([rest, inputs.pred.shape, data]);
      const answer: Result = last?.key === key ? last.answer : right;
      last = { key, answer };
      return answer;
    };
    assertEquals(judged("l1_loss", memo).status, "fail", name);
  }
});

Deno.test("pure() takes refusals, errors and answers to invalid calls, and tells what was not asked", () => {
  const { trials, judge } = checkOf("l1_loss", "pure");
  const trial = fc.sample(trials, { seed: 3, numRuns: 200 })
    .find(({ facts }) => "refused" in facts)!;
  const right = truth(trial.calls[0]);
  const between: readonly Result[] = [{ rejected: "no" }, { error: "died" }, right];
  for (const other of between) {
    assertEquals(judge(trial, [right, other, right]), { status: "pass" });
  }
  const unasked: Result = { error: "not asked", asked: false };
  assertEquals(judge(trial, [right, { error: "died" }, unasked]).status, "skipped");
  assertEquals(judge(trial, [right, right, { error: "died" }]).status, "fail");
});

Deno.test("pure() tells answers that a later call has changed, as a should", () => {
  const check = checkOf("l1_loss", "pure/answers_stay");
  assertEquals(check.level, "should");
  const [trial] = fc.sample(check.trials, { seed: 1, numRuns: 1 });
  const right = trial.calls.map(truth);
  assertEquals(check.judge(trial, right), { status: "pass" });
  const changed = right.map((result, i) =>
    i === 1 && "value" in result ? { ...result, overwritten: true as const } : result
  );
  assertEquals(check.judge(trial, changed), {
    status: "fail",
    why: "A later call has changed the answer",
    call: 1,
  });
});

Deno.test("pure() lets answers that are not reproducible differ by honest rounding, and by no more", () => {
  const loss = "sigmoid_focal_loss";
  const spec = specOf(loss);
  const setting = settingOf(loss);
  const varying = (answer: (lean: Leaning, call: Call) => Result): Evaluate => {
    let turn = 0;
    return (call) => answer(++turn % 4 < 2 ? "low" : "high", call);
  };
  const honest = varying((lean, call) =>
    honestAnswer(spec, setting.world.oracle, ["pred"], call, () => lean)
  );
  const [invariant] = spec.invariants.filter(({ kind }) => kind === "pure");
  const checkWhere = (reproducible: boolean) =>
    pure(spec, invariant as InvariantOf<"pure">, {
      ...setting,
      capability: { ...setting.capability, reproducible },
    })[0];
  assertEquals(verdict(checkWhere(true), honest).status, "fail");
  assertEquals(verdict(checkWhere(false), honest).status, "pass");
  const racing = varying((lean, call) => lean === "low" ? truth(call) : halved(call));
  const halved = changed(loss, { value: (x) => x / 2 });
  assertEquals(verdict(checkWhere(false), racing).status, "fail");
});
