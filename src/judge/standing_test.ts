import { assertEquals, assertMatch } from "@std/assert";
import { createOracle } from "../oracle/mod.ts";
import { userCall, userLoss } from "../oracle/_user_loss.ts";
import { builtinSpecs, type Call, type Spec } from "../spec/mod.ts";
import { tensor } from "../tensor/mod.ts";
import { judgeAnswer } from "./judge_answer.ts";
import type { Fault, Judgement } from "./judgement.ts";

async function judged(spec: Spec, call: Call, value: readonly number[]): Promise<Judgement> {
  const oracle = await createOracle([spec]);
  const shape = call.reduction === "none" ? [value.length] : [];
  return judgeAnswer(oracle, spec, { ...call, gradients: false }, {
    value: tensor(call.dtype, shape, value),
  });
}

const half = userLoss("x / (x + x)");

Deno.test("judgeOutputs() tells overflow on the way, and no more than is true of it", async () => {
  const call = userCall([2 ** 1023]);
  assertEquals((await judged(half, call, [0.5])).status, "pass");
  // x + x is infinite in float64, and x over that is 0: honest, but for the overflow.
  const { why, overflow } = await judged(half, call, [0]) as Fault;
  assertMatch(
    why,
    /outside every honest evaluation of "form_0" that stays in the range of f64; on the way "x \+ x" of "form_0" can overflow$/,
  );
  assertEquals(overflow, "x + x");
});

Deno.test("judgeOutputs() says nothing of overflow where nothing can", async () => {
  const { why, overflow } = await judged(half, userCall([1]), [0]) as Fault;
  assertEquals(why, 'The value is outside every honest evaluation of "form_0"');
  assertEquals(overflow, undefined);
});

Deno.test("judgeOutputs() names a fault in range before one at the far end", async () => {
  const fault = await judged(half, userCall([2 ** 1023, 1]), [NaN, 0.25]) as Fault;
  assertEquals([fault.element, fault.overflow], [1, undefined]);
});

Deno.test("judgeOutputs() tells an infinite log of a softmax that underflows", async () => {
  const spec = builtinSpecs.get("cross_entropy")!;
  const { overflow, why } = await judged(spec, {
    loss: spec.id,
    dtype: "f32",
    inputs: { pred: tensor("f32", [1, 2], [0, 128]), label: tensor("i32", [1], [0]) },
    params: { ignore_index: -100, label_smoothing: 0 },
    reduction: "mean",
    gradients: false,
  }, [Infinity]) as Fault;
  assertMatch(
    why,
    /stays in the range of f32; on the way ".*" of "log_of_softmax" can be infinite/,
  );
  assertMatch(overflow ?? "", /log/);
});

Deno.test("judgeAnswer() passes anything where there is no value, as weak evidence", async () => {
  const spec = userLoss("(x + 1) / (x + 1)");
  for (const answer of [NaN, 0, 1, 7]) {
    assertEquals(await judged(spec, userCall([-1]), [answer]), {
      status: "pass",
      accuracy: [],
      weak: true,
    });
  }
  assertEquals((await judged(spec, userCall([-1, 1]), [NaN, NaN])).status, "fail");
});
