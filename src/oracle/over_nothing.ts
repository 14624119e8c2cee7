/**
 * Calls over nothing: no answer to them is right or wrong.
 *
 * @module
 */
import { divisorIn, divisorValue } from "./divisor.ts";
import { ignoredRows } from "./evaluate_call.ts";
import type { Subject } from "./subject.ts";

/**
 * Whether a call is reduced over nothing: it divides by 0, or all rows are ignored and the spec says
 * that such a mean may be refused.
 */
export function isOverNothing(subject: Subject): boolean {
  const { spec, call } = subject;
  const denominator = spec.reduction.denominators[call.reduction];
  const mayBeRefused = call.reduction === "mean" &&
    spec.rejects.some(({ kind }) => kind === "all_ignored");
  if (denominator === undefined && !mayBeRefused) return false;
  const ignored = ignoredRows(subject);
  if (mayBeRefused && ignored.every((mark) => mark === 1)) return true;
  return divisorValue(divisorIn(spec, call, denominator, (term) => ignored[term] === 1)) === 0;
}
