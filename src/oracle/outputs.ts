/**
 * The outputs of one call, each part computed when it is first asked for.
 *
 * @module
 */
import type { Call } from "../spec/mod.ts";
import { type FloatDType, formats, roundTo, ulp } from "../tensor/mod.ts";
import type { Enclosure, OutputEnclosures, Overflow, Settled } from "./enclosure.ts";
import { type Evaluation, evaluationOf, type Subject } from "./evaluation.ts";
import { type Arithmetic, exact, type Field, type Truth, underflowOf } from "./field.ts";
import { type Column, intervalField } from "./interval_field.ts";
import { lazily, LazyOutput } from "./lazy_output.ts";
import { dominance, meritOf } from "./merit.ts";
import type { Mpfr } from "./mpfr.ts";
import { mpfrField } from "./mpfr_field.ts";
import { elementsOfRow, outputLength, scattered, undefinedRows } from "./placement.ts";
import { type Sharp, sharpen } from "./sharp.ts";

/** Errors of elementary functions that count as honest, in ulps: what GPUs and vector libraries need. */
const ELEMENTARY_ULPS = 4;

/** MPFR's precisions, tried in turn. */
const precisions = [128, 256, 512, 1024] as const;

/** Significand bits of the arithmetic that is tried first. */
const FLOAT64_BITS = 53;

/** Above so many numbers a call is not evaluated by MPFR: it would take seconds. */
const MPFR_LIMIT = 4096;

/** The arithmetic of a format, rounding to nearest: an ulp is at most 2u of a number. */
function arithmeticOf(dtype: FloatDType, flushes: boolean): Arithmetic {
  return {
    u: formats[dtype].unitRoundoff,
    lambda: underflowOf(dtype, flushes),
    elementary: 2 * ELEMENTARY_ULPS,
    flushes,
  };
}

const truthField = intervalField(exact);
const honestFields = fieldsOf(false);
const flushingFields = fieldsOf(true);

function fieldsOf(flushes: boolean): Readonly<Record<FloatDType, Field<Column>>> {
  return {
    f64: intervalField(arithmeticOf("f64", flushes)),
    f32: intervalField(arithmeticOf("f32", flushes)),
    f16: intervalField(arithmeticOf("f16", flushes)),
    bf16: intervalField(arithmeticOf("bf16", flushes)),
  };
}

/** The outputs of one call; `output` is `"value"` or an input's name. */
export interface Outputs {
  enclosures(output: string): OutputEnclosures;
  /** One element's honest enclosure, as sharp as it takes to place this answer. */
  honest(output: string, form: number, element: number, answer: number): readonly [number, number];
  /** The truth to the precision of a float64; NaN where an input is NaN. */
  truthAt(output: string, element: number): number;
  /** How far an answer is from the truth; 0 inside the interval that the truth is at a kink. */
  errorOf(output: string, element: number, answer: number): number;
  /** One element's honest enclosure, as sharp as it takes to place any answer. */
  sharpest(output: string, form: number, element: number): readonly [number, number];
  /** The correctly rounded result, undefined where the last precision leaves it open. */
  settled(output: string, element: number): Settled;
  /** κ = Σ|xⱼ·∂L/∂xⱼ| of one element of the value, over the inputs that it is differentiated by. */
  condition(element: number): number;
  /** The operation with the largest share of A, with that share. */
  dominant(output: string, element: number): string;
}

/** Whether an input, a parameter or the gradient from above is a subnormal. */
function hasSubnormals({ inputs, params, upstream, dtype }: Call): boolean {
  const isSubnormal = (x: number | null) =>
    x !== null && x !== 0 && Math.abs(x) < formats[dtype].smallestNormal;
  const tensors = [...Object.values(inputs), ...upstream === undefined ? [] : [upstream]];
  return Object.values(params).some(isSubnormal) ||
    tensors.some(({ data }) => data.some(isSubnormal));
}

/** The float that both ends round to. */
function agreed(lo: number, hi: number, dtype: FloatDType): number | undefined {
  const a = roundTo(lo, dtype);
  const b = roundTo(hi, dtype);
  if (a !== b) return undefined;
  return a === 0 && hi >= 0 ? 0 : b;
}

/** Opens a call's outputs. */
export function createOutputs(subject: Subject, ignored: Truth, mpfr: Mpfr): Outputs {
  const { call, compiled, layout, flushes } = subject;
  const { dtype } = call;
  const honestField = (flushes ? flushingFields : honestFields)[dtype];
  const mpfrResults = new Map<string, Sharp>();
  const exactly = lazily(() => evaluationOf(subject, truthField, ignored));
  const honestly = lazily(() => evaluationOf(subject, honestField, ignored));
  const dominant = lazily(() => dominance(subject, exactly()));

  const known = new Map<string, LazyOutput>();
  function outputOf(output: string): LazyOutput {
    const found = known.get(output);
    if (found !== undefined) return found;
    const forms = output === "value" ? compiled.value : compiled.gradients[output];
    const made = new LazyOutput(forms.map(({ name }) => name), {
      truth: () => gathered(truthField, exactly(), output, 0),
      honest: (form) => gathered(honestField, honestly(), output, form),
      merit: () => meritOf(subject, exactly(), ignored, output),
      overflow: () => overflow(output),
    });
    known.set(output, made);
    return made;
  }
  const truth = (output: string): Enclosure => outputOf(output).truth;
  const honest = (output: string, form: number): Enclosure => outputOf(output).forms[form];

  /** Rows that count and have a NaN. */
  const undefinedAt = lazily(() =>
    undefinedRows(subject).map((mark, row) => ignored[row] === 1 ? 0 : mark)
  );

  /** Columns of an output, in the output's row-major order. */
  function gathered<V>(
    field: Field<V>,
    from: Evaluation<V>,
    output: string,
    form: number,
  ): Enclosure {
    if (output !== "value") {
      const lanes = from.gradient(output, form).map((c) => field.bounds(c, layout.rows));
      return scattered(subject, output, lanes);
    }
    const { lo, hi } = field.bounds(from.value(form), outputLength(subject, "value"));
    const marks = undefinedAt();
    if (!marks.includes(1)) return { lo, hi };
    const isUndefined = (i: number) => call.reduction !== "none" || marks[i] === 1;
    return {
      lo: lo.map((x, i) => isUndefined(i) ? NaN : x),
      hi: hi.map((x, i) => isUndefined(i) ? NaN : x),
    };
  }

  function byMpfr(
    output: string,
    form: number,
    arithmetic: Arithmetic,
    precision: number,
  ): Sharp | undefined {
    if (layout.rows * layout.classes > MPFR_LIMIT) return undefined;
    const key = `${output} ${form} ${arithmetic.u} ${precision}`;
    const found = mpfrResults.get(key);
    if (found !== undefined) return found;
    const field = mpfrField(mpfr, precision, arithmetic);
    const evaluation = evaluationOf(subject, field, ignored);
    const isValue = output === "value";
    const columns = isValue ? [evaluation.value(form)] : evaluation.gradient(output, form);
    const height = isValue ? outputLength(subject, "value") : layout.rows;
    const sharp = sharpen(
      mpfr,
      field,
      columns,
      height,
      dtype,
      (lanes) => isValue ? lanes[0] : scattered(subject, output, lanes),
    );
    field.release();
    mpfrResults.set(key, sharp);
    return sharp;
  }

  /** A honest enclosure by MPFR; the one by float64 where the call is too big. */
  function sharpHonest(
    output: string,
    form: number,
    element: number,
    wide: readonly [number, number],
  ): readonly [number, number] {
    const sharp = byMpfr(output, form, honestField.arithmetic, precisions[0])?.bounds;
    return sharp === undefined ? wide : [sharp.lo[element], sharp.hi[element]];
  }

  /** Float64's own truth needs more than float64. */
  function sharpTruth(output: string): Sharp | undefined {
    return dtype === "f64" ? byMpfr(output, 0, exact, precisions[0]) : undefined;
  }

  function overflow(output: string): readonly Overflow[] {
    const { overflowThreshold } = formats[dtype];
    const { lo, hi } = truth(output);
    const isOut = (l: number, h: number) => Math.max(Math.abs(l), Math.abs(h)) >= overflowThreshold;
    // Rounding up to infinity is honest; what is unbounded, such as log 0, is not an overflow, unless
    // the 0 is a subnormal that was flushed.
    const readsZero = flushes && hasSubnormals(call);
    const mayRoundUp = (i: number) =>
      outputOf(output).forms.some((form) => {
        const [l, h] = [form.lo[i], form.hi[i]];
        return readsZero || (Number.isFinite(l) && Number.isFinite(h)) ? isOut(l, h) : false;
      });
    if (output !== "value") {
      const slopes = slopesOf(output);
      // A slope out of range is as good as infinite, and 0 times it may be NaN.
      const hasNoSlope = (i: number) => isOut(slopes.lo[i], slopes.hi[i]);
      // A product may come in any order: what brings it back into range may come last.
      const above = Math.max(...(call.upstream?.data ?? [1]).map(Math.abs));
      const isSteep = (i: number) => isOut(slopes.lo[i] * above, slopes.hi[i] * above);
      return Array.from(lo, (l, i) => {
        if (isOut(l, hi[i]) || hasNoSlope(i)) return "any";
        return isSteep(i) || mayRoundUp(i) ? "infinite" : "none";
      });
    }
    const partial = call.reduction === "none" ? 0 : largestPartialSum();
    const passing = exactly().largestSums(0);
    const isPassing = (i: number) =>
      call.reduction === "none"
        ? passing[i] >= overflowThreshold
        : passing.some((sum) => sum >= overflowThreshold);
    // A quotient that is in range may have a dividend that is not, as a mean may have such a sum.
    const isDivided = call.reduction === "none" && exactly().denominator() !== undefined;
    const dividend = isDivided ? truthField.bounds(exactly().terms(0), layout.rows) : undefined;
    const isDividendOut = (i: number) =>
      dividend !== undefined && ignored[i] === 0 && isOut(dividend.lo[i], dividend.hi[i]);
    return Array.from(lo, (l, i) => {
      if (isOut(l, Math.max(hi[i], partial))) return "any";
      return isPassing(i) || isDividendOut(i) || mayRoundUp(i) ? "infinite" : "none";
    });
  }

  /** The gradient before anything comes from above: where it is infinite, 0 times it may be NaN. */
  function slopesOf(output: string): Enclosure {
    const { upstream: _, ...rest } = call;
    const alone: Subject = { ...subject, call: { ...rest, reduction: "sum" } };
    return gathered(truthField, evaluationOf(alone, truthField, ignored), output, 0);
  }

  /** What the sum of the terms' magnitudes can come to, every rounding upward. */
  function largestPartialSum(): number {
    const forms = compiled.value.map((_, form) =>
      honestField.bounds(honestly().terms(form), layout.rows)
    );
    let sum = 0;
    for (let row = 0; row < layout.rows; row++) {
      if (ignored[row] === 1) continue;
      const sizes = forms.map(({ lo, hi }) => Math.max(Math.abs(lo[row]), Math.abs(hi[row])));
      // The most accurate form counts in any case: where it is unbounded, so is the truth.
      sum += Math.max(sizes[0], ...sizes.filter(Number.isFinite));
    }
    return sum * (1 + formats[dtype].unitRoundoff) ** (layout.rows - 1);
  }

  function truthAt(output: string, element: number): number {
    const { lo, hi } = truth(output);
    if (Number.isNaN(lo[element])) return NaN;
    const sharp = sharpTruth(output);
    if (sharp !== undefined) return sharp.nearest[element] + sharp.rest[element];
    return lo[element] / 2 + hi[element] / 2;
  }

  return {
    truthAt,
    enclosures: outputOf,
    honest(output, form, element, answer) {
      const { lo, hi } = honest(output, form);
      const wide: readonly [number, number] = [lo[element], hi[element]];
      if (!(wide[0] <= answer && answer <= wide[1])) return wide;
      // Float64's own rounding doubles the enclosure where float64 is the format under test, and
      // leaves open what is unbounded: there MPFR decides.
      const isUnbounded = wide[0] === -Infinity || wide[1] === Infinity;
      const middle = wide[0] / 2 + wide[1] / 2;
      const isCentral = Math.abs(answer - middle) <= (wide[1] - wide[0]) / 4;
      if (!isUnbounded && (dtype !== "f64" || isCentral)) return wide;
      return sharpHonest(output, form, element, wide);
    },
    errorOf(output, element, answer) {
      const { lo, hi } = truth(output);
      const sharp = lo[element] === hi[element] ? undefined : sharpTruth(output);
      const ends = sharp?.bounds ?? { lo, hi };
      // At a kink the truth is an interval, and anything in it is right.
      if (sharp === undefined || ends.hi[element] - ends.lo[element] > ulp(answer, "f64")) {
        return Math.max(ends.lo[element] - answer, answer - ends.hi[element], 0);
      }
      return Math.abs((answer - sharp.nearest[element]) - sharp.rest[element]);
    },
    sharpest(output, form, element) {
      const { lo, hi } = honest(output, form);
      const wide: readonly [number, number] = [lo[element], hi[element]];
      const isUnbounded = wide[0] === -Infinity || wide[1] === Infinity;
      if (!isUnbounded && dtype !== "f64") return wide;
      // Either may know what the other does not: float64 which differences are exact, MPFR more digits.
      const sharp = sharpHonest(output, form, element, wide);
      return [Math.max(wide[0], sharp[0]), Math.min(wide[1], sharp[1])];
    },
    settled(output, element) {
      const { lo, hi } = truth(output);
      const wide = [lo[element], hi[element]] as const;
      if (Number.isNaN(wide[0])) return { rounded: NaN, truth: wide, bits: FLOAT64_BITS };
      const quick = agreed(...wide, dtype);
      if (quick !== undefined) return { rounded: quick, truth: wide, bits: FLOAT64_BITS };
      let last: Settled = { rounded: undefined, truth: wide, bits: FLOAT64_BITS };
      for (const bits of precisions) {
        const sharp = byMpfr(output, 0, exact, bits);
        if (sharp === undefined) break;
        const truth = [sharp.bounds.lo[element], sharp.bounds.hi[element]] as const;
        const found = sharp.rounded[element];
        last = { rounded: Number.isNaN(found) ? undefined : found, truth, bits };
        if (last.rounded !== undefined) break;
      }
      return last;
    },
    condition(element) {
      return Object.keys(compiled.gradients).reduce((sum, input) => {
        const { lo, hi } = truth(input);
        const { data } = call.inputs[input];
        const own = call.reduction === "none"
          ? elementsOfRow(subject, input, element)
          : data.keys();
        let part = 0;
        for (const i of own) part += Math.abs(data[i] * (lo[i] / 2 + hi[i] / 2));
        return sum + part;
      }, 0);
    },
    dominant: (output, element) => dominant()(output, element),
  };
}
