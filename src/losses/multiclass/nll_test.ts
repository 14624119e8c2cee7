import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { createOracle } from "../../oracle/mod.ts";
import { builtinSpecs, type Call } from "../../spec/mod.ts";
import { tensor, ulp } from "../../tensor/mod.ts";
import { answerTo, assertRow, rowCall } from "../_row_anchor.ts";

const oracle = await createOracle([builtinSpecs.get("nll_loss")!]);

function callOf(
  logs: readonly number[],
  label: number,
  weights?: readonly number[],
): Call {
  return rowCall("nll_loss", {
    pred: tensor("f64", [1, logs.length], logs),
    label: tensor("i32", [1], [label]),
    ...(weights && { class_weight: tensor("f64", [weights.length], weights) }),
  });
}

// Value, then gradient: -w x and -w at the label, by hand; all are exact.
const anchors: readonly (readonly [Call, ...string[]])[] = [
  [callOf([-0.5, -1.25, -3], 1), "1.25", "0", "-1", "0"],
  [callOf([-0.5, -1.25, -3], 2, [0.5, 2, 3]), "9", "0", "0", "-3"],
  [callOf([2, 1], 0), "-2", "-1", "0"],
];

Deno.test("nll_loss has the label's logarithm, weighted and negated", () => {
  for (const [call, ...digits] of anchors) assertRow(oracle, call, digits, 0);
});

Deno.test("nll_loss after a log-softmax is cross entropy", () => {
  const logit = fc.double({ min: -600, max: 600, noNaN: true });
  const row = fc.array(logit, { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(row, fc.nat(3), (logits, pick) => {
      const label = pick % logits.length;
      const inputs = callOf(logits, label).inputs;
      const [entropy] = answerTo(rowCall("cross_entropy", inputs));
      const highest = Math.max(...logits);
      const norm = Math.log(logits.reduce((total, z) => total + Math.exp(z - highest), 0));
      const [value] = answerTo(callOf(logits.map((z) => z - highest - norm), label));
      assert(Math.abs(value - entropy) <= 4 * ulp(1 + entropy, "f64"), `${value}, ${entropy}`);
    }),
    { numRuns: 200, seed: 1 },
  );
});

Deno.test("nll_loss does not look at other classes than the label", () => {
  for (const other of [-Infinity, Infinity]) {
    assertEquals(answerTo(callOf([other, -0.75], 1)), [0.75, 0, -1]);
  }
});
