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
import { Adjoints, type Rounded } from "./adjoints.ts";
import type { Arithmetic } from "./field.ts";
import { hiOf, loOf } from "./interval_column.ts";
import type { Node } from "./node.ts";
import { factorsIn } from "./product_slopes.ts";
import { slotRoundings } from "./slot_rounding.ts";
import { slotSlopes } from "./slot_slopes.ts";
import { sweepOrders } from "./sweep_order.ts";
import type { Tape } from "./tape.ts";

/** So many nodes that honest work computes in one of two ways are told apart. */
const EITHER_LIMIT = 3;

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
  /** Tells what each operation adds to it. */
  contributions(output: number, row: number, truth: number, tell: Tell): void;
}

/** Hears what an operation adds to how far a result can be from its truth. */
export type Tell = (operation: Node, amount: number) => void;

/**
 * Opens a tape's reach.
 *
 * @param tape the operations, with the intervals that their honest results lie in
 * @param arithmetic whose roundings
 */
export function reachOf(tape: Tape, arithmetic: Arithmetic): Reach {
  const { slots } = tape;
  const eithers = [...new Set(slots.map(({ node }) => node).filter(({ op }) => op === "either"))];
  const factorsOf = factorsIn(slots);
  const roundings = slotRoundings(slots, factorsOf, arithmetic);
  const slopesAt = slotSlopes(slots, factorsOf);
  const orders = sweepOrders(slots);
  const adjoints = new Adjoints(orders.exact);
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
    contributions(output, row, truth, tell) {
      const reaches = Array.from(
        { length: choices },
        (_, choice) => finished(tape.outputs[output], row, truth, choice),
      );
      finished(tape.outputs[output], row, truth, reaches.indexOf(Math.max(...reaches)), tell);
    },
  };

  /** The result's own rounding is of what it is without it, which is known when all else is. */
  function finished(
    result: number,
    row: number,
    truth: number,
    choice: number,
    tell?: Tell,
  ): number {
    const [lo, hi] = endsOf(result, row);
    if (lo === hi) return 0;
    const reach = swept(result, row, choice, tell);
    if (!(reach < Infinity)) return reach;
    const size = Math.min(Math.max(-lo, hi), truth + reach);
    const { bound } = roundings.last(result, row, size);
    tell?.(slots[result].node, bound);
    return (reach + bound) * (1 + 2 ** -40);
  }

  /** All errors but the result's own, times what they move it by. */
  function swept(result: number, row: number, choice: number, tell?: Tell): number {
    const { visits, sums } = orders.of(result);
    adjoints.start(result);
    let reach = 0;
    for (const id of visits) {
      const most = adjoints.visit(id);
      if (most === 0) continue;
      const [lo, hi] = endsOf(id, row);
      if (lo === hi) continue;
      const { bound, relative } = roundings.at(id, row);
      if (id !== result) {
        reach += most * bound;
        tell?.(slots[id].node, most * bound);
      }
      const sum = sums.get(id);
      if (sum === undefined) {
        passOn(id, row, relative, choice);
        continue;
      }
      for (const term of sum.others) passToTerm(term, 1, relative, row);
      const factor = adjoints.size() * (1 + relative);
      for (const term of sum.alone) {
        reach += factor * reachOfTerm(term, row, choice);
        if (tell !== undefined) termContributions(term, row, choice, factor, tell);
      }
    }
    return reach * (1 + (visits.length + 64) * 2 ** -50);
  }

  /** How far a term of a sum is from its truth, itself on the way to a result. */
  function reachOfTerm(term: number, row: number, choice: number): number {
    const at = choice * slots.length + term;
    if (termRows[at] === row) return termReach[at];
    const [lo, hi] = endsOf(term, row);
    const reach = lo === hi ? 0 : swept(term, row, choice) + roundings.at(term, row).bound;
    termRows[at] = row;
    return termReach[at] = reach;
  }

  function termContributions(
    term: number,
    row: number,
    choice: number,
    factor: number,
    tell: Tell,
  ): void {
    const [lo, hi] = endsOf(term, row);
    if (lo === hi) return;
    swept(term, row, choice, (operation, amount) => tell(operation, factor * amount));
    tell(slots[term].node, factor * roundings.at(term, row).bound);
  }

  function endsOf(id: number, row: number): readonly [number, number] {
    const { honest } = slots[id];
    return [loOf(honest, row), hiOf(honest, row)];
  }

  /** Where what an operation reads is rounded: an operation that is exact may do that, too. */
  function roundedBy(relative: number, otherwise: Rounded = "at once"): Rounded {
    return relative < arithmetic.u ? "later" : otherwise;
  }

  /** Passes on to a term of a sum, which may be a product, or minus one, that is fused with it. */
  function passToTerm(id: number, sign: 1 | -1, relative: number, row: number): void {
    const { node, args } = slots[id];
    if (node.op === "neg") return passToTerm(args[0], sign === 1 ? -1 : 1, relative, row);
    adjoints.pass(
      id,
      sign,
      sign,
      relative,
      isProduct(id) ? roundedBy(relative, "apart") : roundedBy(relative),
    );
  }

  function passOn(id: number, row: number, relative: number, choice: number): void {
    const { node, args } = slots[id];
    switch (node.op) {
      case "neg":
        return adjoints.pass(args[0], -1, -1, 0, "later");
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
        return adjoints.pass(args[isSecond], 1, 1, 0, "later");
      }
      default: {
        const { by, lo, hi } = slopesAt(id, row);
        const rounded = roundedBy(relative);
        for (let k = 0; k < by.length; k++) adjoints.pass(by[k], lo[k], hi[k], relative, rounded);
      }
    }
  }
}
