/**
 * Calls are answered whatever the program does: a fault is traced to the call that did it.
 *
 * @module
 */
import type { Call, Result } from "../spec/mod.ts";
import { ProgramFault } from "./program_fault.ts";
import { sizeOf } from "../tensor/internal.ts";
import type { Adapter } from "./implementation.ts";
import { createQuarantine } from "./quarantine.ts";

/** A program that lives and answers messages of several calls. */
export interface Line {
  /**
   * Asks; other messages may be under way.
   *
   * @throws {ProgramFault} when it is not answered; the program is gone then
   */
  ask(calls: readonly Call[]): Promise<Result[]>;
  /** What it did wrong, asked or not. */
  fault(): ProgramFault | undefined;
  close(): Promise<void>;
}

/** How calls go over. */
export interface RecoveryOptions {
  /** Most calls of one message. */
  readonly messageCalls: number;
  /** Most elements of one message, unless it is a single call. */
  readonly messageElements: number;
  /** Most messages under way. */
  readonly inFlight: number;
  /** Most that the faults of a loss in one dtype may cost, in milliseconds; then it is asked no more. */
  readonly quarantine: number;
  /** Waits for what a program says unasked, once it has done so. */
  readonly settleMilliseconds: number;
}

/** Starts of a program in a row that may fail. */
const failedStarts = 3;

/**
 * Answers calls through a program that is started again when it fails.
 *
 * @param first the program, alive
 * @param connect starts it again; throws when that fails
 * @param options sizes and limits
 * @returns answers every call, one batch after the other; what it learnt of the program's faults, it
 * forgets when it forgives
 */
export function recovering(
  first: Line,
  connect: () => Promise<Line>,
  options: RecoveryOptions,
): Omit<Required<Adapter>, "about"> {
  const quarantine = createQuarantine(options.quarantine);
  let line: Line | undefined = first;
  let { messageCalls } = options;
  let settles = false;
  let starts = 0;
  let blamed = 0;

  /**
   * Asks, and then the smallest of these calls once more: what the program says before that answer, it
   * says of these calls, however slow it or this machine is.
   */
  const ask = async (current: Line, calls: readonly Call[]): Promise<Result[]> => {
    const results = await current.ask(calls);
    if (settles) await new Promise((resolve) => setTimeout(resolve, options.settleMilliseconds));
    await current.ask([smallestOf(calls)]);
    return results;
  };

  /** Blames a call, which thereby has its answer. */
  const blame = (call: Call, { message, cost }: ProgramFault, besides = ""): Result => {
    blamed++;
    const error = message + besides;
    quarantine.count(call, error, cost);
    return { error, cost };
  };

  /** Asks calls in one message, and again in smaller ones when it goes wrong. */
  const settle = async (calls: readonly Call[]): Promise<Result[]> => {
    const given = calls.map((call) => quarantine.answerTo(call));
    const open = calls.filter((_, i) => given[i] === undefined);
    if (open.length === 0) return given.map((result) => result!);
    if (open.length < calls.length) {
      const answers = (await settle(open)).values();
      return given.map((result) => result ?? answers.next().value!);
    }
    try {
      if (line === undefined || line.fault() !== undefined) line = await connect();
      const results = await ask(line, calls);
      starts = 0;
      return results;
    } catch (error) {
      line = undefined;
      if (error instanceof ProgramFault) return await trace(calls, error);
      return notStarted(calls, error);
    }
  };

  const notStarted = (calls: readonly Call[], error: unknown): Result[] => {
    const why = `could not be started again: ${error instanceof Error ? error.message : error}`;
    if (++starts >= failedStarts) quarantine.closeAll(`after ${failedStarts} starts, it ${why}`);
    return calls.map(() => ({ error: why, asked: false }));
  };

  /** Finds the call that is to blame for a fault. */
  const trace = async (calls: readonly Call[], fault: ProgramFault): Promise<Result[]> => {
    if (fault.kind === "stray") settles = true;
    if (calls.length === 1) return [blame(calls[0], fault)];
    const half = Math.ceil(calls.length / 2);
    // A batch may take longer than a call may: then it was no fault, but too much at once.
    if (fault.kind === "late") messageCalls = Math.min(messageCalls, half);
    const before = blamed;
    const results = [...await settle(calls.slice(0, half)), ...await settle(calls.slice(half))];
    return blamed > before || fault.kind === "late" ? results : withSuspect(calls, results, fault);
  };

  /** A fault that does not come again is still one: the first call stands for all. */
  const withSuspect = (
    calls: readonly Call[],
    results: readonly Result[],
    fault: ProgramFault,
  ): Result[] => {
    const among = calls.length === 1 ? "" : ` among ${calls.length} calls`;
    const once = ` (once${among}: asked again, it answered)`;
    return [blame(calls[0], fault, once), ...results.slice(1)];
  };

  /** Asks several messages, so many at a time; then alone those that were not answered. */
  const askMany = async (
    current: Line,
    messages: readonly (readonly Call[])[],
  ): Promise<Result[]> => {
    const answers = new Map<readonly Call[], Result[]>();
    let suspect: ProgramFault | undefined;
    const left = messages.values();
    const work = async (): Promise<void> => {
      for (const message of left) {
        if (suspect !== undefined) return;
        try {
          answers.set(message, await ask(current, message));
        } catch (error) {
          if (!(error instanceof ProgramFault)) throw error;
          if (error.kind === "stray") settles = true;
          suspect ??= error;
        }
      }
    };
    await Promise.all(Array.from({ length: options.inFlight }, work));
    if (suspect !== undefined) line = undefined;
    const before = blamed;
    const open = messages.find((message) => !answers.has(message));
    for (const message of messages) {
      if (!answers.has(message)) answers.set(message, await settle(message));
    }
    if (suspect && suspect.kind !== "late" && open !== undefined && blamed === before) {
      answers.set(open, withSuspect(open, answers.get(open)!, suspect));
    }
    return messages.flatMap((message) => answers.get(message)!);
  };

  const runAll = async (calls: readonly Call[]): Promise<Result[]> => {
    if (calls.length === 0) return [];
    const stray = line?.fault();
    if (stray !== undefined) settles = true;
    const messages = inMessages(calls, messageCalls, options.messageElements);
    if (line === undefined || stray !== undefined || messages.length === 1) {
      const results: Result[] = [];
      for (const message of messages) results.push(...await settle(message));
      return stray === undefined || blamedAny(results) ? results : [
        blame(calls[0], stray, " (before this call was asked)"),
        ...results.slice(1),
      ];
    }
    return await askMany(line, messages);
  };

  let turn: Promise<unknown> = Promise.resolve();
  return {
    run(calls) {
      const results = turn.then(() => runAll(calls));
      turn = results.catch(() => undefined);
      return results;
    },
    forgive() {
      quarantine.forgive();
      settles = false;
      ({ messageCalls } = options);
    },
    async close() {
      await turn;
      await line?.close();
    },
  };
}

function blamedAny(results: readonly Result[]): boolean {
  return results.some((result) => "error" in result);
}

function elementsOf({ inputs }: Call): number {
  return Object.values(inputs).reduce((sum, { shape }) => sum + sizeOf(shape), 0);
}

function smallestOf(calls: readonly Call[]): Call {
  return calls.reduce((least, call) => elementsOf(call) < elementsOf(least) ? call : least);
}

/** Cuts a batch into messages. */
function inMessages(
  calls: readonly Call[],
  mostCalls: number,
  mostElements: number,
): (readonly Call[])[] {
  const messages: Call[][] = [];
  let elements = Infinity;
  for (const call of calls) {
    const size = elementsOf(call);
    elements += size;
    const open = messages.at(-1);
    if (open === undefined || open.length >= mostCalls || elements > mostElements) {
      messages.push([call]);
      elements = size;
    } else {
      open.push(call);
    }
  }
  return messages;
}
