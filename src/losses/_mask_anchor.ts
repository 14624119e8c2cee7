/**
 * Anchors of losses of masks: values and gradients worked out by mpmath, held against kernel and oracle.
 *
 * @module
 */
import { createOracle } from "../oracle/mod.ts";
import { builtinSpecs } from "../spec/mod.ts";
import { tensor } from "../tensor/mod.ts";
import { assertRow, rowCall } from "./_row_anchor.ts";

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
  const { pred, target, params, value, gradient } = anchor;
  const row = (data: readonly number[]) => tensor("f64", [1, data.length], data);
  const call = rowCall(loss, { pred: row(pred), target: row(target) }, params);
  assertRow(oracle, call, [value, ...gradient], ulps);
}
