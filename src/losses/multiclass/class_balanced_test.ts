import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { tensor } from "../../tensor/mod.ts";
import { answer } from "../_answer.ts";
import { classBalancedWeights } from "./class_balanced.ts";

Deno.test("classBalancedWeights() has mpmath's numbers", () => {
  // Of the decimal 0.99, which no double is.
  const exact = [1, 0.1045829011759123522981715, 0.01577367530085605438335015];
  classBalancedWeights([1, 10, 100], 0.99).forEach((weight, c) => {
    assertAlmostEquals(weight, exact[c], 1e-14);
  });
});

Deno.test("classBalancedWeights() goes from 1 to 1/n as beta goes from 0 to 1", () => {
  const count = fc.integer({ min: 1, max: 2 ** 20 });
  fc.assert(
    fc.property(fc.array(count, { minLength: 1 }), (counts) => {
      assertEquals(classBalancedWeights(counts, 0), new Float64Array(counts.length).fill(1));
      classBalancedWeights(counts, 1 - 2 ** -53).forEach((weight, c) => {
        assertAlmostEquals(weight * counts[c], 1, 2e-10);
      });
    }),
    { seed: 30, numRuns: 200 },
  );
});

Deno.test("a class-balanced cross entropy is that of each row, times its class's weight", () => {
  const logits = [[1, 0, -1], [0.5, 2, 0]];
  const labels = [0, 2];
  const weights = classBalancedWeights([3, 50, 1000], 0.999);
  const losses = logits.map((row, i) =>
    answer("cross_entropy", {
      pred: tensor("f64", [1, 3], row),
      label: tensor("i32", [1], [labels[i]]),
    }).value[0]
  );
  const balanced = answer(
    "cross_entropy",
    {
      pred: tensor("f64", [2, 3], logits.flat()),
      label: tensor("i32", [2], labels),
      class_weight: tensor("f64", [3], [...weights]),
    },
    {},
    "none",
  );
  labels.forEach((k, i) => assertAlmostEquals(balanced.value[i], weights[k] * losses[i], 1e-15));
});

Deno.test("classBalancedWeights() refuses what is no count, and what is no beta", () => {
  for (const beta of [-0.5, 1, NaN]) {
    assertThrows(() => classBalancedWeights([1], beta), RangeError, "beta must be");
  }
  for (const count of [0, -1, Infinity, NaN]) {
    assertThrows(() => classBalancedWeights([1, count], 0.5), RangeError, "counts[1]");
  }
});
