import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { createOracle } from "../../oracle/mod.ts";
import { builtinSpecs, type Call } from "../../spec/mod.ts";
import { tensor, ulp } from "../../tensor/mod.ts";
import { evaluateReference } from "../reference.ts";

const oracle = await createOracle([builtinSpecs.get("kl_div_loss")!]);

function callOf(pred: number, target: number): Call {
  return {
    loss: "kl_div_loss",
    dtype: "f64",
    inputs: { pred: tensor("f64", [1], [pred]), target: tensor("f64", [1], [target]) },
    params: {},
    reduction: "none",
    gradients: true,
  };
}

function answerTo(call: Call): readonly [value: number, slope: number] {
  const result = evaluateReference(call);
  if (!("value" in result) || !result.gradients) throw new Error(JSON.stringify(result));
  return [result.value.data[0], result.gradients.pred.data[0]];
}

// 25 digits by mpmath; the inputs are binary numbers.
const anchors: readonly (readonly [x: number, t: number, value: string])[] = [
  [-1, 0.25, "-0.09657359027997265470861606"],
  [0.5, 2, "0.3862943611198906188344642"],
  [-3, 0, "0"],
  [-100, 1, "100"],
];

Deno.test("kl_div_loss has the 25-digit anchors, and the oracle has them correctly rounded", () => {
  for (const [x, t, digits] of anchors) {
    const call = callOf(x, t);
    const expected = Number(digits);
    const [value, slope] = answerTo(call);
    assertEquals(oracle.rounded(oracle.enclose(call), "value", 0), expected);
    assert(Math.abs(value - expected) <= 2 * ulp(expected, "f64"), `got ${value} at ${x}, ${t}`);
    assertEquals(slope, 0 - t);
  }
});

Deno.test("kl_div_loss is -0 nowhere, and exact to an ulp or two of its larger part", () => {
  const x = fc.double({ min: -800, max: 10, noNaN: true });
  const t = fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 4, noNaN: true }));
  fc.assert(
    fc.property(x, t, (x, t) => {
      const call = callOf(x, t);
      const [value] = answerTo(call);
      const exact = oracle.rounded(oracle.enclose(call), "value", 0)!;
      const part = t * Math.max(Math.abs(x), t === 0 ? 0 : Math.abs(Math.log(t)));
      assert(!Object.is(value, -0));
      assert(Math.abs(value - exact) <= 2 * ulp(part, "f64"), `got ${value}, exact ${exact}`);
    }),
    { numRuns: 200, seed: 1 },
  );
});
