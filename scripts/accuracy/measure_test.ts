import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { callArbitrary } from "../../src/generate/mod.ts";
import { evaluateReference } from "../../src/losses/mod.ts";
import { createOracle } from "../../src/oracle/mod.ts";
import { builtinSpecs, type Call, type Result, type Spec } from "../../src/spec/mod.ts";
import { stepFloat, tensor } from "../../src/tensor/mod.ts";
import { measure } from "./measure.ts";

const spec = builtinSpecs.get("smooth_l1_loss") as Spec;
const oracle = await createOracle([spec]);

function callsOf(count: number): Call[] {
  const capability = { gradients: ["pred", "target"] };
  const options = { dtype: "f64", capability, rows: { max: 8 } } as const;
  return fc.sample(callArbitrary(spec, options), { numRuns: count, seed: 1 });
}

function one(pred: number, target: number, beta = 1): Call {
  const inputs = { pred: tensor("f64", [1], [pred]), target: tensor("f64", [1], [target]) };
  const params = { beta };
  return { loss: spec.id, dtype: "f64", inputs, params, reduction: "sum", gradients: true };
}

Deno.test("measure() finds the reference within one A of the truth, inside the first form", () => {
  const calls = callsOf(100);
  const measured = measure(spec, calls, evaluateReference, oracle);
  assertEquals(measured.map(({ output }) => output), ["value", "pred", "target"]);
  for (const { judged, worst, strays } of measured) {
    assert(judged >= calls.length);
    assert(worst !== undefined && worst.multiple < 1);
    assertEquals(strays, []);
  }
  // What is the truth, rounded but once, is off by 0 A.
  assert(measured.some(({ worst }) => worst!.multiple > 0));
});

Deno.test("measure() finds where the error is worst", () => {
  const exact = one(3, 1);
  const worse = one(0.1, 0.3);
  const answers = (call: Call): Result => {
    const right = evaluateReference(call);
    if (call !== worse || !("value" in right)) return right;
    return { ...right, value: tensor("f64", [], [stepFloat(right.value.data[0], 1, "f64")]) };
  };
  const [value] = measure(spec, [exact, worse, exact], answers, oracle);
  assertEquals(value.worst?.call, worse);
  assert((value.worst?.multiple ?? 0) > 0.1);
  assertEquals(value.judged, 3);
});

Deno.test("measure() tells a number that no form gives from one that a lesser form gives", () => {
  const stray = (call: Call, value: number) => {
    const answer = { value: tensor("f64", [], [value]) };
    const [{ strays }] = measure(spec, [call], () => answer, oracle);
    assertEquals(strays.map(({ call, output, element }) => ({ call, output, element })), [
      { call, output: "value", element: 0 },
    ]);
    return [strays[0].answer, strays[0].form];
  };
  assertEquals(stray(one(0.1, 0.3), 0.03), [0.03, undefined]);
  // d²/β is a subnormal number, (d/β)² is 0.
  assertEquals(stray(one(1e-60, 0, 1e200), 0), [0, "ratio_squared"]);
});

Deno.test("measure() refuses an answer that is none", () => {
  assertThrows(
    () => measure(spec, [one(0, 0)], () => ({ rejected: "no" }), oracle),
    TypeError,
    'Cannot measure an answer to "smooth_l1_loss" that is none: {"rejected":"no"}',
  );
});
