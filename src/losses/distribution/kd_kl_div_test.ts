import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { createOracle } from "../../oracle/mod.ts";
import { builtinSpecs, type Call } from "../../spec/mod.ts";
import { tensor, ulp } from "../../tensor/mod.ts";
import { answerTo, assertRow, rowCall, truthOf } from "../_row_anchor.ts";

const oracle = await createOracle([builtinSpecs.get("kd_kl_div_loss")!]);

function callOf(pred: readonly number[], soft: readonly number[], temperature: number): Call {
  const row = (data: readonly number[]) => tensor("f64", [1, data.length], data);
  return rowCall("kd_kl_div_loss", { pred: row(pred), soft: row(soft) }, { temperature });
}

// Value, then gradient, of students (1, 0, -1) and teachers (0, 0, 1): 25 digits by mpmath.
const anchors: readonly (readonly [temperature: number, ...string[]])[] = [
  [
    1,
    "0.2654844874756339966910822",
    "0.1510997993859121481527259",
    "0.01092897114590406913403969",
    "-0.1620287705318162172867656",
  ],
  [
    2,
    "0.2676284714281319335160623",
    "0.1549411813296380318734231",
    "0.02208484443820094598683315",
    "-0.1770260257678389778602563",
  ],
  [
    10,
    "0.2617452027157789655156652",
    "0.1504064557151187412068985",
    "0.03393843045652465800229918",
    "-0.1843448861716433992091976",
  ],
];

Deno.test("kd_kl_div_loss has the 25-digit anchors, and the oracle has them correctly rounded", () => {
  for (const [temperature, ...digits] of anchors) {
    assertRow(oracle, callOf([1, 0, -1], [0, 0, 1], temperature), digits, 16);
  }
});

Deno.test("kd_kl_div_loss tends to a square as the temperature grows, without losing digits", () => {
  for (const temperature of [2 ** 20, 2 ** 200, 2 ** 700]) {
    const [value] = answerTo(callOf([1, 0, -1], [0, 0, 1], temperature));
    const allowance = 1 / temperature + 1e-15;
    assert(Math.abs(value - 7 / 27) <= allowance, `got ${value} at T = ${temperature}`);
  }
});

Deno.test("kd_kl_div_loss of a student beside its teacher keeps its digits", () => {
  const near = fc.integer({ min: -8, max: 8 }).map((k) => k * 2 ** -40);
  const logit = fc.integer({ min: -80, max: 80 }).map((k) => k / 16);
  const entry = fc.tuple(logit, near);
  fc.assert(
    fc.property(fc.array(entry, { minLength: 2, maxLength: 4 }), (entries) => {
      const call = callOf(entries.map(([s, d]) => s + d), entries.map(([s]) => s), 1);
      const [value] = answerTo(call);
      const [exact] = truthOf(oracle, call);
      assert(Math.abs(value - exact) <= 1e-13 * exact, `got ${value}, exact ${exact}`);
    }),
    { numRuns: 100, seed: 1 },
  );
});

Deno.test("kd_kl_div_loss is finite for the largest logits", () => {
  const largest = Number.MAX_VALUE;
  const got = answerTo(callOf([largest, -largest], [-largest, largest], 0.25));
  assertEquals(got, [largest / 4, 0.125, -0.125]);
});

Deno.test("kd_kl_div_loss of logits with a huge part in common tells what they are apart", () => {
  const huge = 2 ** 130;
  const call = callOf([huge, huge, 0], [0, 1, -128], 1);
  const [value, ...slopes] = answerTo(call);
  const [exact, ...exactSlopes] = truthOf(oracle, call);
  assert(Math.abs(value - exact) <= 16 * ulp(exact, "f64"), `got ${value}, exact ${exact}`);
  for (const [c, slope] of exactSlopes.entries()) {
    assert(Math.abs(slopes[c] - slope) <= 16 * ulp(slope, "f64"), `got ${slopes[c]}, ${slope}`);
  }
});
