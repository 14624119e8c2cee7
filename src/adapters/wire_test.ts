import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { builtinSpecs, type Call, type Result } from "../spec/mod.ts";
import { floatDTypes, roundTo, tensor } from "../tensor/mod.ts";
import { readResult } from "./read_result.ts";
import { readCall, runLine, writeResult } from "./wire.ts";

const spec = builtinSpecs.get("l1_loss")!;

const calls = fc.record({
  dtype: fc.constantFrom(...floatDTypes),
  numbers: fc.array(fc.double(), { maxLength: 5 }),
  beta: fc.oneof(fc.double(), fc.constant(null)),
  shared: fc.boolean(),
  upstream: fc.boolean(),
}).map(({ dtype, numbers, beta, shared, upstream }): Call => {
  const data = numbers.map((x) => roundTo(x, dtype));
  const make = () => tensor(dtype, [data.length], data);
  const pred = make();
  return {
    loss: "l1_loss",
    dtype,
    inputs: { pred, target: shared ? pred : make(), label: tensor("i32", [1], [3]) },
    params: { beta },
    reduction: "none",
    gradients: true,
    ...(upstream && { upstream: make() }),
  };
});

Deno.test("readCall() reads what runLine() writes, to the bit, and what is one tensor is one again", () => {
  fc.assert(fc.property(calls, fc.boolean(), (call, shares) => {
    const { cmd, id, calls: [wire] } = JSON.parse(runLine(7, [call], shares));
    const read = readCall(wire);
    assertEquals({ cmd, id, read }, { cmd: "run", id: 7, read: call });
    const isOne = ({ inputs }: Call) => inputs.pred === inputs.target;
    assertEquals(isOne(read), shares && isOne(call));
  }));
});

Deno.test("readResult() reads what writeResult() writes, to the bit", () => {
  const about = { losses: { l1_loss: { gradients: ["pred"] } } };
  const results = calls.map((call): readonly [Call, Result] => {
    const { pred } = call.inputs;
    return [call, { value: pred, gradients: { pred }, overwritten: true }];
  });
  fc.assert(fc.property(results, ([call, result]) => {
    const wire = JSON.parse(JSON.stringify(writeResult(result)));
    assertEquals(readResult(wire, call, spec, about), result);
  }));
  const [call] = fc.sample(calls, { numRuns: 1, seed: 1 });
  for (const result of [{ rejected: "no" }, { unsupported: "never" }, { error: "oh" }]) {
    assertEquals(readResult(writeResult(result), call, spec, about), result);
  }
  assert("value" in (writeResult({ value: tensor("f32", [], [1]) }) as object));
});
