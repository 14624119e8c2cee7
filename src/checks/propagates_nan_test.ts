import { assertEquals, assertMatch } from "@std/assert";
import type { Result } from "../spec/mod.ts";
import type { Fault } from "../judge/mod.ts";
import {
  checkOf,
  elementwise,
  type Evaluate,
  invariantOf,
  lossesWith,
  settingOf,
  specOf,
  truth,
  verdict,
} from "./_trial.ts";
import { ignoredTerms } from "./ignored.ts";
import { propagatesNan } from "./propagates_nan.ts";
import { entriesOf } from "./scope.ts";

const l1 = elementwise("l1_loss", ({ pred, target }) => {
  return [Math.abs(pred - target), Math.sign(pred - target)];
});

/** Losses of logits whose answers are NaN where a row that counts has a NaN. */
function passingOn(terms: (poisoned: boolean, x: number) => number): Evaluate {
  return (call): Result => {
    const spec = specOf(call.loss);
    const { pred } = call.inputs;
    const clean = { ...pred, data: pred.data.map((x) => Number.isNaN(x) ? 0 : x) };
    const right = truth({ ...call, inputs: { ...call.inputs, pred: clean } });
    if (!("value" in right)) return right;
    const poisoned = ignoredTerms(spec, call).map((ignored, term) =>
      !ignored && entriesOf(spec, call, "pred", term).some((i) => Number.isNaN(pred.data[i]))
    );
    const reduced = [poisoned.includes(true)];
    const marks = call.reduction === "none" ? poisoned : reduced;
    return { value: { ...right.value, data: right.value.data.map((x, i) => terms(marks[i], x)) } };
  };
}

Deno.test("propagatesNan() passes losses that are NaN in the right terms only", () => {
  for (const input of ["pred", "target"]) {
    assertEquals(verdict(checkOf("l1_loss", `propagates_nan/${input}`), l1), { status: "pass" });
  }
  const right = passingOn((poisoned, x) => poisoned ? NaN : x);
  for (
    const loss of lossesWith("propagates_nan").filter((loss) => "label" in specOf(loss).inputs)
  ) {
    const check = checkOf(loss, "propagates_nan/pred");
    assertEquals(verdict(check, right), { status: "pass" }, loss);
  }
});

Deno.test("propagatesNan() passes losses that refuse NaN, as PyTorch refuses a probability of NaN", () => {
  const refusing: Evaluate = (call) =>
    call.inputs.pred.data.some(Number.isNaN) ? { rejected: "pred is NaN" } : l1(call);
  assertEquals(verdict(checkOf("l1_loss", "propagates_nan/pred"), refusing), { status: "pass" });
  const refusingAll: Evaluate = () => ({ rejected: "no" });
  const fault = verdict(checkOf("l1_loss", "propagates_nan/pred"), refusingAll) as Partial<Fault>;
  assertMatch(fault.why ?? "", /A valid call was refused/);
});

Deno.test("propagatesNan() catches NaN that max or nan_to_num turns into a number", () => {
  const swallowing = elementwise("l1_loss", ({ pred, target }) => {
    const d = Math.abs(pred - target);
    return [d > 0 ? d : 0, 0];
  });
  const fault = verdict(checkOf("l1_loss", "propagates_nan/pred"), swallowing) as Partial<Fault>;
  assertMatch(fault.why ?? "", /must not turn into a number/);
});

Deno.test("propagatesNan() catches NaN that spreads over the other rows", () => {
  const spreading: Evaluate = (call) => {
    const right = l1(call);
    if (!("value" in right) || !right.value.data.some(Number.isNaN)) return right;
    return { ...right, value: { ...right.value, data: right.value.data.map(() => NaN) } };
  };
  const fault = verdict(checkOf("l1_loss", "propagates_nan/pred"), spreading) as Partial<Fault>;
  assertMatch(fault.why ?? "", /must not change the terms of other rows/);
});

Deno.test("propagatesNan() lets a term stand that is known whatever the poisoned input is, and no other", () => {
  const check = checkOf("multipos_cross_entropy", "propagates_nan/pred");
  const selecting = (whenNoPair: number): Evaluate => (call) => {
    const { pred, label } = call.inputs;
    const classes = pred.shape[1];
    const hasPair = (row: number) => {
      const labels = label.data.slice(row * classes, (row + 1) * classes);
      return labels.includes(0) && labels.includes(1);
    };
    const rowOf = (i: number) => Math.floor(i / classes);
    const lost = Array.from(pred.data, (x, i) => Number.isNaN(x) ? rowOf(i) : -1)
      .filter((row) => row >= 0);
    const clean = { ...pred, data: pred.data.map((x) => Number.isNaN(x) ? 0 : x) };
    const right = truth({ ...call, inputs: { ...call.inputs, pred: clean } });
    if (!("value" in right) || lost.length === 0) return right;
    const worth = lost.some(hasPair) ? NaN : whenNoPair;
    const data = right.value.data.map((x, i) =>
      call.reduction !== "none" || lost.includes(i) ? (worth === 0 ? x : worth) : x
    );
    return { ...right, value: { ...right.value, data } };
  };
  assertEquals(verdict(check, selecting(0)), { status: "pass" });
  assertEquals(verdict(check, selecting(NaN)), { status: "pass" });
  const fault = verdict(check, selecting(1)) as Partial<Fault>;
  assertMatch(fault.why ?? "", /outside every honest evaluation/);
});

Deno.test("propagatesNan() is not made for inputs that all rows share", () => {
  const invariant = { ...invariantOf("cross_entropy", "propagates_nan"), input: "class_weight" };
  const setting = settingOf("cross_entropy");
  assertEquals(propagatesNan(specOf("cross_entropy"), invariant, setting), undefined);
});
