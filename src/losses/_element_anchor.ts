/**
 * Losses of one element against numbers that are known to 25 digits.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import type { Oracle } from "../oracle/mod.ts";
import type { Call } from "../spec/mod.ts";
import { builtinSpecs } from "../spec/mod.ts";
import { defaultParams } from "../spec/internal.ts";
import { tensor, ulp } from "../tensor/mod.ts";
import { evaluateReference } from "./reference.ts";

/** One element, and what it comes to: the value, and the slope by pred where that is known. */
export interface Anchor {
  readonly pred: number;
  readonly target: number;
  readonly params?: Call["params"];
  readonly value: string;
  readonly slope?: string;
}

/**
 * Holds the oracle to the anchor's digits, correctly rounded, and the kernel to a few ulps of them.
 *
 * @param oracle of the loss
 * @param loss its id
 * @param anchor the element
 * @param ulps how far the kernel may be off
 */
export function assertAnchor(oracle: Oracle, loss: string, anchor: Anchor, ulps: number): void {
  const { pred, target, params = {}, value, slope } = anchor;
  const call: Call = {
    loss,
    dtype: "f64",
    inputs: { pred: tensor("f64", [1], [pred]), target: tensor("f64", [1], [target]) },
    params: { ...defaultParams(builtinSpecs.get(loss)!, {}), ...params },
    reduction: "none",
    gradients: true,
  };
  const enclosures = oracle.enclose(call);
  const result = evaluateReference(call);
  if (!("value" in result) || !result.gradients) throw new Error(JSON.stringify(result));
  const known = [["value", value, result.value], ["pred", slope, result.gradients.pred]] as const;
  for (const [output, digits, { data }] of known) {
    if (digits === undefined) continue;
    const exact = Number(digits);
    const what = `${output} at ${pred}, ${target}`;
    assertEquals(oracle.rounded(enclosures, output, 0), exact, what);
    assert(Math.abs(data[0] - exact) <= ulps * ulp(exact, "f64"), `${what}: got ${data[0]}`);
  }
}
