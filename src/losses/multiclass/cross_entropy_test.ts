import { assert } from "@std/assert";
import fc from "fast-check";
import { createOracle } from "../../oracle/mod.ts";
import { builtinSpecs, type Call } from "../../spec/mod.ts";
import { tensor, ulp } from "../../tensor/mod.ts";
import { evaluateReference } from "../reference.ts";

const oracle = await createOracle(builtinSpecs.values());

function callOf(logits: readonly number[], label: number): Call {
  return {
    loss: "cross_entropy",
    dtype: "f64",
    inputs: {
      pred: tensor("f64", [1, logits.length], logits),
      label: tensor("i32", [1], [label]),
    },
    params: { ignore_index: -100, label_smoothing: 0 },
    reduction: "none",
    gradients: true,
  };
}

/** The gradient by the logits, in ulps from the truth. */
function errorsOf(logits: readonly number[], label: number): readonly number[] {
  const call = callOf(logits, label);
  const result = evaluateReference(call);
  if (!("value" in result) || result.gradients === undefined) throw new Error("no gradient");
  const enclosures = oracle.enclose(call);
  return Array.from(result.gradients.pred.data, (got, c) => {
    const exact = oracle.rounded(enclosures, "pred", c);
    if (exact === undefined) throw new Error(`The gradient by ${logits} is undecided`);
    return Math.abs(got - exact) / ulp(exact, "f64");
  });
}

Deno.test("cross entropy keeps small probabilities exact to a few ulps where differences round", () => {
  const logit = fc.double({ min: -600, max: 60, noNaN: true });
  const row = fc.array(logit, { minLength: 2, maxLength: 4 });
  fc.assert(
    fc.property(row, fc.nat(3), (logits, pick) => {
      const errors = errorsOf(logits, pick % logits.length);
      assert(Math.max(...errors) <= 4, `${errors}`);
    }),
    { numRuns: 200, seed: 1 },
  );
});
