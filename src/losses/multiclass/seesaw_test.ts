import { assertAlmostEquals } from "@std/assert";
import { createOracle } from "../../oracle/mod.ts";
import { builtinSpecs, type Call } from "../../spec/mod.ts";
import { tensor } from "../../tensor/mod.ts";
import { answerTo, assertRow, rowCall } from "../_row_anchor.ts";

const oracle = await createOracle([builtinSpecs.get("seesaw_loss")!]);

function callOf(
  logits: readonly number[],
  label: number,
  counts: readonly number[],
  params: Call["params"] = {},
): Call {
  const inputs = {
    pred: tensor("f64", [1, logits.length], logits),
    label: tensor("i32", [1], [label]),
    counts: tensor("f64", [counts.length], counts),
  };
  return rowCall("seesaw_loss", inputs, params);
}

// At the doubles nearest to 0.8 and 0.01.
Deno.test("seesaw loss has mpmath's values and gradients", () => {
  const counts = [100, 10, 1];
  assertRow(oracle, callOf([1, 0, 2], 0, counts), [
    "0.446498817089123041089018",
    "-0.3601354829124983191597034",
    "0.03730727647928571816078891",
    "0.3228282064332126009989145",
  ], 4);
  assertRow(oracle, callOf([1, 0, 2], 2, counts), ["0.4076059644443803044829199"], 4);
});

Deno.test("a label of a probability below eps is not left further behind", () => {
  const [value] = answerTo(callOf([0, 6], 0, [5, 5]));
  assertAlmostEquals(value, 15.20538925080627394549558, 4e-15);
});

Deno.test("the largest logits have a loss beyond the format, and slopes within", () => {
  const largest = Number.MAX_VALUE;
  for (const q of [0, 2, 1e300]) {
    const [value, ...slopes] = answerTo(callOf([largest, -largest, 0], 1, [5, 5, 5], { q }));
    assertAlmostEquals(slopes[0], 1);
    assertAlmostEquals(slopes[1], -1);
    assertAlmostEquals(slopes[2], 0);
    assertAlmostEquals(1 / value, 0);
  }
});
