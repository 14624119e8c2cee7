/**
 * Which losses are no longer asked of a program, since they took its life too often.
 *
 * @module
 */
import type { Call, Result } from "../spec/mod.ts";

/** Counts faults by loss and dtype. */
export interface Quarantine {
  /**
   * Counts a fault.
   *
   * @param call the call that did it
   * @param what it did
   * @param cost the time that it cost, in milliseconds
   */
  count(call: Call, what: string, cost: number): void;
  /** Asks again for all that it no longer asked, unless it gave up. */
  forgive(): void;
  /** Gives up on all calls. */
  closeAll(why: string): void;
  /** The answer to a call that is no longer asked; `undefined` when it still is. */
  answerTo(call: Call): Result | undefined;
}

/**
 * Makes a quarantine that nothing is in.
 *
 * @param limit a loss gets there in one dtype when its faults cost as much, in milliseconds
 */
export function createQuarantine(limit: number): Quarantine {
  const tallies = new Map<string, { faults: number; cost: number; last: string }>();
  let closed: string | undefined;
  const keyOf = ({ loss, dtype }: Call) => `${loss} ${dtype}`;
  const answer = (why: string): Result => ({ error: `quarantined ${why}`, asked: false });
  return {
    count(call, what, cost) {
      const tally = tallies.get(keyOf(call)) ?? { faults: 0, cost: 0, last: "" };
      tallies.set(keyOf(call), {
        faults: tally.faults + 1,
        cost: tally.cost + cost,
        last: what,
      });
    },
    forgive: () => tallies.clear(),
    closeAll: (why) => void (closed = why),
    answerTo(call) {
      if (closed !== undefined) return answer(closed);
      const tally = tallies.get(keyOf(call));
      if (tally === undefined || tally.cost < limit) return undefined;
      const times = tally.faults === 1 ? "1 fault" : `${tally.faults} faults`;
      return answer(`after ${times} of ${keyOf(call)}, the last: ${tally.last}`);
    },
  };
}
