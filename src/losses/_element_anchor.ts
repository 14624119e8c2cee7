/**
 * Losses of one element against numbers that are known to 25 digits.
 *
 * @module
 */
import type { Oracle } from "../oracle/mod.ts";
import type { Call } from "../spec/mod.ts";
import { tensor } from "../tensor/mod.ts";
import { assertRow, rowCall } from "./_row_anchor.ts";

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
  const { pred, target, params, value, slope } = anchor;
  const one = (x: number) => tensor("f64", [1], [x]);
  const call = rowCall(loss, { pred: one(pred), target: one(target) }, params);
  assertRow(oracle, call, slope === undefined ? [value] : [value, slope], ulps);
}
