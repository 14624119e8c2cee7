/**
 * An implementation's arithmetic as a field, so that the oracle's evaluator computes a formula with it.
 *
 * @module
 */
import { type Decision, exact, type Field } from "../../src/oracle/internal.ts";
import { splitProduct } from "./exactly.ts";
import { type Factor, type Numbers, numbersOf } from "./numbers.ts";

/** One float per element, or (length 1) one for all of them. */
export type Floats = Float64Array;

/** A field that has the named functions of its own as operations, too. */
export interface OwnField extends Field<Floats> {
  own_sigmoid(a: Floats): Floats;
  own_softplus(a: Floats): Floats;
}

const at = (a: ArrayLike<number>, i: number): number => a[a.length === 1 ? 0 : i];

function lengthOf(...parts: readonly { readonly length: number }[]): number {
  return parts.find(({ length }) => length !== 1)?.length ?? 1;
}

/** What a product was before it was rounded, as the sum of two numbers. */
interface Unrounded {
  readonly high: Floats;
  readonly low: Floats;
}

/**
 * The columns of an arithmetic.
 *
 * @param on the arithmetic
 * @returns the field
 */
export function fieldOf(on: Numbers): OwnField {
  const unrounded = new WeakMap<Floats, Unrounded>();

  const wide = on.derivesWide ? numbersOf("f64") : on;

  const unary = (f: (x: number) => number) => (a: Floats): Floats => {
    const out = new Float64Array(a.length);
    for (let i = 0; i < a.length; i++) out[i] = f(a[i]);
    return out;
  };
  /** An operation of the arithmetic; of columns that are alike for all elements, of the derived one's. */
  const operation = (op: "add" | "multiply" | "divide") => {
    const [own, derived] = [on, wide].map((numbers) => binary((x, y) => numbers[op](x, y)));
    return (a: Floats, b: Floats) => (a.length === 1 && b.length === 1 ? derived : own)(a, b);
  };
  const binary = (f: (x: number, y: number) => number) => (a: Floats, b: Floats): Floats => {
    const out = new Float64Array(lengthOf(a, b));
    for (let i = 0; i < out.length; i++) out[i] = f(at(a, i), at(b, i));
    return out;
  };
  const compared =
    (comparison: (x: number, y: number) => 0 | 1 | 2) => (a: Floats, b: Floats): Decision => {
      const out = new Uint8Array(lengthOf(a, b));
      for (let i = 0; i < out.length; i++) out[i] = comparison(at(a, i), at(b, i));
      return out;
    };
  const touching = on.side === "yes" ? 1 : on.side === "no" ? 0 : 2;
  const middle = binary((x, y) => x === y ? x : x / 2 + y / 2);
  const plain = operation("add");
  const multiply = operation("multiply");
  const divide = operation("divide");
  const round = unary((x) => on.round(x));
  const neg = unary((x) => -x);

  /** Keeps what the product of two was, for a sum that is fused with it. */
  function remember(product: Floats, a: Floats, b: Floats): Floats {
    if (on.fused === undefined) return product;
    const high = new Float64Array(product.length);
    const low = new Float64Array(product.length);
    for (let i = 0; i < product.length; i++) {
      [high[i], low[i]] = splitProduct(at(a, i), at(b, i));
    }
    unrounded.set(product, { high, low });
    return product;
  }

  /** a + b, fused with the product that one of them is. */
  function add(a: Floats, b: Floats): Floats {
    const { fused } = on;
    const [product, other] = unrounded.has(a) ? [a, b] : [b, a];
    const whole = unrounded.get(product);
    if (fused === undefined || whole === undefined) return plain(a, b);
    const out = new Float64Array(lengthOf(a, b));
    for (let i = 0; i < out.length; i++) {
      out[i] = fused(at(whole.high, i), at(whole.low, i), at(other, i));
    }
    return out;
  }

  function negated(a: Floats): Floats {
    const out = neg(a);
    const whole = unrounded.get(a);
    if (whole !== undefined) unrounded.set(out, { high: neg(whole.high), low: neg(whole.low) });
    return out;
  }

  function product(factors: readonly { readonly of: Floats; readonly inverse: boolean }[]): Floats {
    if (on.product === undefined) {
      const first = factors[0].inverse ? divide(Float64Array.of(1), factors[0].of) : factors[0].of;
      return factors.slice(1).reduce((value, { of, inverse }) => {
        if (inverse) return divide(value, of);
        const isSign = of.length === 1 && Math.abs(of[0]) === 1;
        return isSign ? multiply(value, of) : remember(multiply(value, of), value, of);
      }, first);
    }
    const out = new Float64Array(lengthOf(...factors.map(({ of }) => of)));
    for (let i = 0; i < out.length; i++) {
      out[i] = on.product(factors.map(({ of, inverse }): Factor => ({ x: at(of, i), inverse })));
    }
    return out;
  }

  return {
    arithmetic: exact,
    squaresApart: on.squaresApart,
    constant: (x) => Float64Array.of(x),
    points(values) {
      const out = new Float64Array(values.length);
      for (let i = 0; i < out.length; i++) out[i] = on.read(values[i]);
      return out;
    },
    intervals: ({ lo, hi }) => lo.map((x, i) => x === hi[i] ? x : NaN),
    length: (a) => a.length,
    add,
    sub: (a, b) => add(a, negated(b)),
    neg: negated,
    abs: unary(Math.abs),
    square: (a) => remember(multiply(a, a), a, a),
    sqrt: unary((x) => on.sqrt(x)),
    exp: unary((x) => on.exp(x)),
    expm1: unary((x) => on.expm1(x)),
    log: unary((x) => on.log(x)),
    log1p: unary((x) => on.log1p(x)),
    atan: unary((x) => on.atan(x)),
    pow: binary((x, y) => y === 0 ? 1 : y === 1 ? x : on.pow(x, y)),
    product,
    sum(terms) {
      if (terms.length === 1) return terms[0];
      if (on.fused !== undefined && terms.some((term) => unrounded.has(term))) {
        return terms.reduce(add);
      }
      const out = new Float64Array(lengthOf(...terms));
      const entries = new Float64Array(terms.length);
      for (let i = 0; i < out.length; i++) {
        for (let k = 0; k < entries.length; k++) entries[k] = at(terms[k], i);
        out[i] = on.sum(entries);
      }
      return out;
    },
    total: (a) => Float64Array.of(on.sum(a)),
    min: binary(Math.min),
    max: binary(Math.max),
    hull: middle,
    gather: (a, elements) => a.length === 1 ? a : Float64Array.from(elements, (i) => a[i]),
    hulls(a, length, places, elements) {
      const all = Float64Array.from({ length }, (_, i) => at(a, i));
      elements.forEach((element, place) => {
        const own = at(places, place);
        const isFirst = element !== elements[place - 1];
        all[element] = isFirst ? own : all[element] / 2 + own / 2;
      });
      return all;
    },
    // What is widened by one rounding is a constant that is no number of the format.
    widen: (a, roundings) => roundings === 1 ? round(a) : a,
    less: compared((x, y) => x < y ? 1 : 0),
    lessEqual: compared((x, y) => x <= y ? 1 : 0),
    equal: compared((x, y) => x === y ? 1 : 0),
    below: compared((x, y) => x < y ? 1 : x === y ? touching : 0),
    where(condition, a, b) {
      const out = new Float64Array(lengthOf(condition, a, b));
      for (let i = 0; i < out.length; i++) {
        const [x, y] = [at(a, i), at(b, i)];
        const c = at(condition, i);
        out[i] = c === 1 || x === y ? x : c === 0 ? y : x / 2 + y / 2;
      }
      return out;
    },
    keeping: (work) => work(),
    join(parts, lengths) {
      const out = new Float64Array(lengths.reduce((sum, length) => sum + length, 0));
      let from = 0;
      parts.forEach((part, k) => {
        for (let i = 0; i < lengths[k]; i++) out[from + i] = at(part, i);
        from += lengths[k];
      });
      return out;
    },
    bounds(a, length) {
      const all = a.length === length ? a : new Float64Array(length).fill(a[0]);
      return { lo: all, hi: all };
    },
    own_sigmoid: unary((x) => on.sigmoid!(x)),
    own_softplus: unary((x) => on.softplus!(x)),
  };
}
