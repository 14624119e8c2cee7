/**
 * What the rounding of each number on a tape can be off by.
 *
 * @module
 */
import type { Arithmetic } from "./field.ts";
import { type Column, hiOf, isExactly, loOf } from "./interval_column.ts";
import { costAt, isUnit } from "./interval_product.ts";
import { overflowsBelow } from "./named_functions.ts";
import { ownRoundingOf } from "./own_rounding.ts";
import type { SlotFactor } from "./product_slopes.ts";
import type { Slot } from "./tape.ts";

/** An operation's own rounding at an element. */
export interface SlotRounding {
  /** The largest error. */
  readonly bound: number;
  /** The same relative to the exact result, without underflow. */
  readonly relative: number;
}

const exactly: SlotRounding = { bound: 0, relative: 0 };

/** The roundings of a tape's slots for a record. */
export interface SlotRoundings {
  /** A slot's own, found once for all results of one record. */
  at(slot: number, row: number): SlotRounding;
  /** That of a result which is at most `size`: nothing reads it, so that its error has no way to go. */
  last(slot: number, row: number, size: number): SlotRounding;
}

/**
 * Opens the roundings of a tape's slots.
 *
 * @param slots the slots
 * @param factorsOf the factors of those that are products
 * @param arithmetic whose roundings
 */
export function slotRoundings(
  slots: readonly Slot[],
  factorsOf: (slot: number) => readonly SlotFactor[],
  arithmetic: Arithmetic,
): SlotRoundings {
  const own = ownRoundingOf(arithmetic);
  const { u, lambda, elementary: errors, losing } = arithmetic;
  const known: SlotRounding[] = [];
  const rows = new Int32Array(slots.length).fill(-1);
  return {
    at(id, row) {
      if (rows[id] !== row) {
        known[id] = roundingOf(id, row, largest(id, row), false);
        rows[id] = row;
      }
      return known[id];
    },
    last: (id, row, size) => roundingOf(id, row, size, true),
  };

  function roundingOf(id: number, row: number, size: number, isLast: boolean): SlotRounding {
    const { node, honest, args, truth, decision } = slots[id];
    const lo = loOf(honest, row);
    const hi = hiOf(honest, row);
    const least = lo > 0 ? lo : hi < 0 ? -hi : 0;
    /** Errors grow in proportion to the result, which may be larger on the way. */
    const growing = (bound: number, relative: number): number =>
      isLast ? bound : Math.min(least > 0 ? bound * (size / least) : Infinity, relative * size);
    const single = (): SlotRounding => ({
      bound: Math.max(growing(own.halfUlp(size), u), own.least),
      relative: u,
    });
    const elementary = (): SlotRounding => ({
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
        if (args[0] === args[1] || args.some((arg) => isNought(arg, row))) return exactly;
        return single();
      case "square":
      case "sqrt":
        return single();
      case "sum_of":
      case "sum_over":
        return ofSum(args, row);
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
        // 1/(1 + exp(-x)): what exp is off by counts e/(1 + e) times; the sum and the quotient may add 3. Where
        // the exponential overflows, it is off by all that it is.
        const x = loOf(slots[args[0]].honest, row);
        if (losing !== undefined && x < overflowsBelow(arithmetic, losing)[1]) {
          return { bound: size, relative: 1 };
        }
        const part = 1 / (1 + Math.exp(x));
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
    single: () => SlotRounding,
    growing: (bound: number, relative: number) => number,
  ): SlotRounding {
    const factors = factorsOf(id).filter((factor) => !isUnit(factor, row));
    if (factors.length === 0) return exactly;
    if (factors.length === 1) return factors[0].inverse ? single() : exactly;
    const { roundings, underflow, loss } = costAt(factors, row, arithmetic);
    if (factors.length === 2 && roundings === 0) {
      return { bound: least >= own.smallestNormal ? 0 : own.least, relative: 0 };
    }
    if (factors.length === 2 && roundings === 1 && !factors.some(({ inverse }) => inverse)) {
      return single();
    }
    if (!(loss < 1)) return { bound: Infinity, relative: Infinity };
    const grown = own.growth(roundings);
    const lost = loss / (1 - loss) * (1 + grown) * (1 + 2 ** -40);
    // Rounding errors leave more than half of a partial product.
    const isNormal = leastPartial(factors, row) >= 2 * own.smallestNormal;
    const small = isNormal ? 0 : own.underflow(underflow);
    return {
      bound: growing(own.several(size, roundings), grown) + size * lost + small,
      relative: grown + lost,
    };
  }

  /** What the magnitude of a product of any of some factors is at least. */
  function leastPartial(factors: readonly SlotFactor[], row: number): number {
    return factors.reduce((product, { of, inverse }) => {
      const [lo, hi] = [loOf(of, row), hiOf(of, row)];
      const least = lo > 0 ? lo : hi < 0 ? -hi : 0;
      return product * Math.min(1, inverse ? 1 / Math.max(-lo, hi) : least);
    }, 1);
  }

  function ofSum(args: readonly number[], row: number): SlotRounding {
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

  function leaf(truth: Column | undefined, lo: number, hi: number, row: number): SlotRounding {
    if (truth === undefined) return { bound: hi - lo, relative: 0 };
    return { bound: Math.max(hi - loOf(truth, row), hiOf(truth, row) - lo), relative: 0 };
  }

  function largest(id: number, row: number): number {
    const { honest } = slots[id];
    return Math.max(-loOf(honest, row), hiOf(honest, row));
  }

  function isNought(id: number, row: number): boolean {
    const { honest } = slots[id];
    return loOf(honest, row) === 0 && hiOf(honest, row) === 0;
  }
}
