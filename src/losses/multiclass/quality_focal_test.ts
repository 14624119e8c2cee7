import { assert } from "@std/assert";
import fc from "fast-check";
import { createOracle } from "../../oracle/mod.ts";
import { builtinSpecs, type Call } from "../../spec/mod.ts";
import { tensor, ulp } from "../../tensor/mod.ts";
import { answerTo, assertRow, rowCall, truthOf } from "../_row_anchor.ts";

const oracle = await createOracle([builtinSpecs.get("quality_focal_loss")!]);

function callOf(logits: readonly number[], label: number, score: number, beta = 2): Call {
  const inputs = {
    pred: tensor("f64", [1, logits.length], logits),
    label: tensor("i32", [1], [label]),
    score: tensor("f64", [1], [score]),
  };
  return rowCall("quality_focal_loss", inputs, { beta });
}

// Value, then gradient: 25 digits by mpmath, at the doubles. 0.6 is none: its double is meant.
const anchors: readonly (readonly [Call, ...string[]])[] = [
  [callOf([0], 0, 0.75), "0.04332169878499658183857701", "-0.102268397569993163677154"],
  [
    callOf([1, -1, 0], 0, 0.6),
    "0.208196085771312230403447",
    "0.03900930672367588846921797",
    "0.05258112997756062092165325",
    "0.298286795139986327354308",
  ],
  [
    callOf([1, -1, 0], 3, 0.6),
    "0.897813156059838634601015",
    "0.768234723199317636962",
    "0.05258112997756062092165325",
    "0.298286795139986327354308",
  ],
];

Deno.test("quality focal loss has the 25-digit anchors, and the oracle has them correctly rounded", () => {
  for (const [call, ...digits] of anchors) assertRow(oracle, call, digits, 4);
});

Deno.test("quality focal loss of ordinary rows is exact to a few ulps of its largest part", () => {
  const logit = fc.double({ min: -600, max: 600, noNaN: true });
  const row = fc.array(logit, { minLength: 1, maxLength: 3 });
  const score = fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true }));
  const beta = fc.constantFrom(1, 1.25, 1.5, 2, 5);
  fc.assert(
    fc.property(row, fc.nat(3), score, beta, (logits, pick, q, b) => {
      const call = callOf(logits, pick % (logits.length + 1), q, b);
      const [value] = answerTo(call);
      const [exact] = truthOf(oracle, call);
      // Near the quality the modulator is a difference that cancels: that is worth an ulp of 1.
      const slack = 8 * ulp(exact, "f64") + 2 ** -50;
      assert(Math.abs(value - exact) <= slack, `got ${value}, exact ${exact}`);
    }),
    { numRuns: 100, seed: 1 },
  );
});
