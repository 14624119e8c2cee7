/**
 * One life of a program: lines go in, each is answered by one line, until it ends or misbehaves.
 *
 * @module
 */
import type { Child } from "./child.ts";
import { ProgramFault, type ProgramFaultKind } from "./program_fault.ts";
import { createLineSplitter } from "./lines.ts";
import { tellsOfFullMemory } from "../full_memory.ts";
import { fillingCost } from "./memory_limit.ts";

/** What a message is known by: its id, from 1 upwards; `start` has none. */
export type MessageId = number | "start";

/** A program that lives. */
export interface Session {
  /**
   * Sends a line; others may be under way.
   *
   * @param id what the answer will echo
   * @param line JSON and a line feed
   * @param patience longest time, in milliseconds, that the program may spend on this message
   * @param limit most bytes of the answer
   * @returns the answer's JSON
   * @throws {ProgramFault} when there will be none
   */
  ask(id: MessageId, line: string, patience: number, limit: number): Promise<object>;
  /** What it did wrong; it is gone then. */
  fault(): ProgramFault | undefined;
  /**
   * Ends it because of what it answered.
   *
   * @param what it did
   * @returns that fault, or the one that came before
   */
  abandon(what: string): Promise<ProgramFault>;
  /** Tells it to stop, and ends it where it does not. */
  close(): Promise<void>;
}

interface Waiting {
  readonly patience: number;
  readonly limit: number;
  resolve(answer: object): void;
  reject(fault: ProgramFault): void;
}

/** Time for a process to end after it closed its output, and for its last words. */
const graceMilliseconds = 500;
/** Most bytes of a line that answers nothing, so that it can be told. */
const strayBytes = 2 ** 16;
/** Time to end after `stop`. */
const stopMilliseconds = 2000;

/**
 * Speaks with a process.
 *
 * @param child the process
 * @returns the session
 */
export function openSession(child: Child): Session {
  const encoder = new TextEncoder();
  const waiting = new Map<MessageId, Waiting>();
  let asked = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let fault: ProgramFault | undefined;
  let failing = false;
  let gone = false;
  let closing = false;

  /** The clock runs for the oldest message alone: the program is on it. */
  const watch = (): void => {
    clearTimeout(timer);
    const [oldest] = waiting.values();
    if (oldest === undefined) return;
    const { patience } = oldest;
    timer = setTimeout(() => {
      void fail("late", `did not answer within ${patience / 1000} s (TIMEOUT)`, patience);
    }, patience);
  };

  const fail = async (kind: ProgramFaultKind, what: string, waited = 0): Promise<void> => {
    if (failing || closing) return;
    failing = true;
    clearTimeout(timer);
    // Known at once, so that an answer just before it is seen to be no good.
    fault = new ProgramFault(kind, what, child.complaints(), waited);
    child.kill();
    await letGo(child);
    fault = new ProgramFault(kind, what, child.complaints(), waited);
    gone = true;
    for (const { reject } of waiting.values()) reject(fault);
    waiting.clear();
  };

  const take = (line: string): void => {
    const message = parseObject(line);
    if (message === undefined) {
      const given = JSON.stringify(line.slice(0, 80));
      const kind = waiting.size === 0 ? "stray" : "broken";
      void fail(kind, `wrote a line to its standard output that is no answer: ${given}`);
      return;
    }
    const id = "id" in message ? message.id as MessageId : "start";
    const question = waiting.get(id);
    if (question === undefined) {
      const twice = id === "start" || (Number.isInteger(id) && id >= 1 && id <= asked);
      const kind = waiting.size === 0 || twice ? "stray" : "broken";
      const what = twice ? "answered twice" : "answered a message that was not asked";
      void fail(kind, `${what}: ${id === "start" ? "start" : `id ${JSON.stringify(id)}`}`);
      return;
    }
    waiting.delete(id);
    watch();
    question.resolve(message);
  };

  const listen = async (): Promise<void> => {
    // Answers may come in any order.
    const longest = () =>
      Math.max(strayBytes, ...Array.from(waiting.values(), ({ limit }) => limit));
    const splitter = createLineSplitter(longest);
    for (let read; !(read = await child.stdout.read()).done;) {
      try {
        for (const line of splitter.push(read.value)) if (!failing) take(line);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        return await fail("broken", error.message);
      }
    }
    const end = await within(child.ended, graceMilliseconds);
    const kind = waiting.size === 0 ? "stray" : "broken";
    const what = end === undefined ? "closed its standard output" : `died with ${end}`;
    const cut = splitter.pending() > 0 ? " in the middle of a line" : "";
    await within(child.silent, graceMilliseconds);
    const isFull = tellsOfFullMemory(child.complaints());
    await fail(kind, what + cut + (isFull ? " (OUT OF MEMORY)" : ""), isFull ? fillingCost : 0);
  };
  const listening = listen().catch((error) => fail("broken", `cannot be read: ${error}`));
  // A pipe that a stranger holds open does not hide that the process is dead.
  void child.ended.then(async () => {
    if (await within(listening, graceMilliseconds) === undefined) await child.stdout.cancel();
  }).catch(() => undefined);

  return {
    ask: (id, line, patience, limit) =>
      new Promise((resolve, reject) => {
        if (gone) return reject(fault);
        waiting.set(id, { patience, limit, resolve, reject });
        // Its last words are waited for.
        if (failing) return;
        if (id !== "start") asked = id;
        if (waiting.size === 1) watch();
        // Who does not read will not answer, either: that is what is told.
        child.stdin.write(encoder.encode(line)).catch(() => undefined);
      }),
    fault: () => fault,
    async abandon(what) {
      await fail("broken", what);
      return fault ?? new ProgramFault("broken", what, child.complaints());
    },
    async close() {
      if (failing) return;
      closing = true;
      clearTimeout(timer);
      const farewell = encoder.encode('{"cmd":"stop"}\n');
      const told = child.stdin.write(farewell).then(() => child.stdin.close());
      told.catch(() => undefined);
      await within(child.ended, stopMilliseconds);
      child.kill();
      await letGo(child);
    },
  };
}

/** Waits for the end and the last words of a process that is killed; lets go of its pipes. */
async function letGo(child: Child): Promise<void> {
  await within(Promise.all([child.ended, child.silent]), graceMilliseconds);
  await child.release();
}

function parseObject(line: string): object | undefined {
  try {
    const message: unknown = JSON.parse(line);
    return typeof message === "object" && message !== null && !Array.isArray(message)
      ? message
      : undefined;
  } catch {
    return undefined;
  }
}

/** What a promise gives, or `undefined` when it takes too long. */
async function within<T>(promise: Promise<T>, milliseconds: number): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const bell = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  return await Promise.race([promise, bell]).finally(() => clearTimeout(timer));
}
