/**
 * The elements of an output of which nothing is asked, since the formula has no value there.
 *
 * @module
 */
import { laneOf } from "./evaluate_graph.ts";
import type { Mask } from "./field.ts";
import { isClassed, scattered } from "./placement.ts";
import type { Subject } from "./subject.ts";

/** Per class, or once for all: which rows have no value, see {@linkcode Evaluation.valueless}. */
type Valueless = (output: string) => readonly Mask[] | undefined;

/**
 * Tells the elements that have no value, or may have none as far as many digits tell.
 *
 * @param subject the call
 * @param output `"value"` or an input's name
 * @param quick what float64 says
 * @param thorough what many digits say, asked where that leaves something open
 * @param skipped rows that do not count, or are NaN anyway; asked where there are any without a value
 * @returns 1 for each of them; undefined where there are none
 */
export function unaskedElements(
  subject: Subject,
  output: string,
  quick: Valueless,
  thorough: Valueless,
  skipped: () => Mask,
): Uint8Array | undefined {
  const { call, layout } = subject;
  const counting = (valueless: Valueless, output: string): readonly Mask[] | undefined => {
    const found = valueless(output);
    if (found === undefined) return undefined;
    const isSkipped = skipped();
    const lanes = found.map((mark) => mark.map((x, row) => isSkipped[row] === 1 ? 0 : x));
    return lanes.some((mark) => mark.some((x) => x !== 0)) ? lanes : undefined;
  };
  const settled = (output: string): readonly Mask[] | undefined => {
    const marks = counting(quick, output);
    return marks?.some((mark) => mark.includes(2)) ? counting(thorough, output) : marks;
  };
  const value = settled("value")?.[0];
  if (output === "value") {
    if (value === undefined) return undefined;
    return call.reduction === "none" ? value.map((x) => x === 0 ? 0 : 1) : Uint8Array.of(1);
  }
  // The derivative of what has no value is none either.
  const own = settled(output);
  if (value === undefined && own === undefined) return undefined;
  const lanes = Array.from({ length: isClassed(subject, output) ? layout.classes : 1 }, (_, c) => {
    const marks = Float64Array.from(
      { length: layout.rows },
      (_, row) => (value?.[row] ?? 0) + (own === undefined ? 0 : laneOf(own, c)[row]),
    );
    return { lo: marks, hi: marks };
  });
  return Uint8Array.from(scattered(subject, output, lanes).lo, (x) => x === 0 ? 0 : 1);
}
