import { assert, assertEquals } from "@std/assert";
import { createOracle } from "../../oracle/mod.ts";
import { builtinSpecs, type Call } from "../../spec/mod.ts";
import { tensor, ulp } from "../../tensor/mod.ts";
import { answerTo, assertRow, rowCall } from "../_row_anchor.ts";

const oracle = await createOracle([builtinSpecs.get("poly_cross_entropy")!]);

function callOf(logits: readonly number[], label: number, params: Call["params"]): Call {
  const inputs = {
    pred: tensor("f64", [1, logits.length], logits),
    label: tensor("i32", [1], [label]),
  };
  return rowCall("poly_cross_entropy", inputs, params);
}

// Value, then gradient, of the logits (1, 0, -1) and label 0: 25 digits by mpmath.
const anchors: readonly (readonly [Call["params"], ...string[]])[] = [
  [
    { epsilon: 2 },
    "1.077124052894736525424883",
    "-0.7801498972944248233475659",
    "0.5703352750344065005271511",
    "0.2098146222600183228204148",
  ],
  [
    { epsilon: -1 },
    "0.07284692021920219401193818",
    "-0.1120636176905547540326896",
    "0.08192506906499322844586388",
    "0.03013854862556152558682577",
  ],
  [
    { epsilon: 2, label_smoothing: 0.5 },
    "1.577124052894736525424883",
    "-0.4468165639610914900142325",
    "0.4036686083677398338604844",
    "0.04314795559335165615374811",
  ],
  [
    { epsilon: 2, label_smoothing: 0.5, smoothed_p: 1 },
    "1.909031675336225081620568",
    "-0.2241211374264681335759405",
    "0.2408652063779354098333887",
    "-0.01674406895146727625744823",
  ],
];

Deno.test("poly cross entropy has the 25-digit anchors, and the oracle has them correctly rounded", () => {
  for (const [params, ...digits] of anchors) {
    assertRow(oracle, callOf([1, 0, -1], 0, params), digits, 4);
  }
});

Deno.test("poly cross entropy at epsilon -1 keeps the slope's digits of a sure row", () => {
  const [, ...slopes] = answerTo(callOf([20, 0, -1], 0, { epsilon: -1 }));
  // 25 digits by mpmath.
  const exact = [
    "-7.949070815567548274975981e-18",
    "5.811236411858065504170841e-18",
    "2.13783440370948277080514e-18",
  ].map(Number);
  for (const [c, slope] of slopes.entries()) {
    assert(Math.abs(slope - exact[c]) <= 4 * ulp(exact[c], "f64"), `got ${slope} at ${c}`);
  }
});

Deno.test("poly cross entropy of the largest logits is in range where epsilon takes their loss back", () => {
  const largest = 2 ** 1023;
  const call = callOf([largest, -largest / 2], 1, { epsilon: -largest });
  assertEquals(answerTo(call), [largest / 2, 1, -1]);
});
