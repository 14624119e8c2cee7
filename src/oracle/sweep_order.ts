/**
 * In which order the slots of a tape are visited for one of its results, and what can be summed up beforehand.
 *
 * @module
 */
import { hiOf, loOf } from "./interval_column.ts";
import type { Slot } from "./tape.ts";

/** The visits for one result. */
export interface SweepOrder {
  /** The slots that are visited, each before those that it reads; the result is the first. */
  readonly visits: Int32Array;
  /** How the terms of long sums are visited. */
  readonly sums: ReadonlyMap<number, LongSum>;
}

/** A sum of many terms. */
export interface LongSum {
  /**
   * Terms that nothing else depends on. What they are off by reaches the result through the sum alone, so that
   * it need be known but once for all results of a record.
   */
  readonly alone: Int32Array;
  /** The other terms, which are visited. */
  readonly others: Int32Array;
}

/** Sums of so few terms are not worth it. */
const MANY = 8;

/** Terms that need more than so many slots are visited for each result. */
const SMALL = 24;

/** Whether a slot is one exact number for every record: no error comes from there. */
function isExact({ honest }: Slot): boolean {
  for (let i = 0; i < honest.length; i++) if (loOf(honest, i) !== hiOf(honest, i)) return false;
  return true;
}

/** Slots that share an owner are the ones that a term of a long sum needs, and no other term. */
const NOBODY = -1, SEVERAL = -2;

/**
 * Orders the visits of a tape's slots, for each result when it is first asked for.
 *
 * @returns marks of the slots that are exact, and the order by result
 */
export function sweepOrders(slots: readonly Slot[]) {
  const exact = Uint8Array.from(slots, (slot) => isExact(slot) ? 1 : 0);
  const known = new Map<number, SweepOrder>();
  const owners = new Int32Array(slots.length).fill(NOBODY);
  /** By long sum its terms, each with the slots that it needs. */
  const terms = new Map<number, ReadonlyMap<number, readonly number[]>>();
  slots.forEach(({ node: { op }, args }, sum) => {
    if (op !== "sum_over" && op !== "sum_of" || args.length <= MANY) return;
    const small = new Map<number, readonly number[]>();
    for (const term of args) {
      const own = small.has(term) || exact[term] === 1 ? undefined : neededBy(term, SMALL);
      if (own === undefined) continue;
      small.set(term, own);
      for (const id of own) {
        owners[id] = owners[id] === NOBODY || owners[id] === term ? term : SEVERAL;
      }
    }
    terms.set(sum, small);
  });
  const isOwner = (term: number, needs: readonly number[]) =>
    needs.every((id) => owners[id] === term);

  /** The slots that one needs, itself the first, but for those that are exact; none where they are many. */
  function neededBy(result: number, limit: number): readonly number[] | undefined {
    const needed = new Set([result]);
    for (const id of needed) {
      for (const arg of slots[id].args) if (exact[arg] === 0) needed.add(arg);
      if (needed.size > limit) return undefined;
    }
    return [...needed];
  }

  function orderOf(result: number): SweepOrder {
    const needed = new Set([result]);
    const sums: number[] = [];
    const touched = new Set<number>();
    /** Terms of long sums wait until it is known whether anything else reads what they need. */
    const waiting = new Set<number>();
    for (const id of needed) {
      const owner = owners[id];
      if (owner >= 0 && waiting.delete(owner)) needed.add(owner);
      touched.add(owner);
      const small = terms.get(id);
      if (small !== undefined) sums.push(id);
      for (const arg of slots[id].args) {
        if (exact[arg] === 1) continue;
        const needs = small?.get(arg);
        const mayWait = needs !== undefined && isOwner(arg, needs) && !touched.has(arg);
        // What comes twice, be it in two sums, is visited.
        if (mayWait && !waiting.delete(arg) && !needed.has(arg)) waiting.add(arg);
        else needed.add(arg);
      }
    }
    const isAlone = (term: number) => waiting.has(term);
    const long = sums.map((sum): readonly [number, LongSum] => {
      const args = Int32Array.from(slots[sum].args);
      return [sum, { alone: args.filter(isAlone), others: args.filter((arg) => !isAlone(arg)) }];
    });
    return { visits: Int32Array.from(needed).sort().reverse(), sums: new Map(long) };
  }

  return {
    exact,
    of(result: number): SweepOrder {
      const found = known.get(result) ?? orderOf(result);
      known.set(result, found);
      return found;
    },
  };
}
