import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { createOracle } from "../../oracle/mod.ts";
import { builtinSpecs, type Call } from "../../spec/mod.ts";
import { tensor, ulp } from "../../tensor/mod.ts";
import { answerTo, assertRow, rowCall, truthOf } from "../_row_anchor.ts";

const oracle = await createOracle([builtinSpecs.get("soft_cross_entropy")!]);

function callOf(
  logits: readonly number[],
  target: readonly number[],
  smoothing = 0,
  weights?: readonly number[],
): Call {
  const row = (data: readonly number[]) => tensor("f64", [1, data.length], data);
  return rowCall("soft_cross_entropy", {
    pred: row(logits),
    target: row(target),
    ...(weights && { class_weight: tensor("f64", [weights.length], weights) }),
  }, { label_smoothing: smoothing });
}

// Value, then gradient: 25 digits by mpmath; the inputs are binary numbers, and two rows do not sum to 1.
const anchors: readonly (readonly [Call, ...string[]])[] = [
  [
    callOf([1, 0, -1], [0.5, 0.25, 0.25]),
    "1.15760596444438030448292",
    "0.1652409557748218895290183",
    "-0.005271528945202347527040382",
    "-0.1599694268296195420019779",
  ],
  [
    callOf([2, 0, 1], [0.25, 0.5, 0]),
    "1.30570447333328522836219",
    "0.2489307168311164171467637",
    "-0.4324770701222146565014834",
    "0.1835463532910982393547197",
  ],
  [
    callOf([2, 0, 1], [0.25, 0.5, 0], 0.125, [0.5, 2, 3]),
    "2.536313488101774015336043",
    "0.6770892848725703138555274",
    "-0.8490774815171945483669836",
    "0.1719881966446242345114562",
  ],
  [
    callOf([0, 1, 2, 3], [1, 1, 0, 0.5]),
    "6.100474246402988326231806",
    "-0.9198534917997875288729713",
    "-0.7821392031449185812763515",
    "0.5922070452247753307450732",
    "1.10978564971993077940425",
  ],
];

Deno.test("soft cross entropy has the 25-digit anchors, and the oracle has them correctly rounded", () => {
  for (const [call, ...digits] of anchors) assertRow(oracle, call, digits, 16);
});

Deno.test("soft cross entropy of a one-hot target is the cross entropy of its label", () => {
  const logit = fc.double({ min: -600, max: 600, noNaN: true });
  const row = fc.array(logit, { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(row, fc.nat(3), fc.constantFrom(0, 0.125), (logits, pick, smoothing) => {
      const label = pick % logits.length;
      const soft = callOf(logits, logits.map((_, c) => c === label ? 1 : 0), smoothing);
      const hard = rowCall("cross_entropy", {
        pred: soft.inputs.pred,
        label: tensor("i32", [1], [label]),
      }, { label_smoothing: smoothing });
      const [got, expected] = [answerTo(soft), answerTo(hard)];
      for (const [i, x] of expected.entries()) {
        assert(Math.abs(got[i] - x) <= 4 * ulp(x, "f64"), `got ${got}, expected ${expected}`);
      }
    }),
    { numRuns: 200, seed: 1 },
  );
});

Deno.test("soft cross entropy of ordinary rows is exact to a few ulps of what it subtracts", () => {
  const entry = fc.tuple(
    fc.double({ min: -100, max: 100, noNaN: true }),
    fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true })),
  );
  fc.assert(
    fc.property(fc.array(entry, { minLength: 1, maxLength: 4 }), (entries) => {
      const target = entries.map(([, t]) => t);
      const call = callOf(entries.map(([x]) => x), target);
      const [value, ...slopes] = answerTo(call);
      const [exact, ...exactSlopes] = truthOf(oracle, call);
      assert(Math.abs(value - exact) <= 8 * ulp(exact, "f64"), `got ${value}, exact ${exact}`);
      for (const [c, slope] of exactSlopes.entries()) {
        const slack = 4 * ulp(slope, "f64") + 2 ** -51 * target[c];
        assert(Math.abs(slopes[c] - slope) <= slack, `got ${slopes[c]}, exact ${slope}`);
      }
    }),
    { numRuns: 100, seed: 1 },
  );
});

Deno.test("soft cross entropy of a row without mass is 0, and has no slope", () => {
  assertEquals(answerTo(callOf([3, -1], [0, 0])).map(Math.abs), [0, 0, 0]);
});
