/**
 * The elements of an output of which nothing is asked, since the formula has no value there.
 *
 * @module
 */
import type { Mask } from "./field.ts";
import { placementOfOutput, scattered } from "./placement.ts";
import type { Subject } from "./subject.ts";

/** Per entry: which rows have no value, see {@linkcode Evaluation.valueless}. */
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
  const value = settled("value");
  if (output === "value") {
    if (value === undefined || call.reduction === "none") {
      return placedMarks(subject, output, value);
    }
    return Uint8Array.of(1);
  }
  // The derivative of what has no value is none either.
  const own = settled(output);
  if (value === undefined && own === undefined) return undefined;
  const { offsets } = placementOfOutput(subject, output);
  const lanes = Array.from(offsets, (_, c) =>
    Uint8Array.from({ length: layout.rows }, (_, row) => {
      const isLost = value?.some((mark) => mark[row] !== 0) ?? false;
      return isLost || own !== undefined && own[c][row] !== 0 ? 1 : 0;
    }));
  return placedMarks(subject, output, lanes);
}

/** Marks of columns in an output's order; where records share it, of any of them. */
export function placedMarks(
  subject: Subject,
  output: string,
  lanes: readonly Mask[] | undefined,
): Uint8Array | undefined {
  if (lanes === undefined) return undefined;
  const isShared = !placementOfOutput(subject, output).byRecord;
  const columns = lanes.map((mark) => {
    const ends = Float64Array.from(isShared ? [mark.some((x) => x !== 0) ? 1 : 0] : mark);
    return { lo: ends, hi: ends };
  });
  return Uint8Array.from(scattered(subject, output, columns).lo, (x) => x === 0 ? 0 : 1);
}
