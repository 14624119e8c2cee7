import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { createOracle } from "../../oracle/mod.ts";
import { builtinSpecs, type Call } from "../../spec/mod.ts";
import { tensor, ulp } from "../../tensor/mod.ts";
import { answerTo, assertRow, rowCall } from "../_row_anchor.ts";

const oracle = await createOracle([builtinSpecs.get("multipos_cross_entropy")!]);

function callOf(pred: readonly number[], label: readonly number[]): Call {
  const row = (data: readonly number[]) => tensor("f64", [1, data.length], data);
  return rowCall("multipos_cross_entropy", { pred: row(pred), label: row(label) });
}

// Value, then gradient: 25 digits by mpmath.
const anchors: readonly (readonly [Call, ...string[]])[] = [
  [
    callOf([1, 2, 0], [1, 0, 0]),
    "1.40760596444438030448292",
    "-0.7552715289452023475270404",
    "0.6652409557748218895290183",
    "0.0900305731703804579980221",
  ],
  [
    callOf([1, 2, 0, -1], [1, 1, 0, 0]),
    "0.5237440658193385648354075",
    "-0.2980534702208481928802847",
    "-0.1096477440640547586369238",
    "0.2980534702208481928802847",
    "0.1096477440640547586369238",
  ],
];

Deno.test("multipos_cross_entropy has the 25-digit anchors, and the oracle has them correctly rounded", () => {
  for (const [call, ...digits] of anchors) assertRow(oracle, call, digits, 8);
});

Deno.test("multipos_cross_entropy is 0, with no slope, of a row without pairs", () => {
  for (const label of [[0, 0, 0], [1, 1, 1]]) {
    assertEquals(answerTo(callOf([1, 2, 0], label)).map(Math.abs), [0, 0, 0, 0]);
  }
});

Deno.test("multipos_cross_entropy of one positive is cross entropy", () => {
  const logit = fc.integer({ min: -512, max: 512 }).map((k) => k / 16);
  const row = fc.array(logit, { minLength: 2, maxLength: 5 });
  fc.assert(
    fc.property(row, fc.nat(4), (logits, pick) => {
      const k = pick % logits.length;
      const got = answerTo(callOf(logits, logits.map((_, c) => c === k ? 1 : 0)));
      const label = tensor("i32", [1], [k]);
      const pred = tensor("f64", [1, logits.length], logits);
      const expected = answerTo(rowCall("cross_entropy", { pred, label }));
      for (const [i, exact] of expected.entries()) {
        // exp has an ulp for each unit that its argument, a gap of up to 64, is away from 0.
        const slack = 64 * ulp(exact, "f64");
        assert(Math.abs(got[i] - exact) <= slack, `got ${got[i]}, expected ${exact}`);
      }
    }),
    { numRuns: 200, seed: 1 },
  );
});
