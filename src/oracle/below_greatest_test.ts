import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { builtinSpecs } from "../spec/mod.ts";
import { tensor } from "../tensor/mod.ts";
import { belowGreatest } from "./below_greatest.ts";
import { truthField } from "./interval_field.ts";
import { createOracle } from "./mod.ts";

/** Entries as intervals, and a number in each. */
const entries = fc.array(
  fc.tuple(
    fc.integer({ min: -50, max: 50 }),
    fc.nat(9),
    fc.double({ min: 0, max: 1, noNaN: true }),
  ),
  { minLength: 2, maxLength: 6 },
).map((all) => all.map(([lo, width, at]) => ({ lo, hi: lo + width, x: lo + at * width })));

Deno.test("belowGreatest() holds x - max(x) of all numbers in its intervals, and nothing above 0", () => {
  fc.assert(
    fc.property(entries, (all) => {
      const greatest = Math.max(...all.map(({ x }) => x));
      const columns = all.map(({ lo, hi }) =>
        truthField.intervals({ lo: Float64Array.of(lo), hi: Float64Array.of(hi) })
      );
      const below = belowGreatest(truthField, columns);
      for (const [i, { x }] of all.entries()) {
        const { lo, hi } = truthField.bounds(below[i], 1);
        assert(lo[0] <= x - greatest && x - greatest <= hi[0] && hi[0] <= 0);
      }
    }),
    { seed: 3 },
  );
});

Deno.test("a softmax of huge logits over a temperature is narrow, though their quotients are wide", async () => {
  const oracle = await createOracle(builtinSpecs.values());
  const row = (values: number[]) => tensor("f64", [1, 3], values);
  const { value, gradients } = oracle.enclose({
    loss: "kd_kl_div_loss",
    dtype: "f64",
    inputs: { pred: row([3e300, 1e300, 0]), soft: row([1e250, 3e300, -1]) },
    params: { temperature: 3, avg_factor: null },
    reduction: "none",
    gradients: true,
  });
  assertEquals(Array.from(gradients.pred.truth.hi, Math.fround), [1, -1, 0]);
  assertEquals(Math.fround(value.truth.lo[0] / 2e300), 1);
});
