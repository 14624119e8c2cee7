import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { SpecError } from "../spec_files/mod.ts";
import type { Call } from "../spec/mod.ts";
import { floatDTypes, tensor } from "../tensor/mod.ts";
import { readCounterexample, writeCounterexample } from "./counterexample.ts";
import type { Counterexample } from "./event.ts";
import { doubleCall } from "./_fake.ts";

const call: fc.Arbitrary<Call> = fc.record({
  dtype: fc.constantFrom(...floatDTypes),
  values: fc.array(fc.oneof(fc.double(), fc.constantFrom(NaN, -0, Infinity, -Infinity, 5e-324))),
  labels: fc.array(fc.integer()),
  beta: fc.option(fc.double()),
}).map(({ dtype, values, labels, beta }) => ({
  ...doubleCall([0]),
  dtype,
  inputs: {
    pred: tensor(dtype, [values.length], values),
    label: tensor("i32", [labels.length], labels),
  },
  params: { beta },
}));

const counterexample: fc.Arbitrary<Counterexample> = fc.record({
  calls: fc.array(call, { maxLength: 2 }),
  text: fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units)),
  number: fc.double(),
}).map(({ calls, text, number }) => ({
  check: "double/agreement/value",
  dtype: "f32",
  requirement: text,
  seed: 42,
  path: "17:2:0",
  trial: { calls, facts: { permutation: [1, 0], scale: number } },
  fault: {
    why: text,
    call: 0,
    output: "value",
    element: 3,
    expected: number,
    got: -number,
    allowed: [-Infinity, number] as const,
    law: {
      terms: [{ call: 0, output: "pred", element: 1, coefficient: -number, got: number }],
      constant: number,
      sense: "<",
    } as const,
  },
}));

Deno.test("readCounterexample() gives back exactly what writeCounterexample() wrote", () => {
  fc.assert(
    fc.property(counterexample, (original) => {
      const read = readCounterexample(writeCounterexample(original), "x.json");
      assertEquals(read, { ...original, file: "x.json" });
    }),
    { seed: 5 },
  );
});

const [sample] = fc.sample(counterexample, { seed: 1, numRuns: 1 });
const one: Counterexample = {
  ...sample,
  requirement: "Lists like [1,2] in a text, stay",
  trial: { calls: [doubleCall([0.1, -0])], facts: {} },
};

Deno.test("writeCounterexample() writes tensors along a line, also in hexadecimal", () => {
  const text = writeCounterexample(one);
  assert(text.includes('"data": [0.10000000149011612, "-0"]'), text);
  assert(text.includes('"hex": ["0x1.99999ap-4", "-0x0p+0"]'), text);
  assert(text.includes('"Lists like [1,2] in a text, stay"'), text);
});

Deno.test("readCounterexample() says what is wrong, in which file and where", () => {
  const read = (text: string) => () => readCounterexample(text, "x.json");
  const text = writeCounterexample(one);
  assertThrows(read("{"), SpecError, 'x.json:1:2: is no JSON: "}" is expected');
  assertThrows(read("{}"), SpecError, "x.json: check is missing");
  assertThrows(read(text.replace("seed", "sede")), SpecError, 'did you mean "seed"?');
  assertThrows(
    read(text.replace('"format": 1', '"format": 2')),
    SpecError,
    "x.json: format must be 1; got 2",
  );
  assertThrows(
    read(text.slice(0, text.length / 2)),
    SpecError,
    ": is no JSON: ",
  );
  assertThrows(
    read(text.replace("0.10000000149011612", "0.1")),
    SpecError,
    "value 0.1 at 0 is no f32 number",
  );
  assertThrows(
    read(text.replace("0x1.99999ap-4", "0x1.99999cp-4")),
    SpecError,
    "value 0 is 0.10000000149011612 in data and 0x1.99999cp-4 in hex",
  );
  assertThrows(read(text.replace('"-0x0p+0"', '"0x0p+0"')), SpecError, "value 1 is -0 in data");
  assertThrows(read(text.replace(', "-0x0p+0"]', "]")), SpecError, "2 values, and 1 in hex");
  assertThrows(read(text.replace('"-0x0p+0"', '"zero"')), SpecError, '"zero" is no number');
  assertThrows(read(text.replace('"17:2:0"', '"x"')), SpecError, "must be numbers between colons");
  assertThrows(
    read(text.replace('"shape": [2]', '"shape": [3]')),
    SpecError,
    "shape [3] holds 3 values, got 2",
  );
});
