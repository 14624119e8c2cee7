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

/** So many visits are kept for the next record; other orders are found again. */
const KEPT = 2 ** 20;

/** What is known of a slot on the way down: nothing, that it is visited, or that one long sum alone reads it. */
const UNSEEN = 0, VISITED = 1, WAITING = 2;

/**
 * Orders the visits of a tape's slots, for each result when it is asked for.
 *
 * @returns marks of the slots that are exact, and the order by result
 */
export function sweepOrders(slots: readonly Slot[]) {
  const exact = Uint8Array.from(slots, (slot) => isExact(slot) ? 1 : 0);
  const isLong = Uint8Array.from(
    slots,
    ({ node: { op }, args }) =>
      (op === "sum_over" || op === "sum_of") && args.length > MANY ? 1 : 0,
  );
  const owners = new Int32Array(slots.length).fill(NOBODY);
  /** Terms of long sums that share nothing with other terms. */
  const mayWait = new Uint8Array(slots.length);
  findOwners();
  const marks = new Uint8Array(slots.length);
  const visits = new Int32Array(slots.length);
  const known = new Map<number, SweepOrder>();
  let kept = 0;
  let last: { readonly result: number; readonly order: SweepOrder } | undefined;

  function findOwners(): void {
    const needs = new Map<number, readonly number[]>();
    slots.forEach(({ args }, sum) => {
      if (isLong[sum] === 0) return;
      for (const term of args) {
        const own = needs.has(term) || exact[term] === 1 ? undefined : neededBy(term, SMALL);
        if (own === undefined) continue;
        needs.set(term, own);
        for (const id of own) {
          owners[id] = owners[id] === NOBODY || owners[id] === term ? term : SEVERAL;
        }
      }
    });
    for (const [term, own] of needs) {
      mayWait[term] = own.every((id) => owners[id] === term) ? 1 : 0;
    }
  }

  /** The slots that one needs, itself the first, but for those that are exact; none where they are many. */
  function neededBy(result: number, limit: number): readonly number[] | undefined {
    const needed = new Set([result]);
    for (const id of needed) {
      for (const arg of slots[id].args) if (exact[arg] === 0) needed.add(arg);
      if (needed.size > limit) return undefined;
    }
    return [...needed];
  }

  /** Whoever reads a slot comes after it, so that one pass from the result down sees all readers first. */
  function orderOf(result: number): SweepOrder {
    /** Terms of which something else reads a part: they are visited. */
    const shared = new Set<number>();
    for (;;) {
      const found = passDown(result, shared);
      if (found !== undefined) return found;
    }
  }

  /** The order; nothing where terms were found, and are added, that cannot wait since a part of them is visited. */
  function passDown(result: number, shared: Set<number>): SweepOrder | undefined {
    const before = shared.size;
    marks.fill(UNSEEN, 0, result + 1);
    marks[result] = VISITED;
    const sums: number[] = [];
    let count = 0;
    let ahead = 1;
    for (let id = result; ahead > 0; id--) {
      const mark = marks[id];
      if (mark === UNSEEN) continue;
      ahead--;
      if (mark === WAITING) continue;
      const owner = owners[id];
      if (owner > id && marks[owner] === WAITING) shared.add(owner);
      visits[count++] = id;
      if (isLong[id] === 1) sums.push(id);
      for (const arg of slots[id].args) {
        if (exact[arg] === 1) continue;
        if (marks[arg] === UNSEEN) ahead++;
        const waits = isLong[id] === 1 && mayWait[arg] === 1 && marks[arg] === UNSEEN &&
          !shared.has(arg);
        // What comes twice, be it in two sums, is visited.
        marks[arg] = waits ? WAITING : VISITED;
      }
    }
    if (shared.size > before) return undefined;
    const long = sums.map((sum): readonly [number, LongSum] => {
      const args = Int32Array.from(slots[sum].args);
      return [sum, {
        alone: args.filter((arg) => marks[arg] === WAITING),
        others: args.filter((arg) => marks[arg] === VISITED),
      }];
    });
    return { visits: visits.slice(0, count), sums: new Map(long) };
  }

  return {
    exact,
    of(result: number): SweepOrder {
      if (last?.result === result) return last.order;
      const order = known.get(result) ?? orderOf(result);
      last = { result, order };
      if (!known.has(result) && (kept += order.visits.length) <= KEPT) known.set(result, order);
      return order;
    },
  };
}
