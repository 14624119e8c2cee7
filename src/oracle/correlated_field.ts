/**
 * Correlated intervals: where float64 intervals forget that the same rounding error comes back, these know.
 *
 * A column has three: where the truth lies, what interval evaluation allows, and how far honest evaluations
 * may deviate from the truth, error by error. What is honest lies in both of the latter.
 *
 * @module
 */
import {
  type Deviation,
  deviationOf,
  madeAgain,
  noDeviation,
  type Noise,
  type Operand,
  propagated,
  reachAt,
  totalled,
  within,
  withRounding,
} from "./deviation.ts";
import type { Arithmetic, Decision, Factor, Field } from "./field.ts";
import { type Column, column, hiOf, isExactly, keepingResults, loOf } from "./interval_column.ts";
import { intervalField, truthField } from "./interval_field.ts";
import { costAt } from "./interval_product.ts";
import { composedSigmoid, composedSoftplus } from "./named_functions.ts";
import { ownRoundingOf } from "./own_rounding.ts";

/** A column of numbers, each with its truth, its honest values, and how these deviate. */
export interface Correlated {
  readonly truth: Column;
  readonly honest: Column;
  readonly deviation: Deviation;
  /** The rounding error of a product: a sum that is fused with it does without. */
  readonly fusible?: Noise;
}

/** A field of correlated columns. */
export interface CorrelatedField extends Field<Correlated> {
  /** How far honest evaluations may be from the truth, element by element. */
  reach(a: Correlated, length: number): Float64Array;
}

/** A uniform column that outlives the work in which columns are recycled. */
function lasting(x: number): Column {
  return { data: Float64Array.of(x, x), at: 0, length: 1 };
}

const one = lasting(1), minusOne = lasting(-1);

/** The largest magnitude that an element may have: its truth's, and how far it may be from that. */
function sizeOf(
  { truth, honest }: Pick<Correlated, "truth" | "honest">,
  reach: number,
  i: number,
): number {
  const size = Math.max(-loOf(truth, i), hiOf(truth, i)) + reach;
  return size < Infinity ? size : Math.max(-loOf(honest, i), hiOf(honest, i));
}

/** The least magnitude in an element's interval. */
function leastOf(a: Column, i: number): number {
  const lo = loOf(a, i);
  const hi = hiOf(a, i);
  return lo > 0 ? lo : hi < 0 ? -hi : 0;
}

/** What both intervals and deviations allow. */
function settled(truth: Column, wide: Column, deviation: Deviation, fusible?: Noise): Correlated {
  const n = wide.length;
  const { reach } = deviation;
  const honest = column(n);
  const bounds = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const tl = loOf(truth, i);
    const th = hiOf(truth, i);
    let lo = Math.max(loOf(wide, i), outward(tl - reach[i], -1));
    let hi = Math.min(hiOf(wide, i), outward(th + reach[i], 1));
    if (!(lo <= hi)) [lo, hi] = [loOf(wide, i), hiOf(wide, i)];
    honest.data[honest.at + i] = lo;
    honest.data[honest.at + n + i] = hi;
    bounds[i] = Math.max(hi - tl, th - lo) * (1 + 2 ** -50);
  }
  return {
    truth,
    honest,
    deviation: within(deviation, bounds),
    ...fusible !== undefined && { fusible },
  };
}

function outward(x: number, sign: 1 | -1): number {
  return x + sign * (Math.abs(x) * 2 ** -52 + Number.MIN_VALUE);
}

/**
 * The correlated intervals of an arithmetic.
 *
 * @param arithmetic whose roundings
 */
export function correlatedField(arithmetic: Arithmetic): CorrelatedField {
  const wide = intervalField(arithmetic);
  const own = ownRoundingOf(arithmetic);
  const { u, lambda, flushes } = arithmetic;
  // Twice as much where not only rounding to nearest is allowed, and u is twice the format's.
  const smallestNormal = flushes ? lambda : lambda / u;
  const inverted = (a: Column) => truthField.product([{ of: a, inverse: true }]);
  const multiplied = (...of: readonly Column[]) =>
    truthField.product(of.map((a) => ({ of: a, inverse: false })));

  /** An operation's result: its own rounding is added to what it makes of its operands. */
  function rounded(
    truth: Column,
    honest: Column,
    carried: Deviation,
    bound: (size: number, i: number) => number,
    isProduct = false,
  ): Correlated {
    const bounds = new Float64Array(honest.length);
    for (let i = 0; i < bounds.length; i++) {
      const isExact = carried.reach[i] === 0 && loOf(honest, i) === hiOf(honest, i);
      if (!isExact) bounds[i] = bound(sizeOf({ truth, honest }, carried.reach[i], i), i);
    }
    const { deviation, error } = withRounding(carried, bounds, isProduct);
    return settled(truth, honest, deviation, error);
  }

  /** A smooth function of one number, with its slope and the most that it can curve between two numbers. */
  function smooth(
    a: Correlated,
    truth: Column,
    honest: Column,
    slope: Column,
    curvature: (lo: number, hi: number, i: number) => number,
    bound: (size: number, i: number) => number,
  ): Correlated {
    const carried = propagated(honest.length, [{ of: a.deviation, slope }], (i) => {
      const reach = reachAt(a.deviation, i);
      if (reach === 0) return 0;
      const lo = Math.min(loOf(a.truth, i), loOf(a.honest, i));
      const hi = Math.max(hiOf(a.truth, i), hiOf(a.honest, i));
      return curvature(lo, hi, i) * reach * reach / 2 * (1 + 2 ** -40);
    });
    return rounded(truth, honest, carried, bound);
  }

  function sum(a: Correlated, b: Correlated, sign: 1 | -1): Correlated {
    const op = sign === 1 ? "add" : "sub";
    const truth = truthField[op](a.truth, b.truth);
    const honest = wide[op](a.honest, b.honest);
    const operands: Operand[] = [
      { of: madeAgain(a.deviation, a.fusible), slope: one },
      { of: madeAgain(b.deviation, b.fusible), slope: sign === 1 ? one : minusOne },
    ];
    const isNought = (x: Correlated, i: number) =>
      loOf(x.honest, i) === 0 && hiOf(x.honest, i) === 0;
    return rounded(
      truth,
      honest,
      propagated(honest.length, operands),
      (size, i) => isNought(a, i) || isNought(b, i) ? 0 : own.nearest(size),
    );
  }

  /** A product so far: nothing of it is rounded yet. */
  interface Partial {
    readonly truth: Column;
    readonly deviation: Deviation;
  }

  function times(a: Partial, { truth, deviation }: Correlated): Partial {
    const product = multiplied(a.truth, truth);
    const operands = [{ of: a.deviation, slope: truth }, { of: deviation, slope: a.truth }];
    return {
      truth: product,
      deviation: propagated(
        product.length,
        operands,
        (i) => reachAt(a.deviation, i) * reachAt(deviation, i),
      ),
    };
  }

  /** (yΔx - xΔy)/y², and that times -Δy/(y + Δy). */
  function divided(a: Partial, { truth, honest, deviation }: Correlated): Partial {
    const inverse = inverted(truth);
    const quotient = multiplied(a.truth, inverse);
    const slope = truthField.neg(multiplied(quotient, inverse));
    const largest = (x: Column, i: number) => Math.max(-loOf(x, i), hiOf(x, i));
    const operands = [{ of: a.deviation, slope: inverse }, { of: deviation, slope }];
    return {
      truth: quotient,
      deviation: propagated(quotient.length, operands, (i) => {
        const reach = reachAt(deviation, i);
        if (reach === 0) return 0;
        const first = largest(inverse, i) * reachAt(a.deviation, i) + largest(slope, i) * reach;
        return first * reach / leastOf(honest, i) * (1 + 2 ** -40);
      }),
    };
  }

  function product(given: readonly Factor<Correlated>[]): Correlated {
    const telling = given.filter(({ of }) => !isExactly(of.honest, 1));
    const factors = telling.length === 0 ? given.slice(0, 1) : telling;
    const columns = factors.map(({ of, inverse }) => ({ of: of.honest, inverse }));
    const honest = wide.product(columns);
    const [{ of: first, inverse }] = factors;
    if (factors.length === 1 && !inverse) return first;
    const start: Partial = inverse
      ? divided({ truth: one, deviation: noDeviation(1) }, first)
      : first;
    const { truth, deviation } = factors.slice(1)
      .reduce((partial, { of, inverse }) => (inverse ? divided : times)(partial, of), start);
    return rounded(truth, honest, deviation, (size, i) => {
      if (factors.length === 1) return own.nearest(size);
      const { roundings, underflow, loss } = costAt(columns, i, arithmetic);
      if (factors.length === 2 && roundings === 0) {
        return leastOf(honest, i) >= smallestNormal ? 0 : lambda;
      }
      if (factors.length === 2 && roundings === 1 && !factors.some(({ inverse }) => inverse)) {
        return own.nearest(size);
      }
      if (!(loss < 1)) return Infinity;
      const kept = own.several(size, roundings);
      return kept + (size + kept) * loss / (1 - loss) * (1 + 2 ** -40) + underflow;
    }, true);
  }

  /** A sum of several in any order. */
  function sumOfAll(
    truth: Column,
    honest: Column,
    carried: Deviation,
    terms: number,
    term: (k: number, i: number) => readonly [Correlated, number],
  ): Correlated {
    return rounded(truth, honest, carried, (_, i) => {
      let count = 0;
      let magnitude = 0;
      for (let k = 0; k < terms; k++) {
        const [a, at] = term(k, i);
        const size = Math.max(-loOf(a.honest, at), hiOf(a.honest, at));
        if (size > 0) count++;
        magnitude += size;
      }
      if (count < 2) return 0;
      return (own.growth(count - 1) * magnitude + count * lambda) * (1 + terms * 2 ** -50);
    });
  }

  /** One or the other, where it is not decided which. */
  function either(truth: Column, honest: Column): Correlated {
    return settled(truth, honest, deviationOf(new Float64Array(honest.length).fill(Infinity)));
  }

  function chosen(decision: Decision, a: Correlated, b: Correlated): Correlated {
    if (
      decision.every((x) => x === 1) && a.honest.length >= b.honest.length &&
      a.honest.length >= decision.length
    ) return a;
    if (
      decision.every((x) => x === 0) && b.honest.length >= a.honest.length &&
      b.honest.length >= decision.length
    ) return b;
    const truth = truthField.where(decision, a.truth, b.truth);
    const honest = wide.where(decision, a.honest, b.honest);
    const n = honest.length;
    const [yes, no] = [1, 0].map((side) => {
      const slope = column(n);
      for (let i = 0; i < n; i++) {
        const factor = decision[decision.length === 1 ? 0 : i] === side ? 1 : 0;
        slope.data[slope.at + i] = slope.data[slope.at + n + i] = factor;
      }
      return slope;
    });
    // Of what is not chosen nothing comes, be it unbounded.
    const masked = (of: Deviation, slope: Column): Operand => ({
      of: decidedOnly(of, slope),
      slope,
    });
    const deviation = propagated(
      n,
      [masked(a.deviation, yes), masked(b.deviation, no)],
      (i) => decision[decision.length === 1 ? 0 : i] === 2 ? Infinity : 0,
    );
    return settled(truth, honest, deviation);
  }

  function decidedOnly(of: Deviation, slope: Column): Deviation {
    if (of.reach.every((reach) => reach < Infinity)) return of;
    const n = slope.length;
    const spread = (x: Float64Array) =>
      Float64Array.from(
        { length: n },
        (_, i) => loOf(slope, i) === 0 ? 0 : x[x.length === 1 ? 0 : i],
      );
    return {
      length: n,
      noise: new Map(Array.from(of.noise, ([source, c]) => [source, spread(c)])),
      rest: spread(of.rest),
      reach: spread(of.reach),
    };
  }

  const square = (a: Correlated): Correlated => {
    const carried = propagated(
      a.honest.length,
      [{ of: a.deviation, slope: multiplied(truthField.constant(2), a.truth) }],
      (i) => reachAt(a.deviation, i) ** 2,
    );
    return rounded(
      truthField.square(a.truth),
      wide.square(a.honest),
      carried,
      (size) => own.nearest(size),
      true,
    );
  };

  /** Whether a deviation's column is uniform and exact. */
  const isPoint = (a: Correlated) =>
    a.honest.length === 1 && loOf(a.honest, 0) === hiOf(a.honest, 0);

  const field: CorrelatedField = {
    arithmetic,
    constant(x) {
      const c = wide.constant(x);
      return { truth: c, honest: c, deviation: noDeviation(1) };
    },
    points(values) {
      const truth = truthField.points(values);
      const honest = wide.points(values);
      return settled(
        truth,
        honest,
        flushes ? either(truth, honest).deviation : noDeviation(honest.length),
      );
    },
    intervals(enclosure) {
      const c = wide.intervals(enclosure);
      return either(c, c);
    },
    length: ({ honest }) => honest.length,
    add: (a, b) => isExactly(b.honest, 0) ? a : isExactly(a.honest, 0) ? b : sum(a, b, 1),
    sub: (a, b) => isExactly(b.honest, 0) ? a : sum(a, b, -1),
    neg({ truth, honest, deviation, fusible }) {
      return {
        truth: truthField.neg(truth),
        honest: wide.neg(honest),
        deviation: propagated(honest.length, [{ of: deviation, slope: minusOne }]),
        ...fusible !== undefined && { fusible },
      };
    },
    abs(a) {
      const decision = wide.less(a.honest, wide.constant(0)).map((x, i) =>
        x === 2 && loOf(a.honest, i) >= 0 ? 0 : x
      );
      const sides = chosen(decision, field.neg(a), a);
      return settled(truthField.abs(a.truth), wide.abs(a.honest), lipschitz(a, sides, decision));
    },
    square,
    sqrt(a) {
      const truth = truthField.sqrt(a.truth);
      const slope = multiplied(truthField.constant(0.5), inverted(truth));
      return smooth(a, truth, wide.sqrt(a.honest), slope, (lo) => lo ** -1.5 / 4, own.nearest);
    },
    exp(a) {
      const truth = truthField.exp(a.truth);
      return smooth(a, truth, wide.exp(a.honest), truth, (_, hi) => Math.exp(hi), own.elementary);
    },
    expm1(a) {
      const slope = truthField.exp(a.truth);
      const truth = truthField.expm1(a.truth);
      return smooth(a, truth, wide.expm1(a.honest), slope, (_, hi) => Math.exp(hi), own.elementary);
    },
    log(a) {
      const truth = truthField.log(a.truth);
      const curvature = (lo: number) => lo > 0 ? 1 / (lo * lo) : Infinity;
      return smooth(a, truth, wide.log(a.honest), inverted(a.truth), curvature, own.elementary);
    },
    log1p(a) {
      const truth = truthField.log1p(a.truth);
      const curvature = (lo: number) => lo > -1 ? 1 / ((1 + lo) * (1 + lo)) : Infinity;
      const slope = inverted(truthField.add(one, a.truth));
      return smooth(a, truth, wide.log1p(a.honest), slope, curvature, own.elementary);
    },
    atan(a) {
      const truth = truthField.atan(a.truth);
      const slope = inverted(truthField.add(one, truthField.square(a.truth)));
      return smooth(a, truth, wide.atan(a.honest), slope, () => 0.65, own.elementary);
    },
    pow(a, b) {
      if (isExactly(b.honest, 0)) return field.constant(1);
      if (isExactly(b.honest, 1)) return a;
      const honest = wide.pow(a.honest, b.honest);
      const truth = truthField.pow(a.truth, b.truth);
      if (b.deviation.reach.some((reach) => reach > 0) || !isPoint(b)) return either(truth, honest);
      const exponent = loOf(b.honest, 0);
      const lower = truthField.constant(exponent - 1);
      if (exponent - 1 + 1 !== exponent) return either(truth, honest);
      const slope = multiplied(b.truth, truthField.pow(a.truth, lower));
      const products = Number.isInteger(exponent) ? Math.abs(exponent) - (exponent > 0 ? 1 : 0) : 0;
      const curvature = (lo: number, hi: number) => {
        if (lo < 0 && !Number.isInteger(exponent)) return Infinity;
        const ends = [Math.abs(lo), Math.abs(hi)].map((x) => x ** (exponent - 2));
        const passesZero = lo <= 0 && hi >= 0;
        if (passesZero && exponent < 2) return Infinity;
        return Math.abs(exponent * (exponent - 1)) * Math.max(...ends);
      };
      return smooth(
        a,
        truth,
        honest,
        slope,
        curvature,
        (size) =>
          Math.max(
            own.elementary(size),
            own.several(size, products) + products * lambda,
          ),
      );
    },
    product,
    sum(terms) {
      if (terms.length === 1) return terms[0];
      const truth = truthField.sum(terms.map((a) => a.truth));
      const honest = wide.sum(terms.map((a) => a.honest));
      const operands = terms.map(({ deviation }) => ({ of: deviation, slope: one }));
      const carried = propagated(honest.length, operands);
      return sumOfAll(truth, honest, carried, terms.length, (k, i) => [terms[k], i]);
    },
    total(a) {
      const truth = truthField.total(a.truth);
      const honest = wide.total(a.honest);
      return sumOfAll(truth, honest, totalled(a.deviation), a.honest.length, (k) => [a, k]);
    },
    min: (a, b) => extreme(a, b, "min"),
    max: (a, b) => extreme(a, b, "max"),
    hull: (a, b) => either(truthField.hull(a.truth, b.truth), wide.hull(a.honest, b.honest)),
    widen(a, roundings, amplification = 1) {
      if (roundings === 0) return a;
      return rounded(
        a.truth,
        wide.widen(a.honest, roundings, amplification),
        a.deviation,
        (size) => own.several(size, roundings) + roundings * lambda * amplification,
      );
    },
    less: (a, b) => wide.less(a.honest, b.honest),
    lessEqual: (a, b) => wide.lessEqual(a.honest, b.honest),
    equal: (a, b) => wide.equal(a.honest, b.honest),
    below: (a, b) => wide.below(a.honest, b.honest),
    where: chosen,
    keeping(work) {
      let made: readonly Correlated[] = [];
      const columns = keepingResults(() => {
        made = work();
        return made.flatMap(({ truth, honest }) => [truth, honest]);
      });
      return made.map((one, k) => ({ ...one, truth: columns[2 * k], honest: columns[2 * k + 1] }));
    },
    join(parts, lengths) {
      if (parts.length === 1) return parts[0];
      const reach = parts.flatMap(({ deviation }, k) =>
        Array.from({ length: lengths[k] }, (_, i) => reachAt(deviation, i))
      );
      return {
        truth: truthField.join(parts.map(({ truth }) => truth), lengths),
        honest: wide.join(parts.map(({ honest }) => honest), lengths),
        deviation: deviationOf(Float64Array.from(reach)),
      };
    },
    bounds: ({ honest }, length) => wide.bounds(honest, length),
    reach: ({ deviation }, length) =>
      Float64Array.from({ length }, (_, i) => reachAt(deviation, i)),
    sigmoid(x, e) {
      const truth = composedSigmoid(truthField, x.truth, e.truth);
      const honest = wide.widen(
        composedSigmoid(wide, x.honest, e.honest),
        arithmetic.elementary,
      );
      // s(1 - s) = e/(1 + e)²
      const onePlus = truthField.add(one, e.truth);
      const slope = truthField.product([
        { of: e.truth, inverse: false },
        { of: onePlus, inverse: true },
        { of: onePlus, inverse: true },
      ]);
      return smooth(x, truth, honest, slope, steepest, (size, i) => {
        // 1/(1 + exp(-x)): what exp is off by counts e/(1 + e) times; the sum and the quotient may add 3.
        const part = 1 / (1 + Math.exp(loOf(x.honest, i))) * (1 + 2 ** -40);
        const k = (arithmetic.elementary * part + 3) * u;
        const composed = k < 1 ? size * k / (1 - k) : Infinity;
        return Math.max(own.elementary(size), composed) + (arithmetic.elementary + 3) * lambda;
      });
    },
    softplus(x, tail) {
      const composed = composedSoftplus(field, x, tail);
      const honest = wide.widen(
        composedSoftplus(wide, x.honest, tail.honest),
        arithmetic.elementary,
      );
      const slope = composedSigmoid(
        truthField,
        x.truth,
        truthField.exp(truthField.neg(truthField.abs(x.truth))),
      );
      const { noise, rest } = composed.deviation;
      return smooth(x, composed.truth, honest, slope, steepest, (size, i) => {
        // A vendor's own function, or log1p(exp(-|x|)) and a sum.
        let parts = rest[rest.length === 1 ? 0 : i];
        for (const [source, coefficients] of noise) {
          if (!x.deviation.noise.has(source)) {
            parts += Math.abs(coefficients[coefficients.length === 1 ? 0 : i]);
          }
        }
        return Math.max(own.elementary(size), parts);
      });
    },
  };
  return field;

  function lipschitz(a: Correlated, sides: Correlated, decision: Decision): Deviation {
    if (!decision.includes(2)) return sides.deviation;
    const reach = Float64Array.from(
      a.deviation.reach,
      (x, i) => decision[decision.length === 1 ? 0 : i] === 2 ? x : Infinity,
    );
    return within(sides.deviation, reach);
  }

  function extreme(a: Correlated, b: Correlated, op: "min" | "max"): Correlated {
    const decision = op === "min"
      ? wide.lessEqual(a.honest, b.honest)
      : wide.lessEqual(b.honest, a.honest);
    const sides = chosen(decision, a, b);
    if (!decision.includes(2)) return sides;
    const truth = truthField[op](a.truth, b.truth);
    const honest = wide[op](a.honest, b.honest);
    const reach = Float64Array.from(
      { length: honest.length },
      (_, i) =>
        decision[decision.length === 1 ? 0 : i] === 2
          ? Math.max(reachAt(a.deviation, i), reachAt(b.deviation, i))
          : Infinity,
    );
    return settled(truth, honest, within(sides.deviation, reach));
  }
}

/** The most that the logistic function's slope can be between two numbers; it bounds that function's curvature, too. */
function steepest(lo: number, hi: number): number {
  const nearest = lo > 0 ? lo : hi < 0 ? -hi : 0;
  const e = Math.exp(-nearest);
  return e / ((1 + e) * (1 + e)) * (1 + 2 ** -40);
}
