/**
 * What a fault says where something on the way can overflow.
 *
 * Every finite input must give a finite answer unless the exact result rounds to infinity, or a partial
 * sum must pass there. So overflow inside an evaluation is a fault where the exact result is in range:
 * one that shows at the far end of the format, and is told as such.
 *
 * @module
 */
import type { CallEnclosures, Oracle } from "../oracle/mod.ts";
import type { Fault } from "./judgement.ts";

/**
 * Tells what can leave the format's range on the way to one number.
 *
 * @param oracle knows the loss
 * @param enclosures of the call
 * @param output `"value"` or an input's name
 * @param element row-major index into that output
 * @returns `words`, the rest of a sentence, and the mark of a fault; both empty where nothing can
 */
export function overflowOnTheWay(
  oracle: Oracle,
  enclosures: CallEnclosures,
  output: string,
  element: number,
): { readonly words: string; readonly mark: Pick<Fault, "overflow"> } {
  const leaving = oracle.leaving(enclosures, output, element);
  if (leaving === undefined) return { words: "", mark: {} };
  const { operation, form } = leaving;
  return {
    words: `; on the way "${operation}" of "${form}" can overflow`,
    mark: { overflow: operation },
  };
}
