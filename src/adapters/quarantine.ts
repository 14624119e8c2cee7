/**
 * Which losses are no longer asked of a program, since they took its life too often.
 *
 * @module
 */
import type { Call, Result } from "../spec/mod.ts";

/** How often a program may fail. */
export interface QuarantineLimits {
  /** Faults of one loss in one dtype. */
  readonly faults: number;
  /** Time that they cost, in milliseconds. */
  readonly milliseconds: number;
}

/** Counts faults by loss and dtype. */
export interface Quarantine {
  /**
   * Counts a fault.
   *
   * @param call the call that did it
   * @param what it did
   * @param milliseconds the time that it cost
   */
  count(call: Call, what: string, milliseconds: number): void;
  /** Gives up on all calls. */
  closeAll(why: string): void;
  /** The answer to a call that is no longer asked; `undefined` when it still is. */
  answerTo(call: Call): Result | undefined;
}

/**
 * Makes a quarantine that nothing is in.
 *
 * @param limits when a loss gets there
 */
export function createQuarantine(limits: QuarantineLimits): Quarantine {
  const tallies = new Map<string, { faults: number; milliseconds: number; last: string }>();
  let closed: string | undefined;
  const keyOf = ({ loss, dtype }: Call) => `${loss} ${dtype}`;
  const answer = (why: string): Result => ({ error: `quarantined ${why}`, asked: false });
  return {
    count(call, what, milliseconds) {
      const tally = tallies.get(keyOf(call)) ?? { faults: 0, milliseconds: 0, last: "" };
      tallies.set(keyOf(call), {
        faults: tally.faults + 1,
        milliseconds: tally.milliseconds + milliseconds,
        last: what,
      });
    },
    closeAll: (why) => void (closed = why),
    answerTo(call) {
      if (closed !== undefined) return answer(closed);
      const tally = tallies.get(keyOf(call));
      if (tally === undefined) return undefined;
      const { faults, milliseconds, last } = tally;
      const over = faults >= limits.faults || milliseconds >= limits.milliseconds;
      if (!over) return undefined;
      const times = faults === 1 ? "1 fault" : `${faults} faults`;
      return answer(`after ${times} of ${keyOf(call)}, the last: ${last}`);
    },
  };
}
