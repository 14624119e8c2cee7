import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { createOracle } from "../../oracle/mod.ts";
import { enclosuresOf } from "../../oracle/internal.ts";
import { builtinSpecs, type Call } from "../../spec/mod.ts";
import { tensor, ulp } from "../../tensor/mod.ts";
import { answerTo, assertRow, rowCall, truthOf } from "../_row_anchor.ts";

const oracle = await createOracle([builtinSpecs.get("distribution_focal_loss")!]);

function callOf(logits: readonly number[], position: number): Call {
  return rowCall("distribution_focal_loss", {
    pred: tensor("f64", [1, logits.length], logits),
    target: tensor("f64", [1], [position]),
  });
}

const stairs = [0, 1, 2, 3];

// Value, then gradient: 25 digits by mpmath; the inputs are binary numbers.
const anchors: readonly (readonly [Call, ...string[]])[] = [
  [
    callOf(stairs, 1.25),
    "2.190189698561195330492722",
    "0.03205860328008498845081147",
    "-0.6628556812579674325105406",
    "-0.01311718191008986770197071",
    "0.6439142598879723117616999",
  ],
  [
    callOf(stairs, 2),
    "1.440189698561195330492722",
    "0.03205860328008498845081147",
    "0.08714431874203256748945939",
    "-0.7631171819100898677019707",
    "0.6439142598879723117616999",
  ],
  [
    callOf(stairs, 3),
    "0.4401896985611953304927223",
    "0.03205860328008498845081147",
    "0.08714431874203256748945939",
    "0.2368828180899101322980293",
    "-0.3560857401120276882383001",
  ],
  [
    callOf([0, 0, 0, 0], 0.5),
    "1.386294361119890618834464",
    "-0.25",
    "-0.25",
    "0.25",
    "0.25",
  ],
  [
    callOf([1, -1, 0.5, 2], 2.75),
    "0.8701818980858560492752566",
    "0.2242078180482011404406798",
    "0.03034322855941622435452706",
    "-0.1140110842064944835495356",
    "-0.1405399624011228812456712",
  ],
];

Deno.test("distribution_focal_loss has the 25-digit anchors, and the oracle has them correctly rounded", () => {
  for (const [call, ...digits] of anchors) assertRow(oracle, call, digits, 16);
});

const logit = fc.double({ min: -600, max: 600, noNaN: true });
const row = fc.array(logit, { minLength: 1, maxLength: 4 });

Deno.test("distribution_focal_loss of a whole position is the cross entropy of that class", () => {
  fc.assert(
    fc.property(row, fc.nat(3), (logits, pick) => {
      const position = pick % logits.length;
      const call = callOf(logits, position);
      const label = tensor("i32", [1], [position]);
      const entropy = rowCall("cross_entropy", { pred: call.inputs.pred, label });
      assertEquals(answerTo(call), answerTo(entropy));
    }),
    { numRuns: 200, seed: 1 },
  );
});

Deno.test("distribution_focal_loss is exact to a few ulps, its slopes to one of what they subtract", () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(row, share, (logits, part) => {
      const call = callOf(logits, part * (logits.length - 1));
      const [value, ...slopes] = answerTo(call);
      const [exact, ...exactSlopes] = truthOf(oracle, call);
      assert(Math.abs(value - exact) <= 8 * ulp(exact, "f64"), `got ${value}, exact ${exact}`);
      for (const [c, slope] of exactSlopes.entries()) {
        const slack = 4 * ulp(slope, "f64") + 2 ** -52;
        assert(Math.abs(slopes[c] - slope) <= slack, `got ${slopes[c]}, exact ${slope}`);
      }
    }),
    { numRuns: 100, seed: 1 },
  );
});

Deno.test("mmDetection's slope, of two cross entropies, is honest in float32", () => {
  const inputs = {
    pred: tensor("f32", [1, 2], [4.25, 0]),
    target: tensor("f32", [1], [0.5]),
  };
  const call = rowCall("distribution_focal_loss", inputs);
  const { forms } = enclosuresOf(oracle.enclose({ ...call, dtype: "f32" }), "pred");
  const answer = -0.48593640327453613;
  assert(forms.some(({ lo, hi }) => lo[1] <= answer && answer <= hi[1]));
});
