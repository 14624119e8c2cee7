/**
 * For tests of losses of two boxes: calls of one pair in float64, and what they are to answer.
 *
 * @module
 */
import { createOracle } from "../oracle/mod.ts";
import { builtinSpecs, type Call } from "../spec/mod.ts";
import { tensor } from "../tensor/mod.ts";
import { assertRow, rowCall } from "./_row_anchor.ts";

/** The corners x1, y1, x2, y2. */
export type Box = readonly number[];

/** A call of one pair of boxes; parameters that are not named are at their defaults. */
export function boxCall(loss: string, pred: Box, target: Box, params: Call["params"] = {}): Call {
  const box = (corners: Box) => tensor("f64", [1, 4], corners);
  return rowCall(loss, { pred: box(pred), target: box(target) }, params);
}

/** A pair of boxes, and its value and gradient by pred, or as much of it as is known. */
export interface BoxAnchor {
  readonly loss: string;
  readonly pred: Box;
  readonly target: Box;
  readonly params?: Call["params"];
  readonly digits: readonly string[];
}

/** Holds the oracle to digits, correctly rounded, and the kernel to 4 ulps of them. */
export async function assertBoxes(anchors: readonly BoxAnchor[]): Promise<void> {
  const losses = new Set(anchors.map(({ loss }) => loss));
  const oracle = await createOracle([...losses].map((id) => builtinSpecs.get(id)!));
  for (const { loss, pred, target, params, digits } of anchors) {
    assertRow(oracle, boxCall(loss, pred, target, params), digits, 4);
  }
}
