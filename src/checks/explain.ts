/**
 * From a check's id to what it asks, and why.
 *
 * @module
 */
import { type Explanation, ofFormula, ofInvariants, ofRejects } from "./explanations.ts";

const byKind: Readonly<Record<string, Explanation>> = { ...ofFormula, ...ofInvariants };

/**
 * Explains a check.
 *
 * @param id a check's id, e.g. `l1_loss/rejects/shapes_differ.pred.target`
 * @returns what its calls are, what is judged, and which mistake it is there to catch
 * @throws {RangeError} when there is no such kind of check
 */
export function explainCheck(id: string): Explanation {
  const [, kind, detail = ""] = id.split("/");
  const [of, name]: [Readonly<Record<string, Explanation>>, string] = kind === "rejects"
    ? [ofRejects, detail.split(".")[0]]
    : [byKind, kind];
  if (!Object.hasOwn(of, name)) throw new RangeError(`Cannot explain "${id}": no such kind`);
  return of[name];
}
