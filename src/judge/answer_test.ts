import { assertEquals, assertMatch } from "@std/assert";
import type { Call, Result } from "../spec/mod.ts";
import { tensor } from "../tensor/mod.ts";
import { readAnswers } from "./answer.ts";
import { settingOf } from "../checks/_trial.ts";

const call: Call = {
  loss: "l1_loss",
  dtype: "f16",
  inputs: {
    pred: tensor("f16", [1, 2], [1, 2]),
    target: tensor("f16", [1, 2], [0, 0]),
  },
  params: {},
  reduction: "mean",
  gradients: true,
};
const gradient = tensor("f16", [1, 2], [0.5, 0.5]);
const gradients = { pred: gradient, target: gradient };
const value = tensor("f16", [], [1.5]);

/** What is said of one answer to the call; nothing of a good one. */
function said(result: Result, asked: Call = call): string | undefined {
  const read = readAnswers({ calls: [asked], facts: {} }, [result], settingOf("l1_loss", "f16"));
  return "why" in read ? read.why : undefined;
}

Deno.test("readAnswers() takes [] and [1] for a scalar", () => {
  assertEquals(said({ value, gradients }), undefined);
  assertEquals(said({ value: tensor("f16", [1], [1.5]), gradients }), undefined);
});

Deno.test("readAnswers() says what is wrong with the value", () => {
  assertMatch(said({ value: gradient, gradients })!, /value has shape \[1,2\].*shape \[\]/);
  assertMatch(said({ value: tensor("f32", [], [1]), gradients })!, /value has dtype f32/);
  const wide = { ...value, data: Float32Array.of(0.1) };
  assertMatch(said({ value: wide, gradients })!, /not all f16/);
  const terms: Call = { ...call, reduction: "none" };
  assertMatch(said({ value, gradients }, terms)!, /shape \[\]; it must have shape \[1,2\]/);
  assertEquals(said({ value: gradient, gradients }, terms), undefined);
});

Deno.test("readAnswers() wants every gradient that was asked for, in its input's shape", () => {
  assertMatch(said({ value, gradients: { pred: gradient } })!, /gradient by "target" is missing/);
  assertEquals(said({ value }, { ...call, gradients: false }), undefined);
  const flat = tensor("f16", [2], [0.5, 0.5]);
  assertMatch(
    said({ value, gradients: { ...gradients, pred: flat } })!,
    /by "pred" has shape \[2\]; it must have shape \[1,2\]/,
  );
});

Deno.test("readAnswers() asks for no gradient that the implementation lacks", () => {
  const setting = settingOf("l1_loss", "f16");
  const lacking = {
    ...setting,
    world: { ...setting.world, capabilities: { l1_loss: { gradients: ["pred"] } } },
  };
  const read = readAnswers(
    { calls: [call], facts: {} },
    [{ value, gradients: { pred: gradient } }],
    lacking,
  );
  assertEquals(read, [{ value, gradients: { pred: gradient }, open: false }]);
});

Deno.test("readAnswers() reads a refusal as NaN where every answer is left open", () => {
  const over = (label: number): Call => ({
    loss: "cross_entropy",
    dtype: "f16",
    inputs: { pred: tensor("f16", [1, 1], [0]), label: tensor("i32", [1], [label]) },
    params: { ignore_index: -100, label_smoothing: 0 },
    reduction: "mean",
    gradients: true,
  });
  const read = (call: Call) =>
    readAnswers(
      { calls: [call], facts: {} },
      [{ rejected: "nothing counts" }],
      settingOf("cross_entropy", "f16"),
    );
  const nan = (shape: readonly number[]) => tensor("f16", shape, [NaN]);
  assertEquals(read(over(-100)), [{
    value: nan([]),
    gradients: { pred: nan([1, 1]) },
    open: true,
  }]);
  assertEquals("status" in read(over(0)), true);
  assertEquals("status" in read({ ...over(-100), reduction: "sum" }), true);
});
