/**
 * The outputs of one call, each part computed when it is first asked for.
 *
 * @module
 */
import { type FloatDType, formats, roundTo } from "../tensor/mod.ts";
import type { Enclosure, OutputEnclosures } from "./enclosure.ts";
import { type Evaluation, evaluationOf, type Subject } from "./evaluation.ts";
import { type Arithmetic, exact, type Field, type Truth } from "./field.ts";
import { type Column, intervalField } from "./interval_field.ts";
import { positionOf } from "./layout.ts";
import type { Mpfr } from "./mpfr.ts";
import { printNode } from "./print.ts";
import { roundedTo } from "./mpfr_answer.ts";
import { mpfrField } from "./mpfr_field.ts";

/** Errors of elementary functions that count as honest, in ulps: what GPUs and vector libraries need. */
export const ELEMENTARY_ULPS = 4;

/** MPFR's precisions, tried in turn. */
const precisions = [128, 256, 512, 1024] as const;

/** Above so many numbers a call is not evaluated by MPFR: it would take seconds. */
const MPFR_LIMIT = 4096;
/** Above so many classes A is not computed for gradients: it costs a pass for each class. */
const LANES_LIMIT = 32;

/** The arithmetic of a format, rounding to nearest: an ulp is at most 2u of a number. */
export function arithmeticOf(dtype: FloatDType): Arithmetic {
  const { unitRoundoff, smallestSubnormal } = formats[dtype];
  return { u: unitRoundoff, lambda: smallestSubnormal, elementary: 2 * ELEMENTARY_ULPS };
}

const truthField = intervalField(exact);
const honestFields = new Map<FloatDType, Field<Column>>();

function honestField(dtype: FloatDType): Field<Column> {
  const found = honestFields.get(dtype) ?? intervalField(arithmeticOf(dtype));
  honestFields.set(dtype, found);
  return found;
}

/** The outputs of one call; `output` is `"value"` or an input's name. */
export interface Outputs {
  enclosures(output: string): OutputEnclosures;
  /** One element's honest enclosure, as sharp as it takes to place this answer. */
  honest(output: string, form: number, element: number, answer: number): readonly [number, number];
  /** The truth to the precision of a float64. */
  truthAt(output: string, element: number): number;
  /** |answer - truth|. */
  errorOf(output: string, element: number, answer: number): number;
  /** The correctly rounded result, undefined where the last precision leaves it open. */
  rounded(output: string, element: number): number | undefined;
  /** κ = Σ|xⱼ·∂L/∂xⱼ| of one element of the value, over the inputs that it is differentiated by. */
  condition(element: number): number;
  /** The operation with the largest share of A, with that share. */
  dominant(output: string, element: number): string;
}

/** An output by MPFR: its float64 bounds, and its truth as `nearest` + `rest`. */
interface Sharp {
  readonly bounds: Enclosure;
  readonly nearest: Float64Array;
  /** What `nearest` leaves, so that differences from the truth keep their digits. */
  readonly rest: Float64Array;
  /** The correctly rounded result; NaN where this precision leaves it open. */
  readonly rounded: Float64Array;
}

export function createOutputs(subject: Subject, ignored: Truth, mpfr: Mpfr): Outputs {
  const { spec, call, compiled, layout } = subject;
  const { dtype } = call;
  const cache = new Map<string, unknown>();
  function once<T>(key: string, make: () => T): T {
    if (!cache.has(key)) cache.set(key, make());
    return cache.get(key) as T;
  }
  const exactly = (): Evaluation<Column> =>
    once("exact", () => evaluationOf(subject, truthField, ignored));
  const honestly = (): Evaluation<Column> =>
    once("honest", () => evaluationOf(subject, honestField(dtype), ignored));

  const forms = (output: string) =>
    output === "value" ? compiled.value : compiled.gradients[output];
  const lengthOf = (output: string): number =>
    output === "value"
      ? (call.reduction === "none" ? layout.rows : 1)
      : call.inputs[output].data.length;

  /** Columns of an output, in the output's row-major order. */
  function gathered<V>(
    field: Field<V>,
    from: Evaluation<V>,
    output: string,
    form: number,
  ): Enclosure {
    if (output === "value") return field.bounds(from.value(form), lengthOf("value"));
    return scattered(output, from.gradient(output, form).map((c) => field.bounds(c, layout.rows)));
  }

  function scattered(output: string, lanes: readonly Enclosure[]): Enclosure {
    const length = lengthOf(output);
    const out = { lo: new Float64Array(length), hi: new Float64Array(length) };
    const at = positionOf(spec.inputs[output].shape, layout);
    lanes.forEach(({ lo, hi }, lane) => {
      for (let row = 0; row < layout.rows; row++) {
        out.lo[at(row, lane)] = lo[row];
        out.hi[at(row, lane)] = hi[row];
      }
    });
    return out;
  }

  const truth = (output: string): Enclosure =>
    once(`truth ${output}`, () => gathered(truthField, exactly(), output, 0));
  const honest = (output: string, form: number): Enclosure =>
    once(`honest ${output} ${form}`, () => gathered(honestField(dtype), honestly(), output, form));

  function byMpfr(
    output: string,
    form: number,
    arithmetic: Arithmetic,
    precision: number,
  ): Sharp | undefined {
    if (layout.rows * layout.classes > MPFR_LIMIT) return undefined;
    return once(`mpfr ${output} ${form} ${arithmetic.u} ${precision}`, () => {
      const field = mpfrField(mpfr, precision, arithmetic);
      const evaluation = evaluationOf(subject, field, ignored);
      const height = output === "value" ? lengthOf("value") : layout.rows;
      const lanes = output === "value"
        ? [evaluation.value(form)]
        : evaluation.gradient(output, form);
      const place = (columns: readonly Enclosure[]): Enclosure =>
        output === "value" ? columns[0] : scattered(output, columns);
      const bounds = lanes.map((c) => field.bounds(c, height));
      const rests = lanes.map((c, i) =>
        field.bounds(field.sub(c, field.points(bounds[i].lo)), height)
      );
      const rounded = lanes.map((c) => {
        const results = Float64Array.from(
          { length: height },
          (_, row) => roundedTo(mpfr, c[c.length === 1 ? 0 : row], dtype) ?? NaN,
        );
        return { lo: results, hi: results };
      });
      const rest = place(rests);
      const sharp = {
        bounds: place(bounds),
        nearest: place(bounds).lo,
        rest: rest.lo.map((x, i) => x / 2 + rest.hi[i] / 2),
        rounded: place(rounded).lo,
      };
      field.release();
      return sharp;
    });
  }

  function merit(output: string): Float64Array {
    return once(`merit ${output}`, () => {
      const { unitRoundoff } = formats[dtype];
      const length = lengthOf(output);
      if (output !== "value") {
        const wide = spec.inputs[output].shape.includes("C");
        if (wide && layout.classes > LANES_LIMIT) return new Float64Array(length).fill(NaN);
        const lanes = Array.from({ length: wide ? layout.classes : 1 }, (_, lane) => ({
          lo: new Float64Array(layout.rows),
          hi: summed(exactly().shares(output, wide ? lane : undefined)),
        }));
        return scattered(output, lanes).hi.map((a) => a * unitRoundoff);
      }
      const perTerm = summed(exactly().shares("value"));
      const terms = truthField.bounds(exactly().terms(0), layout.rows);
      if (call.reduction === "none") return perTerm.map((a) => unitRoundoff * a * scale());
      let total = 0;
      for (let row = 0; row < layout.rows; row++) {
        if (ignored[row] !== 1) total += perTerm[row] + Math.abs(terms.hi[row]);
      }
      return Float64Array.of(unitRoundoff * total * scale());
    });
  }

  /** What the reduction multiplies a term by: 1 over the denominator. */
  function scale(): number {
    return once("scale", () => {
      const denominator = exactly().denominator();
      if (denominator === undefined) return 1;
      const { lo, hi } = truthField.bounds(denominator, 1);
      return 2 / (lo[0] + hi[0]);
    });
  }

  function summed(shares: readonly Column[]): Float64Array {
    const total = new Float64Array(layout.rows);
    for (const share of shares) {
      const { hi } = truthField.bounds(share, layout.rows);
      for (let row = 0; row < total.length; row++) total[row] += hi[row];
    }
    return total;
  }

  function mayOverflow(output: string): Uint8Array {
    return once(`overflow ${output}`, () => {
      const { overflowThreshold } = formats[dtype];
      const { lo, hi } = truth(output);
      const partial = output === "value" && call.reduction !== "none" ? largestPartialSum() : 0;
      return Uint8Array.from(
        lo,
        (l, i) => Number(Math.max(Math.abs(l), Math.abs(hi[i]), partial) >= overflowThreshold),
      );
    });
  }

  function largestPartialSum(): number {
    const { lo, hi } = truthField.bounds(exactly().terms(0), layout.rows);
    return lo.reduce(
      (sum, l, row) => ignored[row] === 1 ? sum : sum + Math.max(Math.abs(l), Math.abs(hi[row])),
      0,
    );
  }

  function sharpTruth(output: string): Sharp | undefined {
    return byMpfr(output, 0, exact, precisions[0]);
  }

  const self: Outputs = {
    enclosures(output) {
      return {
        get truth() {
          return truth(output);
        },
        get forms() {
          return once(`forms ${output}`, () =>
            forms(output).map(({ name }, form) => ({
              name,
              get lo() {
                return honest(output, form).lo;
              },
              get hi() {
                return honest(output, form).hi;
              },
            })));
        },
        get merit() {
          return merit(output);
        },
        get mayOverflow() {
          return mayOverflow(output);
        },
      };
    },
    honest(output, form, element, answer) {
      const { lo, hi } = honest(output, form);
      const wide: readonly [number, number] = [lo[element], hi[element]];
      const outside = !(wide[0] <= answer && answer <= wide[1]);
      if (outside) return wide;
      // Float64's own rounding doubles the enclosure where float64 is the format under test, and
      // leaves open what is unbounded: there MPFR decides.
      const unbounded = wide[0] === -Infinity || wide[1] === Infinity;
      const middle = wide[0] / 2 + wide[1] / 2;
      const central = Math.abs(answer - middle) <= (wide[1] - wide[0]) / 4;
      if (!unbounded && (dtype !== "f64" || central)) return wide;
      const sharp = byMpfr(output, form, arithmeticOf(dtype), precisions[0]);
      return sharp === undefined ? wide : [sharp.bounds.lo[element], sharp.bounds.hi[element]];
    },
    truthAt(output, element) {
      const sharp = dtype === "f64" ? sharpTruth(output) : undefined;
      if (sharp !== undefined) return sharp.nearest[element] + sharp.rest[element];
      const { lo, hi } = truth(output);
      return lo[element] / 2 + hi[element] / 2;
    },
    errorOf(output, element, answer) {
      const sharp = dtype === "f64" ? sharpTruth(output) : undefined;
      if (sharp === undefined) return Math.abs(answer - self.truthAt(output, element));
      return Math.abs((answer - sharp.nearest[element]) - sharp.rest[element]);
    },
    rounded(output, element) {
      const { lo, hi } = truth(output);
      const quick = agreed(lo[element], hi[element], dtype);
      if (quick !== undefined) return quick;
      for (const precision of precisions) {
        const found = byMpfr(output, 0, exact, precision)?.rounded[element];
        if (found === undefined || !Number.isNaN(found)) return found;
      }
      return undefined;
    },
    condition(element) {
      const inputs = Object.keys(compiled.gradients);
      return inputs.reduce((sum, input) => {
        const { lo, hi } = truth(input);
        const { data } = call.inputs[input];
        return Array.from(data).reduce((part, x, i) => {
          const isOwn = call.reduction !== "none" || rowsOf(input, element).has(i);
          return isOwn ? part + Math.abs(x * (lo[i] / 2 + hi[i] / 2)) : part;
        }, sum);
      }, 0);
    },
    dominant(output, element) {
      const { row, lane } = placeOf(output, element);
      const shares = compiled.shares(output);
      const columns = exactly().shares(output, lane)
        .map((share) => truthField.bounds(share, layout.rows).hi);
      const sizes = shares.map((_, i) =>
        row === undefined ? columns[i].reduce((a, b) => a + b, 0) : columns[i][row]
      );
      const total = sizes.reduce((a, b) => a + b, 0);
      const largest = sizes.indexOf(Math.max(...sizes));
      if (!(total > 0) || largest < 0) return "none: the result is exact";
      const text = printNode(compiled.graph, shares[largest].node);
      const percent = Math.round(100 * sizes[largest] / total);
      return `${text}: ${percent} %`;
    },
  };
  return self;

  /** The row of an output's element (undefined: all rows), and its class where there is one. */
  function placeOf(
    output: string,
    element: number,
  ): { row: number | undefined; lane: number | undefined } {
    if (output === "value") {
      return { row: call.reduction === "none" ? element : undefined, lane: undefined };
    }
    const { shape } = spec.inputs[output];
    const at = positionOf(shape, layout);
    const width = shape.includes("C") ? layout.classes : 1;
    for (let row = 0; row < layout.rows; row++) {
      for (let lane = 0; lane < width; lane++) {
        if (at(row, lane) === element) return { row, lane: shape.includes("C") ? lane : undefined };
      }
    }
    throw new RangeError(`There is no element ${element} in ${output}`);
  }

  function rowsOf(input: string, row: number): ReadonlySet<number> {
    const at = positionOf(spec.inputs[input].shape, layout);
    return new Set(Array.from({ length: layout.classes }, (_, lane) => at(row, lane)));
  }
}

/** The float that both ends round to. */
function agreed(lo: number, hi: number, dtype: FloatDType): number | undefined {
  const a = roundTo(lo, dtype);
  const b = roundTo(hi, dtype);
  if (a !== b) return undefined;
  return a === 0 && hi >= 0 ? 0 : b;
}
