/**
 * Anchors of losses of masks: values and gradients worked out by mpmath, held against kernel and oracle.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { createOracle } from "../oracle/mod.ts";
import { builtinSpecs, type Call } from "../spec/mod.ts";
import { tensor, ulp } from "../tensor/mod.ts";
import { evaluateReference } from "./reference.ts";

/** One row, and what its loss and gradient are, to 25 digits. */
export interface Anchor {
  readonly pred: readonly number[];
  readonly target: readonly number[];
  readonly params: Readonly<Record<string, number>>;
  readonly value: string;
  readonly gradient: readonly string[];
}

const oracle = await createOracle(builtinSpecs.values());

/** Asserts that the oracle's rounded truth is the anchor, and the kernel within a few ulps of it. */
export function assertAnchor(loss: string, anchor: Anchor, ulps = 3): void {
  const { pred, target, params } = anchor;
  const call: Call = {
    loss,
    dtype: "f64",
    inputs: {
      pred: tensor("f64", [1, pred.length], pred),
      target: tensor("f64", [1, target.length], target),
    },
    params: { ...defaultsOf(loss), ...params },
    reduction: "none",
    gradients: true,
  };
  const result = evaluateReference(call);
  if (!("value" in result) || result.gradients === undefined) throw new Error("it has no value");
  const enclosures = oracle.enclose(call);
  const outputs = [
    { name: "value", got: result.value.data, digits: [anchor.value] },
    { name: "pred", got: result.gradients.pred.data, digits: anchor.gradient },
  ];
  for (const { name, got, digits } of outputs) {
    digits.forEach((text, i) => {
      const right = Number(text);
      const what = `${loss} ${name} [${i}] of ${JSON.stringify(anchor)}`;
      assertEquals(oracle.rounded(enclosures, name, i), right, what);
      assert(Math.abs(got[i] - right) <= ulps * ulp(right, "f64"), `${what}: got ${got[i]}`);
    });
  }
}

function defaultsOf(loss: string): Record<string, number | null> {
  const { params } = builtinSpecs.get(loss)!;
  return Object.fromEntries(Object.entries(params).map(([name, param]) => [name, param.default]));
}
