/**
 * What a fault says where something on the way can overflow.
 *
 * Every finite input must give a finite answer unless the exact result rounds to infinity, or a partial
 * sum must pass there. So overflow inside an evaluation is a fault where the exact result is in range:
 * one that shows at the far end of the format, and is told as such.
 *
 * @module
 */
import type { CallEnclosures, Leaving, Oracle } from "../oracle/mod.ts";
import type { Fault } from "./judgement.ts";

/**
 * Tells what can leave the format's range on the way to one number.
 *
 * @param oracle knows the loss
 * @param enclosures of the call
 * @param output `"value"` or an input's name
 * @param element row-major index into that output
 * @param got the answer; a finite one comes of nothing but an overflow, for what is infinite of a 0 is
 * in the enclosures, and so is all that is made of it
 * @returns `words`, the rest of a sentence, and the mark of a fault; both empty where nothing can
 */
export function overflowOnTheWay(
  oracle: Oracle,
  enclosures: CallEnclosures,
  output: string,
  element: number,
  got: number,
): { readonly words: string; readonly mark: Pick<Fault, "overflow"> } {
  const leaving = oracle.leaving(enclosures, output, element);
  if (leaving === undefined || (Number.isFinite(got) && leaving.kind !== "overflow")) {
    return { words: "", mark: {} };
  }
  const { operation, form, kind } = leaving;
  return {
    words: `; on the way "${operation}" of "${form}" can ${ways[kind]}`,
    mark: kind === "pole" ? {} : { overflow: operation },
  };
}

const ways: Readonly<Record<Leaving["kind"], string>> = {
  overflow: "overflow",
  underflow: "be infinite, of a number that underflows to 0",
  pole: "be infinite, of a number that is or rounds to 0",
};
