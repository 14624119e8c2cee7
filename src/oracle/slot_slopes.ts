/**
 * The slopes of each number on a tape by the numbers that it is made of.
 *
 * @module
 */
import { curveOf, powerSlopes } from "./curves.ts";
import { hiOf, loOf } from "./interval_column.ts";
import { productSlopes, type SlotFactor } from "./product_slopes.ts";
import type { Slot } from "./tape.ts";

/** How an operation's result moves with what it reads; what does not move it may be missing. */
export interface SlotSlopes {
  readonly by: readonly number[];
  /** By each the least slope. */
  readonly lo: readonly number[];
  /** By each the greatest. */
  readonly hi: readonly number[];
}

const exactPoint = [0, 0] as const;

const onlyBy = (slot: number, lo = 1, hi = 1): SlotSlopes => ({ by: [slot], lo: [lo], hi: [hi] });

/**
 * Opens the slopes of a tape's slots, but those of sums and of what honest work computes in one of two ways.
 *
 * @param slots the slots
 * @param factorsOf the factors of those that are products
 * @returns the slopes of a slot for a record; they are found once for all results of one record
 */
export function slotSlopes(
  slots: readonly Slot[],
  factorsOf: (slot: number) => readonly SlotFactor[],
): (slot: number, row: number) => SlotSlopes {
  const known: SlotSlopes[] = [];
  const rows = new Int32Array(slots.length).fill(-1);

  function endsOf(id: number, row: number): readonly [number, number] {
    const { honest } = slots[id];
    return [loOf(honest, row), hiOf(honest, row)];
  }

  function find(id: number, row: number): SlotSlopes {
    const { node, args, decision, label } = slots[id];
    switch (node.op) {
      case "where": {
        const which = decision![decision!.length === 1 ? 0 : row];
        return which === 2 ? anyOf(args) : onlyBy(args[1 - which]);
      }
      case "take":
        return onlyBy(args[loOf(label!, row)] ?? args[0]);
      case "min":
      case "min_over":
      case "max":
      case "max_over":
        return ofExtreme(args, node.op.startsWith("min"), row);
      case "product":
        return ofProduct(id, row);
      default: {
        const curve = curveOf(node.op);
        if (curve === undefined) return anyOf([]);
        const [base, exponent = exactPoint] = args.map((arg) => endsOf(arg, row));
        if (node.op !== "pow" || exponent[0] === exponent[1]) {
          return onlyBy(args[0], ...curve(base[0], base[1], exponent[0]));
        }
        const slopes = powerSlopes(base, exponent);
        return { by: args, lo: slopes.map(([lo]) => lo), hi: slopes.map(([, hi]) => hi) };
      }
    }
  }

  function ofProduct(id: number, row: number): SlotSlopes {
    const factors = factorsOf(id);
    if (factors.length === 1 && !factors[0].inverse) return onlyBy(factors[0].slot);
    const by: number[] = [];
    const lo: number[] = [];
    const hi: number[] = [];
    productSlopes(factors, row, (slot, least, greatest) => {
      by.push(slot);
      lo.push(least);
      hi.push(greatest);
    });
    return { by, lo, hi };
  }

  /** By the one that is the extreme, or by all that can be. */
  function ofExtreme(args: readonly number[], isMin: boolean, row: number): SlotSlopes {
    const ends = args.map((arg) => {
      const [lo, hi] = endsOf(arg, row);
      return isMin ? [-hi, -lo] : [lo, hi];
    });
    const least = Math.max(...ends.map(([lo]) => lo));
    const reaching = args.filter((_, k) => ends[k][1] >= least);
    return reaching.length === 1 ? onlyBy(reaching[0]) : anyOf(reaching);
  }

  return (id, row) => {
    if (rows[id] !== row) {
      known[id] = find(id, row);
      rows[id] = row;
    }
    return known[id];
  };
}

/** Of a choice that is open. */
function anyOf(by: readonly number[]): SlotSlopes {
  return { by, lo: by.map(() => 0), hi: by.map(() => 1) };
}
