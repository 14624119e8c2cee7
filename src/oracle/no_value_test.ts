import { assert, assertEquals } from "@std/assert";
import { floatDTypes } from "../tensor/mod.ts";
import type { Standing } from "./enclosure.ts";
import { userCall, userEnclosures } from "./_user_loss.ts";

/** Where an answer to a formula of x (and y) stands; `output` "value" or "x". */
async function standingOf(
  formula: string,
  [x, y = 0]: readonly number[],
  answer: number,
  { output = "value", dtype = "f64" as (typeof floatDTypes)[number] } = {},
): Promise<Standing> {
  const { oracle, enclosures } = await userEnclosures(formula, userCall([x], [y], dtype));
  return oracle.stand(enclosures, output, 0, answer);
}

/** Formulas without a value at a point, however what has none is read. */
const without: readonly (readonly [string, readonly number[]])[] = [
  ["(x + 1) / (x + 1)", [-1]],
  ["1 / (x + 1) * (x + 1)", [-1]],
  ["(x + 1)^2 * (x + 1)^(-1)", [-1]],
  ["x * y / (x - y)", [0, 0]],
  ["min(max(x / y, 0), 1)", [0, 0]],
  ["sigmoid(x / y)", [0, 0]],
  ["0 * x + y * (x / y)", [0, 0]],
  ["where(x / y < 1, 2, 3)", [0, 0]],
  ["log(x)", [-1]],
  ["exp(-log1p(x))", [-2]],
  ["max(sqrt(x), 0)", [-1]],
  ["x^0.5", [-4]],
  ["min(max(log(x) - log(y), 0), 1)", [0, 0]],
  ["min(max(1 / x - 1 / x^2, 0), 1)", [0, 0]],
  ["sigmoid(log(x) + 1 / x^2)", [0, 0]],
  ["min(max(log1p(-log(x)) + log(y), 0), 1)", [0, 0]],
  ["sigmoid(exp(-log(x)) + log(y))", [0, 0]],
  ["sigmoid(x^(-1) + log(y))", [0, 0]],
  ["sigmoid(log(1 / x^2) + log(y))", [0, 0]],
  ["min(max(max(-log(x), 3) + log(y), 0), 1)", [0, 0]],
  // The numerator and the denominator cancel to 0 in more than float64's digits.
  ["(x^3 - y^3) / (x^3 - y * y * y)", [1 / 3, 1 / 3]],
];

Deno.test("stand() asks nothing where a formula has no value, in every format", async () => {
  for (const [formula, point] of without) {
    for (const dtype of floatDTypes) {
      for (const output of ["value", "x"]) {
        for (const answer of [NaN, 0, -7, Infinity]) {
          const at = { output, dtype };
          const standing = await standingOf(formula, point.map(Math.fround), answer, at);
          assert(standing.inside && standing.weak, `${formula}, ${dtype} ${output}: ${answer}`);
        }
      }
    }
  }
});

/** Formulas with a value, and with a derivative by x, at a point where something else has none. */
const having: readonly (readonly [string, readonly number[], number, number])[] = [
  ["where(y == 0, 3 * x, x / y)", [0, 0], 0, 3],
  ["where(y != 0 && x / y > 1, x / y, 4 * x)", [0, 0], 0, 4],
  ["where(x <= 0, -x, x * log(x))", [-2], 2, -1],
  // 0 times what is infinite, where the 0 does not move: a limit.
  ["x - y * log(x)", [0, 0], 0, 1],
  ["x - y * sqrt(x)", [0, 0], 0, 1],
  ["(-x)^3", [2], -8, -12],
];

Deno.test("stand() asks for the value where the part without one is not read, or is a limit", async () => {
  for (const [formula, point, value, slope] of having) {
    for (const [output, right] of [["value", value], ["x", slope]] as const) {
      const at = (answer: number) => standingOf(formula, point, answer, { output });
      assert((await at(right)).inside, `${formula}: ${output} ${right}`);
      assert(!(await at(right + 1)).inside, `${formula}: ${output} ${right + 1}`);
      assert(!(await at(NaN)).inside, `${formula}: ${output} NaN`);
    }
  }
});

Deno.test("1/0 and log 0 are infinite: they have a value", async () => {
  assert(!(await standingOf("-log(x)", [0], 1)).inside);
  assert((await standingOf("-log(x)", [0], Infinity)).inside);
  assert(!(await standingOf("1 / max(x, 0) + y", [0.5], NaN)).inside);
  assert((await standingOf("log(x) + log(x)", [0], -Infinity)).inside);
  assert(!(await standingOf("log(x) + log(x)", [0], 5)).inside, "both are negative");
  assert(!(await standingOf("log1p(-log(x)) - log(x)", [0], 5)).inside, "both are positive");
});

Deno.test("a derivative that is 0/0 by what its input moves has no value", async () => {
  // The slopes of |x| are -1 and 1; 2x · 0.5 / sqrt(x^2) is 0/0.
  for (const slope of [-1, NaN, 1]) {
    assert((await standingOf("sqrt(x^2)", [0], slope, { output: "x" })).inside);
  }
  assert(!(await standingOf("sqrt(x^2)", [0], NaN)).inside);
});

Deno.test("enclose() leaves a row without a value, and what is made of it, open; other rows are due", async () => {
  const x = [0, 2, -1];
  const formula = "(x + 1) / (x + 1) + x";
  const { oracle, enclosures } = await userEnclosures(formula, userCall(x));
  const at = (output: string, i: number, answer: number) =>
    oracle.stand(enclosures, output, i, answer).inside;
  for (const output of ["value", "x"]) {
    assert(!at(output, 0, 7) && !at(output, 1, NaN) && at(output, 2, 7));
  }
  assertEquals(oracle.settle(enclosures, "value", 2).truth, [-Infinity, Infinity]);
  assertEquals(oracle.rounded(enclosures, "value", 2), undefined);
  assertEquals(oracle.sharpest(enclosures, "value", 0, 2), [-Infinity, Infinity]);
  const sum = await userEnclosures(formula, userCall(x, undefined, "f64", "mean"));
  assert(sum.oracle.stand(sum.enclosures, "value", 0, NaN).inside);
  assert(!sum.oracle.stand(sum.enclosures, "x", 0, 7).inside);
});

Deno.test("enclose() finds rows without a value in blocks of many rows", async () => {
  const x = Array.from({ length: 2500 }, (_, i) => i - 2000);
  const { oracle, enclosures } = await userEnclosures("x / x", userCall(x, undefined, "f32"));
  for (const [i, value] of x.entries()) {
    assertEquals(oracle.stand(enclosures, "value", i, NaN).inside, value === 0);
  }
});
