/**
 * Which elements of an output an honest evaluation may give as infinity or NaN, though the truth is a
 * number: where something on the way leaves the format's range.
 *
 * @module
 */
import type { Call } from "../spec/mod.ts";
import { formats } from "../tensor/mod.ts";
import { sizeOf } from "../tensor/internal.ts";
import type { Enclosure, OutputEnclosures, Overflow } from "./enclosure.ts";
import { type Evaluation, evaluationOf } from "./evaluate_call.ts";
import type { Subject } from "./subject.ts";
import type { Field, Mask } from "./field.ts";
import { type Column, truthField } from "./interval_field.ts";
import { largestSums } from "./leaving.ts";
import { placementOfOutput, scattered } from "./placement.ts";
import { rowsOfTerms } from "./layout.ts";

/** Whether an input, a parameter or the gradient from above is a subnormal. */
function hasSubnormals({ inputs, params, upstream, dtype }: Call): boolean {
  const isSubnormal = (x: number | null) =>
    x !== null && x !== 0 && Math.abs(x) < formats[dtype].smallestNormal;
  const tensors = [...Object.values(inputs), ...upstream === undefined ? [] : [upstream]];
  return Object.values(params).some(isSubnormal) ||
    tensors.some(({ data }) => data.some(isSubnormal));
}

/** What an output of a call is, with more digits and range than float64; undefined for big calls. */
export type Precise = (subject: Subject, output: string) => Enclosure | undefined;

/** Enclosures whose infinite ends are float64's own are those of a wider range. */
function ranged({ lo, hi }: Enclosure, precise: () => Enclosure | undefined): Enclosure {
  const isInfinite = (x: number) => Math.abs(x) === Infinity;
  const sharp = lo.some(isInfinite) || hi.some(isInfinite) ? precise() : undefined;
  return sharp === undefined ? { lo, hi } : {
    lo: lo.map((x, i) => isInfinite(x) ? sharp.lo[i] : x),
    hi: hi.map((x, i) => isInfinite(x) ? sharp.hi[i] : x),
  };
}

/**
 * Tells where overflow is honest.
 *
 * @param subject the call
 * @param ignored the rows that do not count
 * @param output `"value"` or an input's name
 * @param known its truth and its forms
 * @param wideAt what intervals alone allow of a form
 * @param exactly the call without roundings
 * @param largestSum what the terms' magnitudes can add up to
 * @param precise the same in a wider range
 * @param isUnasked whether an element has no value
 * @returns per element
 */
export function overflowOf(
  subject: Subject,
  ignored: Mask,
  output: string,
  known: OutputEnclosures,
  wideAt: (form: number, element: number) => readonly [number, number],
  exactly: Evaluation<Column>,
  largestSum: () => number,
  precise: Precise,
  isUnasked: (element: number) => boolean,
): readonly Overflow[] {
  const { call, layout, arithmetic: { flushes } } = subject;
  const { overflowThreshold } = formats[call.dtype];
  const { lo, hi } = ranged(known.truth, () => precise(subject, output));
  const isOut = (l: number, h: number) => Math.max(Math.abs(l), Math.abs(h)) >= overflowThreshold;
  // Rounding up to infinity is honest; what is unbounded, such as log 0, is not an overflow, unless
  // the 0 is a subnormal that was flushed.
  const readsZero = flushes === true && hasSubnormals(call);
  const mayRoundUp = (i: number) =>
    known.forms.some((form, rank) => {
      if (!isOut(...wideAt(rank, i))) return false;
      const [l, h] = form.at(i);
      return isOut(l, h) && (readsZero || Number.isFinite(l) && Number.isFinite(h));
    });
  if (output !== "value") {
    const isBare = call.upstream === undefined && call.reduction === "sum";
    const slopes = isBare ? { lo, hi } : slopesOf(subject, ignored, output, precise);
    // A slope out of range is as good as infinite, and 0 times it may be NaN.
    const hasNoSlope = (i: number) => isOut(slopes.lo[i], slopes.hi[i]);
    // A product may come in any order: what brings it back into range may come last.
    const above = Math.max(...(call.upstream?.data ?? [1]).map(Math.abs));
    const isSteep = (i: number) => isOut(slopes.lo[i] * above, slopes.hi[i] * above);
    return Array.from(lo, (l, i) => {
      if (isUnasked(i) || isOut(l, hi[i]) || hasNoSlope(i)) return "any";
      return isSteep(i) || mayRoundUp(i) ? "infinite" : "none";
    });
  }
  const partial = call.reduction === "none" ? 0 : largestSum();
  const passing = largestSums(subject, truthField, exactly, ignored, 0);
  const isNone = call.reduction === "none";
  const rows = isNone ? rowsOfTerms(subject.spec, layout) : undefined;
  const isPassing = (i: number) =>
    rows === undefined
      ? passing.some((sum) => sum >= overflowThreshold)
      : passing[rows[i]] >= overflowThreshold;
  // A quotient that is in range may have a dividend that is not, as a mean may have such a sum.
  const isDivided = isNone && exactly.denominator() !== undefined;
  const dividend = isDivided
    ? scattered(subject, "value", exactly.terms(0).map((c) => truthField.bounds(c, layout.rows)))
    : undefined;
  const isDividendOut = (i: number) =>
    dividend !== undefined && ignored[rows![i]] === 0 && isOut(dividend.lo[i], dividend.hi[i]);
  return Array.from(lo, (l, i) => {
    if (isUnasked(i) || isOut(l, Math.max(hi[i], partial))) return "any";
    return isPassing(i) || isDividendOut(i) || mayRoundUp(i) ? "infinite" : "none";
  });
}

/** The gradient before anything comes from above: where it is infinite, 0 times it may be NaN. */
function slopesOf(
  subject: Subject,
  ignored: Mask,
  output: string,
  precise: Precise,
): Enclosure {
  const { upstream: _, ...rest } = subject.call;
  const alone: Subject = { ...subject, call: { ...rest, reduction: "sum" } };
  const lanes = evaluationOf(alone, truthField, ignored).gradient(output, 0);
  const rows = placementOfOutput(subject, output).byRecord ? subject.layout.rows : 1;
  const slopes = scattered(subject, output, lanes.map((lane) => truthField.bounds(lane, rows)));
  return ranged(slopes, () => precise(alone, output));
}

/**
 * What the sum of the terms' magnitudes can come to, every rounding upward.
 *
 * @param subject the call
 * @param ignored the rows that do not count
 * @param honestly the call with roundings
 * @param field the arithmetic of these
 */
export function largestPartialSum(
  { call, compiled, layout }: Subject,
  ignored: Mask,
  honestly: Evaluation<Column>,
  field: Field<Column>,
): number {
  const forms = compiled.value.map((_, form) =>
    honestly.terms(form).map((column) => field.bounds(column, layout.rows))
  );
  let sum = 0;
  for (let lane = 0; lane < forms[0].length; lane++) {
    for (let row = 0; row < layout.rows; row++) {
      if (ignored[row] === 1) continue;
      const sizes = forms.map((lanes) =>
        Math.max(Math.abs(lanes[lane].lo[row]), Math.abs(lanes[lane].hi[row]))
      );
      // The most accurate form counts in any case: where it is unbounded, so is the truth.
      sum += Math.max(sizes[0], ...sizes.filter(Number.isFinite));
    }
  }
  return sum * (1 + formats[call.dtype].unitRoundoff) ** (sizeOf(layout.shape) - 1);
}
