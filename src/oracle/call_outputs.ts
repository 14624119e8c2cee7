/**
 * The outputs of one call, each part computed when it is first asked for.
 *
 * @module
 */
import { sizeAlong } from "../spec/internal.ts";
import { type FloatDType, roundTo, ulp } from "../tensor/mod.ts";
import type { Enclosure, Settled } from "./enclosure.ts";
import { type Evaluation, evaluationOf } from "./evaluate_call.ts";
import type { Subject } from "./subject.ts";
import { byMpfrOf, precisions } from "./by_mpfr.ts";
import { exact, type Field, type Mask } from "./field.ts";
import { honestFieldOf } from "./honest_field.ts";
import { truthField } from "./interval_field.ts";
import { lazily, LazyOutput } from "./lazy_output.ts";
import type { Mpfr } from "./mpfr.ts";
import type { Outputs } from "./outputs.ts";
import { largestPartialSum, overflowOf } from "./overflow.ts";
import {
  elementAt,
  elementsOfRow,
  placementOfOutput,
  rowsOf,
  scattered,
  undefinedTerms,
} from "./placement.ts";
import { rowsOfTerms } from "./layout.ts";
import type { Sharp } from "./sharp.ts";
import { leavingIn } from "./leaving.ts";
import { lostSigmoidsOf } from "./lost_sigmoids.ts";
import { narrowOf } from "./narrow.ts";
import { placedMarks, unaskedElements } from "./unasked.ts";

/** Significand bits of the arithmetic that is tried first. */
const FLOAT64_BITS = 53;

/** Above so many entries a record nobody is told which operation overflows: it takes a mark for each number. */
const LEAVING_LIMIT = 1024;

const below = (x: number) => x - Math.abs(x) * 2 ** -52 - Number.MIN_VALUE;
const above = (x: number) => x + Math.abs(x) * 2 ** -52 + Number.MIN_VALUE;

/** The float that both ends round to. */
function agreed(lo: number, hi: number, dtype: FloatDType): number | undefined {
  const a = roundTo(lo, dtype);
  const b = roundTo(hi, dtype);
  if (a !== b) return undefined;
  return a === 0 && hi >= 0 ? 0 : b;
}

/** Opens a call's outputs. */
export function createOutputs(subject: Subject, ignored: Mask, mpfr: Mpfr): Outputs {
  const { call, compiled, layout, arithmetic } = subject;
  const { dtype } = call;
  const entries = sizeAlong(layout.roles.entries, layout.axes);
  const honestField = honestFieldOf(arithmetic);
  const exactly = lazily(() => evaluationOf(subject, truthField, ignored));
  const knownKinks = new Map<number, Mask>();
  function kinkedRows(node: number): Mask {
    const found = knownKinks.get(node) ?? exactly().kinkedRows(node);
    knownKinks.set(node, found);
    return found;
  }
  const honestly = lazily(() => evaluationOf(subject, honestField, ignored, kinkedRows));
  const narrow = narrowOf(subject, ignored, honestly, exactly);
  const byMpfr = byMpfrOf(subject, ignored, mpfr, kinkedRows);
  const largestSum = lazily(() => largestPartialSum(subject, ignored, honestly(), honestField));

  const formsOf = (output: string) =>
    output === "value" ? compiled.value : compiled.gradients[output];
  const known = new Map<string, LazyOutput>();
  function outputOf(output: string): LazyOutput {
    const found = known.get(output);
    if (found !== undefined) return found;
    const made: LazyOutput = new LazyOutput(formsOf(output).map(({ name }) => name), {
      truth: () => gathered(truthField, exactly(), output, 0),
      honest: (form) => narrowed(output, form),
      honestAt: (form, element) => narrowAt(output, form, element),
      reach: (form, element) => reachAt(output, form, element),
      across: (element) => across(output, element),
      intervals: (form) => wideOf(output, form),
      overflow: () =>
        overflowOf(
          subject,
          ignored,
          output,
          made,
          (form, element) => wideAt(output, form, element),
          exactly(),
          largestSum,
          precise,
          (element) => flushesDivisor() || isUnasked(output, element),
        ),
    });
    known.set(output, made);
    return made;
  }
  /** Whether the denominator may be 0 since subnormals are, as 0 + 1e-6 in float16. */
  const flushesDivisor = lazily(() => {
    const denominator = arithmetic.flushes ? honestly().denominator() : undefined;
    if (denominator === undefined) return false;
    const { lo, hi } = honestField.bounds(denominator, 1);
    return lo[0] <= 0 && hi[0] >= 0;
  });
  const truth = (output: string): Enclosure => outputOf(output).truth;
  const wideKnown = new Map<string, Enclosure>();
  /** What interval evaluation allows. */
  function wideOf(output: string, form: number): Enclosure {
    const key = `${output} ${form}`;
    const found = wideKnown.get(key) ?? gathered(honestField, honestly(), output, form);
    wideKnown.set(key, found);
    return found;
  }
  const wideAt = (output: string, form: number, element: number): readonly [number, number] => {
    const { lo, hi } = wideOf(output, form);
    return [lo[element], hi[element]];
  };

  const lost = lazily(() =>
    lostSigmoidsOf(
      subject,
      ignored,
      kinkedRows,
      honestly,
      exactly,
      gathered,
      sharpEnds,
    )
  );
  /** What a form may be at an element once sigmoids that are below the normal numbers are lost. */
  function lostAt(
    output: string,
    form: number,
    element: number,
  ): readonly [number, number] | undefined {
    return isUnasked(output, element) ? undefined : lost()?.at(output, form, element);
  }

  /** What is honest at an element, be sigmoids lost or not. */
  function narrowAt(output: string, form: number, element: number): readonly [number, number] {
    return withLost(output, form, element, keptAt);
  }

  /** The hull of what is honest where no sigmoid is lost, and where they are. */
  function withLost(
    output: string,
    form: number,
    element: number,
    without: typeof keptAt,
  ): readonly [number, number] {
    const kept = without(output, form, element);
    const other = lostAt(output, form, element);
    if (other === undefined) return kept;
    return [Math.min(kept[0], other[0]), Math.max(kept[1], other[1])];
  }

  /** What intervals allow at an element, and is no farther from the truth than rounding errors reach. */
  function keptAt(output: string, form: number, element: number): readonly [number, number] {
    const [lo, hi] = wideAt(output, form, element);
    if (Number.isNaN(lo) || isUnasked(output, element)) return [lo, hi];
    const reach = narrow.reach(output, form, element);
    if (reach === Infinity) return [lo, hi];
    const ends = sharpEnds(output);
    return [
      Math.max(lo, below(ends.lo[element] - reach)),
      Math.min(hi, above(ends.hi[element] + reach)),
    ];
  }

  /** How far an honest answer can be from the truth; at a kink, from whatever of its slopes the truth is. */
  function reachAt(output: string, form: number, element: number): number {
    const reach = keptReach(output, form, element);
    const other = isUnasked(output, element) ? undefined : lost()?.reach(output, form, element);
    return Math.max(reach, other ?? 0);
  }

  function keptReach(output: string, form: number, element: number): number {
    const [lo, hi] = wideAt(output, form, element);
    const ends = truth(output);
    const wide = Math.max(hi - ends.lo[element], ends.hi[element] - lo);
    if (Number.isNaN(wide) || isUnasked(output, element)) return wide;
    const reach = narrow.reach(output, form, element);
    if (!(reach < wide)) return wide;
    if (output === "value") return reach;
    const sharp = sharpEnds(output);
    const width = widthOf(sharp.lo[element], sharp.hi[element]);
    // Next to such a reach a width is one of intervals, not of a kink.
    return Math.min(wide, width > 2 ** -20 * reach ? reach + width : reach);
  }

  function narrowed(output: string, form: number): Enclosure {
    const { lo, hi } = wideOf(output, form);
    const ends = Array.from(lo, (_, element) => narrowAt(output, form, element));
    return {
      lo: lo.map((_, element) => ends[element][0]),
      hi: hi.map((_, element) => ends[element][1]),
    };
  }

  /** Terms that count and have a NaN. */
  const undefinedAt = lazily(() => undefinedTerms(subject, ignored));

  /** How long the columns of an output are. */
  const heightOf = (output: string) =>
    placementOfOutput(subject, output).byRecord ? layout.rows : 1;

  /** Rows that do not count, and those that do and have a NaN. */
  const skipped = lazily(() => {
    const marks = ignored.slice();
    rowsOfTerms(subject.spec, layout).forEach((row, term) => marks[row] |= undefinedAt()[term]);
    return marks;
  });

  const leaving = lazily(() => leavingIn(subject, honestField, honestly(), skipped()));

  const unasked = new Map<string, Uint8Array | undefined>();
  /** The elements that have no value; undefined where all have one. */
  function unaskedOf(output: string): Uint8Array | undefined {
    if (unasked.has(output)) return unasked.get(output);
    const found = unaskedElements(
      subject,
      output,
      exactly().valueless,
      thorough,
      skipped,
    );
    unasked.set(output, found);
    return found;
  }

  /** What more and more digits say of the rows without a value, unless the call is too big. */
  function thorough(output: string): readonly Mask[] | undefined {
    let marks: readonly Mask[] | undefined;
    for (const bits of precisions) {
      const found = byMpfr.read(subject, bits, (_, evaluation) => ({
        marks: evaluation.valueless(output),
      }));
      if (found === undefined) return exactly().valueless(output);
      marks = found.marks;
      if (!marks?.some((mark) => mark.includes(2))) break;
    }
    return marks;
  }

  const isUnasked = (output: string, element: number): boolean =>
    unaskedOf(output)?.[element] === 1;

  /** An output in row-major order; unbounded where it has no value. */
  function gathered<V>(
    field: Field<V>,
    from: Evaluation<V>,
    output: string,
    form: number,
  ): Enclosure {
    const { lo, hi } = placed(field, from, output, form);
    const marks = unaskedOf(output);
    if (marks === undefined) return { lo, hi };
    const opened = (ends: Float64Array, end: number) =>
      ends.map((x, i) => marks[i] === 1 && !Number.isNaN(x) ? end : x);
    return { lo: opened(lo, -Infinity), hi: opened(hi, Infinity) };
  }

  /** Columns of an output, in the output's row-major order. */
  function placed<V>(
    field: Field<V>,
    from: Evaluation<V>,
    output: string,
    form: number,
  ): Enclosure {
    const columns = output === "value" ? from.value(form) : from.gradient(output, form);
    const lanes = columns.map((c) => field.bounds(c, heightOf(output)));
    const { lo, hi } = scattered(subject, output, lanes);
    if (output !== "value" || !undefinedAt().includes(1)) return { lo, hi };
    const isUndefined = (i: number) => call.reduction !== "none" || undefinedAt()[i] === 1;
    return {
      lo: lo.map((x, i) => isUndefined(i) ? NaN : x),
      hi: hi.map((x, i) => isUndefined(i) ? NaN : x),
    };
  }

  /** The truth with more digits and a wider range than float64's. */
  function precise(of: Subject, output: string): Enclosure | undefined {
    return byMpfr.read(
      of,
      precisions[0],
      (field, evaluation) => placed(field, evaluation, output, 0),
    );
  }

  /** A honest enclosure by MPFR; the one by float64 where the call is too big. */
  function sharpHonest(
    output: string,
    form: number,
    element: number,
    wide: readonly [number, number],
  ): readonly [number, number] {
    const sharp = byMpfr.sharp(output, form, arithmetic, precisions[0])?.bounds;
    return sharp === undefined ? wide : [sharp.lo[element], sharp.hi[element]];
  }

  /** Float64's own truth needs more than float64. */
  function sharpTruth(output: string): Sharp | undefined {
    return dtype === "f64" ? byMpfr.sharp(output, 0, exact, precisions[0]) : undefined;
  }

  /** Where the truth lies: float64's own intervals are as wide as what may be honest in it. */
  function sharpEnds(output: string): Enclosure {
    return sharpTruth(output)?.bounds ?? truth(output);
  }

  function truthAt(output: string, element: number): number {
    const { lo, hi } = truth(output);
    if (Number.isNaN(lo[element])) return NaN;
    const sharp = sharpTruth(output);
    if (sharp !== undefined) return sharp.nearest[element] + sharp.rest[element];
    return lo[element] / 2 + hi[element] / 2;
  }

  /** Whether an answer is the truth, rounded but once: who computes in a wider format gives that. */
  function isNearest(output: string, element: number, answer: number): boolean {
    const { lo, hi } = truth(output);
    const [least, most] = [roundTo(lo[element], dtype), roundTo(hi[element], dtype)];
    if (least === most) return answer === least;
    return sharpTruth(output)?.rounded[element] === answer;
  }

  const kinks = new Map<string, Uint8Array | undefined>();
  /** The elements of a gradient that are at a kink, between sides that float64 knows; of float64 itself none. */
  function kinksOf(output: string): Uint8Array | undefined {
    if (output === "value" || dtype === "f64") return undefined;
    if (kinks.has(output)) return kinks.get(output);
    truth(output);
    const found = placedMarks(subject, output, exactly().betweenSides(output, 0));
    kinks.set(output, found);
    return found;
  }

  function across(output: string, element: number): number {
    const { lo, hi } = truth(output);
    return kinksOf(output)?.[element] === 1 && !isUnasked(output, element)
      ? hi[element] - lo[element]
      : 0;
  }

  /** What is honest at an element where no sigmoid is lost, as sharp as it takes to place any answer. */
  function sharpestKept(
    output: string,
    form: number,
    element: number,
  ): readonly [number, number] {
    if (isUnasked(output, element)) return wideAt(output, form, element);
    const known = keptAt(output, form, element);
    const hasReach = narrow.reach(output, form, element) < Infinity;
    const isBounded = known[0] > -Infinity && known[1] < Infinity;
    if (hasReach || isBounded && dtype !== "f64") return known;
    const sharp = sharpHonest(output, form, element, known);
    return [Math.max(known[0], sharp[0]), Math.min(known[1], sharp[1])];
  }

  /** Whether an answer is no farther from the truth than errors reach, wherever in its interval the truth is. */
  function isReached(output: string, form: number, element: number, answer: number): boolean {
    const { lo, hi } = sharpEnds(output);
    const reach = narrow.reach(output, form, element);
    return reach < Infinity && above(hi[element] - answer) <= reach &&
      above(answer - lo[element]) <= reach;
  }

  /** What is honest where no sigmoid is lost, as sharp as it takes to place an answer. */
  function keptFor(
    output: string,
    form: number,
    element: number,
    answer: number,
  ): readonly [number, number] {
    const wide = wideAt(output, form, element);
    if (!(wide[0] <= answer && answer <= wide[1])) return wide;
    if (isUnasked(output, element) || isNearest(output, element, answer)) return wide;
    return isReached(output, form, element, answer) ? wide : sharpestKept(output, form, element);
  }

  /** Everything that is honest at once, be sigmoids lost or not. */
  const jointly = lazily(() => {
    const field = lost()?.either;
    return field === undefined ? honestly() : evaluationOf(subject, field, ignored, kinkedRows);
  });

  return {
    truthAt,
    enclosures: outputOf,
    honest(output, form, element, answer) {
      const kept = keptFor(output, form, element, answer);
      if (kept[0] <= answer && answer <= kept[1]) return kept;
      const other = lostAt(output, form, element);
      return other !== undefined && other[0] <= answer && answer <= other[1] ? other : kept;
    },
    isTruth(output, element, answer) {
      if (isNearest(output, element, answer)) return true;
      const { lo, hi } = truth(output);
      return across(output, element) > 0 &&
        roundTo(lo[element], dtype) <= answer && answer <= roundTo(hi[element], dtype);
    },
    errorOf(output, element, answer) {
      if (isUnasked(output, element)) return NaN;
      if (isNearest(output, element, answer)) return 0;
      const { lo, hi } = truth(output);
      const sharp = lo[element] === hi[element] ? undefined : sharpTruth(output);
      const ends = sharp?.bounds ?? { lo, hi };
      // At a kink the truth is an interval, and anything in it is right.
      if (sharp === undefined || ends.hi[element] - ends.lo[element] > ulp(answer, "f64")) {
        return Math.max(ends.lo[element] - answer, answer - ends.hi[element], 0);
      }
      return Math.abs((answer - sharp.nearest[element]) - sharp.rest[element]);
    },
    sharpest: (output, form, element) => withLost(output, form, element, sharpestKept),
    settled(output, element) {
      const { lo, hi } = truth(output);
      const wide = [lo[element], hi[element]] as const;
      if (Number.isNaN(wide[0])) return { rounded: NaN, truth: wide, bits: FLOAT64_BITS };
      const quick = agreed(...wide, dtype);
      if (isUnasked(output, element)) {
        return { rounded: undefined, truth: wide, bits: FLOAT64_BITS };
      }
      if (quick !== undefined) return { rounded: quick, truth: wide, bits: FLOAT64_BITS };
      let last: Settled = { rounded: undefined, truth: wide, bits: FLOAT64_BITS };
      for (const bits of precisions) {
        const sharp = byMpfr.sharp(output, 0, exact, bits);
        if (sharp === undefined) return { ...last, ...byMpfr.tooBig && { tooBig: byMpfr.tooBig } };
        const truth = [sharp.bounds.lo[element], sharp.bounds.hi[element]] as const;
        const found = sharp.rounded[element];
        const isKink = staysWide(last.truth, truth) &&
          sharp.tied[elementAt(subject, output, element).row] === 1;
        last = { rounded: Number.isNaN(found) ? undefined : found, truth, bits };
        if (last.rounded !== undefined || isKink) break;
      }
      return last;
    },
    *combined(inputs, sign) {
      const [a, b] = inputs.map((input) => compiled.gradients[input].length);
      const pairs = Array.from({ length: a * b }, (_, k) => [Math.floor(k / b), k % b] as const);
      // Mostly both are of one form.
      const sameFirst = pairs.toSorted((p, q) => Number(p[0] !== p[1]) - Number(q[0] !== q[1]));
      for (const forms of sameFirst) {
        const columns = jointly().combined(inputs, sign, forms);
        const lanes = columns.map((c) => honestField.bounds(c, heightOf(inputs[0])));
        yield scattered(subject, inputs[0], lanes);
      }
    },
    *oneSided(input) {
      const field = lost()?.either ?? honestField;
      const together = evaluationOf(subject, field, ignored);
      for (const form of compiled.gradients[input].keys()) {
        yield gathered(field, together, input, form);
      }
    },
    condition(element) {
      return Object.keys(compiled.gradients).reduce((sum, input) => {
        const { lo, hi } = truth(input);
        const { data } = call.inputs[input];
        const own = call.reduction === "none"
          ? elementsOfRow(subject, input, elementAt(subject, "value", element).row)
          : data.keys();
        let part = 0;
        for (const i of own) part += Math.abs(data[i] * (lo[i] / 2 + hi[i] / 2));
        return sum + part;
      }, 0);
    },
    dominant: narrow.dominant,
    isUnasked,
    leaving(output, element) {
      if (entries > LEAVING_LIMIT) return undefined;
      return leaving()(formsOf(output), rowsOf(subject, output, element));
    },
  };
}

/** Whether an interval is no point, and hardly narrower than it was with fewer digits. */
function staysWide(
  [before, beyond]: readonly [number, number],
  [lo, hi]: readonly [number, number],
): boolean {
  return widthOf(lo, hi) > 0 && hi - lo >= (beyond - before) / 2;
}

/** How wide an interval is: 0 of a number with its rounding. */
function widthOf(lo: number, hi: number): number {
  return hi - lo > 4 * ulp(Math.max(Math.abs(lo), Math.abs(hi)), "f64") ? hi - lo : 0;
}
