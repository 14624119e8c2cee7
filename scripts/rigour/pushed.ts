/**
 * An honest evaluation whose every rounding errs to the same end: the result is as large as rounding can make it,
 * or as small.
 *
 * Which way that is for an operation is found by trying: its error alone, both ways.
 *
 * @module
 */
import { hiOf, isPowerOfTwo, loOf, type Slot, type Tape } from "../../src/oracle/internal.ts";
import { type FloatDType, formats, ulp } from "../../src/tensor/mod.ts";
import type { Random } from "./random.ts";

/** Errors are kept a little smaller than they may be, for float64's own. */
const almost = 1 - 2 ** -20;

/** How an evaluation is arranged: what is taken in which order is drawn once, and stays. */
interface Arrangement {
  /** By slot: numbers between 0 and 1, as many as it needs. */
  draw(slot: number, k: number): number;
}

/**
 * The largest and the smallest result that pushing gives; NaN at a kink, where honest work chooses more than
 * roundings.
 *
 * @param tape what the result is made of
 * @param output the place in the tape's outputs
 * @param row the record
 * @param dtype the format
 * @param random how it is arranged
 */
export function pushed(
  tape: Tape,
  output: number,
  row: number,
  dtype: FloatDType,
  random: Random,
): readonly [number, number] {
  const { slots } = tape;
  const result = tape.outputs[output];
  const drawn = new Map<string, number>();
  const arrangement: Arrangement = {
    draw(slot, k) {
      const key = `${slot} ${k}`;
      const found = drawn.get(key) ?? random.unit();
      drawn.set(key, found);
      return found;
    },
  };
  const path = pathTo(slots, result, row);
  const evaluation = evaluationOf(slots, result, row, dtype, arrangement);
  const run = (signs: Int8Array) => evaluation.run(path, signs);
  run(new Int8Array(result + 1));
  const plain = evaluation.kept();
  const directions = new Int8Array(result + 1);
  path.forEach((id, k) => {
    const { honest } = slots[id];
    if (loOf(honest, row) === hiOf(honest, row)) return;
    const rest = path.slice(k);
    const [up, down] = [1, -1].map((sign) => {
      const signs = new Int8Array(result + 1);
      signs[id] = sign;
      evaluation.restore(plain);
      return evaluation.run(rest, signs);
    });
    directions[id] = Math.sign(up - down);
  });
  return [run(directions.map((d) => -d)), run(directions)];
}

/** What a result is made of, of each choice the side that is taken, in the order of evaluation. */
function pathTo(slots: readonly Slot[], result: number, row: number): readonly number[] {
  const needed = new Uint8Array(result + 1);
  needed[result] = 1;
  for (let id = result; id >= 0; id--) {
    if (needed[id] === 0) continue;
    const { node, args, decision } = slots[id];
    const which = node.op === "where" ? decision![decision!.length === 1 ? 0 : row] : 2;
    const taken = which === 2 ? args : [args[which === 1 ? 0 : 1]];
    for (const arg of taken) needed[arg] = 1;
  }
  return Array.from(needed.keys()).filter((id) => needed[id] === 1);
}

/** The numbers of an evaluation; products before they are rounded: a fused sum takes these. */
interface Numbers {
  readonly values: Float64Array;
  readonly raw: Float64Array;
}

/** An evaluation of which a part can be run again. */
function evaluationOf(
  slots: readonly Slot[],
  result: number,
  row: number,
  dtype: FloatDType,
  { draw }: Arrangement,
) {
  const { unitRoundoff: u, smallestSubnormal: lambda } = formats[dtype];
  /** Half an ulp. */
  const half = (x: number) => Math.max(ulp(x, "f64") * 2 ** 52 * u, lambda / 2) * almost;
  const values = new Float64Array(result + 1);
  const raw = new Float64Array(result + 1);
  return {
    run(ids: readonly number[], signs: Int8Array): number {
      for (const id of ids) {
        const slot = slots[id];
        raw[id] = NaN;
        const isExact = loOf(slot.honest, row) === hiOf(slot.honest, row);
        values[id] = isExact ? loOf(slot.honest, row) : valueOf(slot, id, signs[id]);
      }
      return values[result];
    },
    kept: (): Numbers => ({ values: values.slice(), raw: raw.slice() }),
    restore(numbers: Numbers): void {
      values.set(numbers.values);
      raw.set(numbers.raw);
    },
  };

  function term(id: number, by: number, k: number): number {
    return !Number.isNaN(raw[id]) && draw(by, k) < 0.3 ? raw[id] : values[id];
  }

  function valueOf(slot: Slot, id: number, sign: number): number {
    const { node, args, truth, decision, label } = slot;
    const [a, b] = args.map((arg) => values[arg]);
    /** Nothing is rounded past 0; what float64 has as 0 may be a positive number. */
    const off = (x: number, error: number) => x * (x + error) < 0 ? 0 : x + error;
    const rounded = (x: number) => off(x, sign * half(x));
    const named = (x: number) => off(x, sign * 8 * half(x));
    switch (node.op) {
      case "constant":
        return rounded(node.value);
      case "neg":
        return -a;
      case "abs":
        return Math.abs(a);
      case "add":
        // Nothing rounds what is doubled.
        if (args[0] === args[1]) return 2 * a;
        return sum([term(args[0], id, 0), term(args[1], id, 1)]);
      case "sub":
        return sum([term(args[0], id, 0), -term(args[1], id, 1)]);
      case "sum_of":
      case "sum_over":
        return sum(args.map((arg) => values[arg]));
      case "product":
        return product();
      case "square":
        raw[id] = a * a;
        return Math.max(0, rounded(a * a));
      case "sqrt":
        return Math.max(0, rounded(Math.sqrt(a)));
      case "exp":
        return Math.max(0, named(Math.exp(a)));
      case "expm1":
      case "log":
      case "log1p":
      case "atan":
        return named(Math[node.op](a));
      case "pow": {
        if (b === 0 || b === 1) return b === 0 ? 1 : a;
        const power = named(Math.pow(a, b));
        return a < 0 ? power : Math.max(0, power);
      }
      case "sigmoid": {
        if (draw(id, 0) < 0.4) return Math.max(0, named(1 / (1 + Math.exp(-a))));
        const e = Math.exp(-a);
        const below = 1 + Math.max(0, e - sign * 8 * half(e));
        return Math.max(0, rounded(1 / (below - sign * half(below))));
      }
      case "softplus": {
        const tail = Math.log1p(Math.exp(-Math.abs(a)));
        if (draw(id, 0) < 0.5) return Math.max(0, named(Math.max(a, 0) + tail));
        return Math.max(0, rounded(Math.max(a, 0) + Math.max(0, named(tail))));
      }
      case "min":
      case "max":
        return Math[node.op](a, b);
      case "min_over":
        return Math.min(...args.map((arg) => values[arg]));
      case "max_over":
        return Math.max(...args.map((arg) => values[arg]));
      case "where": {
        const which = decision![decision!.length === 1 ? 0 : row];
        return which === 2 ? NaN : which === 1 ? a : b;
      }
      case "take":
        return values[args[loOf(label!, row)] ?? args[0]];
      case "either":
        return draw(-1, slot.node.axes.length) < 0.5 ? a : b;
      default: {
        const at = loOf(truth!, row);
        return at +
          sign * almost * (sign > 0 ? hiOf(slot.honest, row) - at : at - loOf(slot.honest, row));
      }
    }

    /** In an order that is drawn; what is 0 is not added. */
    function sum(terms: readonly number[]): number {
      const left = terms.filter((x) => x !== 0);
      for (let k = 2; left.length > 1; k += 2) {
        const [x] = left.splice(Math.floor(draw(id, k) * left.length), 1);
        const [y] = left.splice(Math.floor(draw(id, k + 1) * left.length), 1);
        left.push(rounded(x + y));
      }
      return left[0] ?? 0;
    }

    function product(): number {
      if (node.op !== "product") return NaN;
      const factors = node.factors
        .flatMap(({ inverse }, k) => {
          const { node: { op }, args: [root] } = slots[args[k]];
          const isApart = op === "square" && draw(id, 200 + k) < 0.5;
          return (isApart ? [root, root] : [args[k]]).map((from) => ({ x: values[from], inverse }));
        })
        .filter(({ x }) => Math.abs(x) !== 1);
      const exact = node.factors
        .reduce((p, { inverse }, k) => inverse ? p / values[args[k]] : p * values[args[k]], 1);
      if (factors.length < 2 && !factors.some(({ inverse }) => inverse)) return exact;
      if (exact === 0 || !Number.isFinite(exact)) return exact;
      if (node.factors.length === 2 && !node.factors.some(({ inverse }) => inverse)) {
        raw[id] = exact;
      }
      const grows = sign * Math.sign(exact);
      const left = factors.map(({ x, inverse }, k) => {
        if (!inverse || draw(id, 100 + k) < 0.5) return { x: Math.abs(x), inverse };
        const reciprocal = 1 / Math.abs(x);
        return {
          x: isPowerOfTwo(x) ? reciprocal : reciprocal + grows * half(reciprocal),
          inverse: false,
        };
      });
      for (let k = 0; left.length > 1; k += 2) {
        const [p] = left.splice(Math.floor(draw(id, k) * left.length), 1);
        const [q] = left.splice(Math.floor(draw(id, k + 1) * left.length), 1);
        const inverse = p.inverse && q.inverse;
        const x = p.inverse === q.inverse ? p.x * q.x : p.inverse ? q.x / p.x : p.x / q.x;
        const isFree = isPowerOfTwo(p.x) || isPowerOfTwo(q.x);
        left.push({ x: isFree ? x : off(x, (inverse ? -grows : grows) * half(x)), inverse });
      }
      const [{ x, inverse }] = left;
      const size = !inverse ? x : isPowerOfTwo(x) ? 1 / x : 1 / x + grows * half(1 / x);
      return Math.sign(exact) * size;
    }
  }
}
