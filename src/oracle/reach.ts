/**
 * How far honest evaluations of a number can be from its truth: the rounding error of every operation, times
 * what it moves the result by.
 *
 * An evaluation in the format is the formula's, each of whose operations is off by its own rounding error. Let
 * all of these grow from 0 to what they are, in proportion. By the mean value theorem the result has then
 * moved by Σ error · ∂result/∂operation, taken somewhere on the way; and on the way every number stays in its
 * interval. So the sum over all operations of the largest error times the largest adjoint, over the intervals,
 * bounds what can be honest, with nothing of second order left out. That a number is used twice costs
 * nothing: its adjoint is the sum over both uses, before its magnitude is taken.
 *
 * @module
 */
import { Adjoints } from "./adjoints.ts";
import type { Arithmetic } from "./field.ts";
import { type Column, hiOf, isExactly, loOf } from "./interval_column.ts";
import { curveOf, powerSlopes } from "./curves.ts";
import { costAt } from "./interval_product.ts";
import { ownRoundingOf } from "./own_rounding.ts";
import { productSlopes, type SlotFactor } from "./product_slopes.ts";
import { sweepOrders } from "./sweep_order.ts";
import type { Slot, Tape } from "./tape.ts";

/** So many nodes that honest work computes in one of two ways are told apart. */
const EITHER_LIMIT = 3;

/** An operation's own rounding at an element. */
interface Own {
  /** The largest error. */
  readonly bound: number;
  /** The same relative to the exact result, without underflow. */
  readonly relative: number;
}

const exactPoint = [0, 0] as const;
const exactly: Own = { bound: 0, relative: 0 };

/** Bounds the deviation of a tape's outputs. */
export interface Reach {
  /**
   * How far honest evaluations of an output can be from its truth; ∞ where that is not known.
   *
   * @param output the place in the tape's outputs
   * @param row the record, in its block
   * @param truth the largest magnitude of the truth there
   */
  at(output: number, row: number, truth: number): number;
}

/**
 * Opens a tape's reach.
 *
 * @param tape the operations, with the intervals that their honest results lie in
 * @param arithmetic whose roundings
 */
export function reachOf(tape: Tape, arithmetic: Arithmetic): Reach {
  const { slots } = tape;
  const own = ownRoundingOf(arithmetic);
  const { u, lambda, elementary: errors } = arithmetic;
  const eithers = [...new Set(slots.map(({ node }) => node).filter(({ op }) => op === "either"))];
  const factorsOf = factorsIn(slots);
  const orders = sweepOrders(slots);
  const adjoints = new Adjoints(orders.exact);
  /** Of sums: their own rounding, and of which record it is. */
  const sumOwn: Own[] = [];
  const sumRows = new Int32Array(slots.length).fill(-1);
  const choices = eithers.length > EITHER_LIMIT ? 0 : 1 << eithers.length;
  /** Of terms of sums, by choice: their reach, and of which record it is. */
  const termReach = new Float64Array(choices * slots.length);
  const termRows = new Int32Array(choices * slots.length).fill(-1);
  const isProduct = (id: number) => {
    const { op } = slots[id].node;
    return op === "square" || op === "product" && factorsOf(id).length > 1;
  };

  return {
    at(output, row, truth) {
      if (choices === 0) return Infinity;
      let most = 0;
      for (let choice = 0; choice < choices; choice++) {
        most = Math.max(most, finished(tape.outputs[output], row, truth, choice));
      }
      return most < Infinity ? most : Infinity;
    },
  };

  /** The result's own rounding is of what it is without it, which is known when all else is. */
  function finished(result: number, row: number, truth: number, choice: number): number {
    const [lo, hi] = endsOf(result, row);
    if (lo === hi) return 0;
    const reach = swept(result, row, choice);
    if (!(reach < Infinity)) return reach;
    const size = Math.min(Math.max(-lo, hi), truth + reach);
    return (reach + roundingAt(result, row, size, true).bound) * (1 + 2 ** -40);
  }

  /** All errors but the result's own, times what they move it by. */
  function swept(result: number, row: number, choice: number): number {
    const { visits, sums } = orders.of(result);
    adjoints.start(result);
    let reach = 0;
    for (const id of visits) {
      const most = adjoints.visit(id);
      if (most === 0) continue;
      const [lo, hi] = endsOf(id, row);
      if (lo === hi) continue;
      const { bound, relative } = roundingAt(id, row, Math.max(-lo, hi));
      if (id !== result) reach += most * bound;
      const sum = sums.get(id);
      if (sum === undefined) {
        passOn(id, row, relative, choice);
        continue;
      }
      for (const term of sum.others) passToTerm(term, 1, relative, row);
      const factor = adjoints.size() * (1 + relative);
      for (const term of sum.alone) reach += factor * reachOfTerm(term, row, choice);
    }
    return reach * (1 + (visits.length + 64) * 2 ** -50);
  }

  /** How far a term of a sum is from its truth, itself on the way to a result. */
  function reachOfTerm(term: number, row: number, choice: number): number {
    const at = choice * slots.length + term;
    if (termRows[at] === row) return termReach[at];
    const [lo, hi] = endsOf(term, row);
    const reach = lo === hi
      ? 0
      : swept(term, row, choice) + roundingAt(term, row, Math.max(-lo, hi)).bound;
    termRows[at] = row;
    return termReach[at] = reach;
  }

  /**
   * @param size the largest magnitude of the result
   * @param isLast whether nothing reads it: then its error has no way to go
   */
  function roundingAt(id: number, row: number, size: number, isLast = false): Own {
    const { node, honest, args, truth, decision } = slots[id];
    const lo = loOf(honest, row);
    const hi = hiOf(honest, row);
    const least = lo > 0 ? lo : hi < 0 ? -hi : 0;
    /** Errors grow in proportion to the result, which may be larger on the way. */
    const growing = (bound: number, relative: number): number =>
      isLast ? bound : Math.min(least > 0 ? bound * (size / least) : Infinity, relative * size);
    const single = (): Own => ({
      bound: Math.max(growing(own.halfUlp(size), u), own.least),
      relative: u,
    });
    const elementary = (): Own => ({
      bound: Math.max(
        growing(own.elementary(size), errors * u * (1 + errors * u)),
        errors * lambda,
      ),
      relative: errors * u,
    });
    switch (node.op) {
      case "constant":
        if (truth !== undefined && loOf(truth, row) === hiOf(truth, row)) {
          return { bound: own.nearest(Math.abs(loOf(truth, row))), relative: 0 };
        }
        return leaf(truth, lo, hi, row);
      case "input":
      case "index":
      case "onehot":
      case "argmax_onehot":
        return leaf(truth, lo, hi, row);
      case "neg":
      case "abs":
      case "min":
      case "max":
      case "min_over":
      case "max_over":
      case "take":
      case "either":
        return exactly;
      case "where": {
        if (decision![decision!.length === 1 ? 0 : row] !== 2) return exactly;
        const [a, b] = args.map((arg) => slots[arg].honest);
        return {
          bound: Math.max(hiOf(a, row) - loOf(b, row), hiOf(b, row) - loOf(a, row)),
          relative: 0,
        };
      }
      case "add":
      case "sub":
        if (args.some((arg) => isNought(arg, row))) return exactly;
        return single();
      case "square":
      case "sqrt":
        return single();
      case "sum_of":
      case "sum_over": {
        if (sumRows[id] !== row) {
          sumOwn[id] = ofSum(args, row);
          sumRows[id] = row;
        }
        return sumOwn[id];
      }
      case "product":
        return ofProduct(id, row, size, least, single, growing);
      case "pow": {
        const exponent = slots[args[1]].honest;
        if (isExactly(exponent, 1) || isExactly(exponent, 0)) return exactly;
        const power = Math.abs(loOf(exponent, row));
        const products = Number.isInteger(power) ? power : 0;
        const multiplied = own.growth(products) * size + products * lambda;
        const { bound, relative } = elementary();
        return {
          bound: Math.max(bound, multiplied),
          relative: Math.max(relative, own.growth(products)),
        };
      }
      case "sigmoid": {
        // 1/(1 + exp(-x)): what exp is off by counts e/(1 + e) times; the sum and the quotient may add 3.
        const part = 1 / (1 + Math.exp(loOf(slots[args[0]].honest, row)));
        const k = (errors * part * (1 + 2 ** -40) + 3) * u;
        const composed = k < 1 ? k / (1 - k) : Infinity;
        const named = elementary();
        return {
          bound: Math.max(named.bound, size * composed + (errors + 3) * lambda),
          relative: Math.max(named.relative, composed),
        };
      }
      case "softplus": {
        // A vendor's own function, or max(x, 0) + log1p(exp(-|x|)).
        const tail = hiOf(slots[args[1]].honest, row);
        const named = elementary();
        const bits = errors * (2 * tail * u + 2 * lambda) +
          own.growth(1) * size + own.least;
        return { bound: Math.max(named.bound, bits), relative: named.relative };
      }
      default:
        return elementary();
    }
  }

  function ofProduct(
    id: number,
    row: number,
    size: number,
    least: number,
    single: () => Own,
    growing: (bound: number, relative: number) => number,
  ): Own {
    const factors = factorsOf(id);
    if (factors.length === 1) return factors[0].inverse ? single() : exactly;
    const { roundings, underflow, loss } = costAt(factors, row, arithmetic);
    if (factors.length === 2 && roundings === 0) {
      return { bound: least >= own.smallestNormal ? 0 : lambda, relative: 0 };
    }
    if (factors.length === 2 && roundings === 1 && !factors.some(({ inverse }) => inverse)) {
      return single();
    }
    if (!(loss < 1)) return { bound: Infinity, relative: Infinity };
    const grown = own.growth(roundings);
    const lost = loss / (1 - loss) * (1 + grown) * (1 + 2 ** -40);
    return {
      bound: growing(own.several(size, roundings), grown) + size * lost + underflow,
      relative: grown + lost,
    };
  }

  function ofSum(args: readonly number[], row: number): Own {
    let count = 0;
    let magnitude = 0;
    for (const arg of args) {
      const term = largest(arg, row);
      if (term > 0) count++;
      magnitude += term;
    }
    if (count < 2) return exactly;
    const relative = own.growth(count - 1);
    return {
      bound: (relative * magnitude + count * lambda) * (1 + args.length * 2 ** -50),
      relative,
    };
  }

  function leaf(truth: Column | undefined, lo: number, hi: number, row: number): Own {
    if (truth === undefined) return { bound: hi - lo, relative: 0 };
    return { bound: Math.max(hi - loOf(truth, row), hiOf(truth, row) - lo), relative: 0 };
  }

  function endsOf(id: number, row: number): readonly [number, number] {
    const { honest } = slots[id];
    return [loOf(honest, row), hiOf(honest, row)];
  }

  function largest(id: number, row: number): number {
    const { honest } = slots[id];
    return Math.max(-loOf(honest, row), hiOf(honest, row));
  }

  function isNought(id: number, row: number): boolean {
    const { honest } = slots[id];
    return loOf(honest, row) === 0 && hiOf(honest, row) === 0;
  }

  /** Passes on to a term of a sum, which may be a product, or minus one, that is fused with it. */
  function passToTerm(id: number, sign: 1 | -1, relative: number, row: number): void {
    const { node, args } = slots[id];
    if (node.op === "neg") return passToTerm(args[0], sign === 1 ? -1 : 1, relative, row);
    adjoints.pass(id, sign, sign, relative, isProduct(id));
  }

  function passOn(id: number, row: number, relative: number, choice: number): void {
    const { node, args, decision, label } = slots[id];
    switch (node.op) {
      case "neg":
        return adjoints.pass(args[0], -1, -1, 0);
      case "add":
        args.forEach((arg) => passToTerm(arg, 1, relative, row));
        return;
      case "sub":
        passToTerm(args[0], 1, relative, row);
        passToTerm(args[1], -1, relative, row);
        return;
      case "sum_of":
      case "sum_over":
        args.forEach((arg) => passToTerm(arg, 1, relative, row));
        return;
      case "either": {
        const isSecond = choice >> eithers.indexOf(node) & 1;
        return adjoints.pass(args[isSecond], 1, 1, 0);
      }
      case "where": {
        const which = decision![decision!.length === 1 ? 0 : row];
        if (which !== 2) return adjoints.pass(args[1 - which], 1, 1, 0);
        adjoints.pass(args[0], 0, 1, 0);
        return adjoints.pass(args[1], 0, 1, 0);
      }
      case "take": {
        const which = loOf(label!, row);
        return adjoints.pass(args[which] ?? args[0], 1, 1, 0);
      }
      case "min":
      case "min_over":
      case "max":
      case "max_over":
        return passToExtreme(args, node.op.startsWith("min"), row);
      case "product": {
        const factors = factorsOf(id);
        if (factors.length === 1 && !factors[0].inverse) {
          return adjoints.pass(factors[0].slot, 1, 1, 0);
        }
        const isExact = relative === 0;
        return productSlopes(
          factors,
          row,
          (slot, lo, hi) => adjoints.pass(slot, lo, hi, relative, isExact),
        );
      }
      default: {
        const curve = curveOf(node.op);
        if (curve === undefined) return;
        const [base, exponent = exactPoint] = args.map((arg) => endsOf(arg, row));
        if (node.op === "pow" && exponent[0] !== exponent[1]) {
          powerSlopes(base, exponent)
            .forEach(([lo, hi], k) => adjoints.pass(args[k], lo, hi, relative));
          return;
        }
        const [lo, hi] = curve(base[0], base[1], exponent[0]);
        adjoints.pass(args[0], lo, hi, relative);
      }
    }
  }

  /** Passes on to the one that is the extreme, or to all that can be. */
  function passToExtreme(args: readonly number[], isMin: boolean, row: number): void {
    const ends = args.map((arg) => {
      const { honest } = slots[arg];
      return isMin
        ? [-hiOf(honest, row), -loOf(honest, row)] as const
        : [loOf(honest, row), hiOf(honest, row)] as const;
    });
    const least = Math.max(...ends.map(([lo]) => lo));
    const reaching = args.filter((_, k) => ends[k][1] >= least);
    for (const arg of reaching) adjoints.pass(arg, reaching.length === 1 ? 1 : 0, 1, 0);
  }
}

/** The factors of products that are not exactly 1 for all elements, each looked up once. */
function factorsIn(slots: readonly Slot[]): (id: number) => readonly SlotFactor[] {
  const known: (readonly SlotFactor[] | undefined)[] = [];
  return (id) => known[id] ??= tellingFactors(id);

  function tellingFactors(id: number): readonly SlotFactor[] {
    const { node, args } = slots[id];
    if (node.op !== "product") return [];
    const all = node.factors.map(({ inverse }, k) => ({
      of: slots[args[k]].honest,
      inverse,
      slot: args[k],
    }));
    const telling = all.filter(({ of }) => !isExactly(of, 1));
    return telling.length === 0 ? all.slice(0, 1) : telling;
  }
}
