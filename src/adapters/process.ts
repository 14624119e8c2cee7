/**
 * Implementations in any language: a program that speaks the protocol on its standard streams.
 *
 * @module
 */
import type { Call, Result, Spec } from "../spec/mod.ts";
import { shapeProblem, unknownName } from "./about.ts";
import { CannotRun } from "./cannot_run.ts";
import { type Child, type ChildOptions, startChild } from "./child.ts";
import { ProgramFault } from "./program_fault.ts";
import type { About, Adapter, Shared } from "./implementation.ts";
import { inherited } from "./inherited.ts";
import { inPlainWords } from "./plain_words.ts";
import {
  newerField,
  protocolVersion,
  protocolVersions,
  runAnswerSchema,
  startAnswerSchema,
  startFailureSchema,
} from "./protocol.ts";
import { readResult } from "./read_result.ts";
import { type Line, recovering, type RecoveryOptions } from "./recovery.ts";
import { openSession, type Session } from "./session.ts";
import { runLine } from "./wire.ts";
import { sizeOf } from "../tensor/internal.ts";

/** How a program is run; whatever is left out has its default. */
export interface ProcessOptions extends ChildOptions, Partial<RecoveryOptions> {
  /**
   * Longest wait for the answer to a call, in milliseconds; a start may take six times as long.
   *
   * @default {10000}
   */
  readonly timeout?: number;
  /** What is said of all its losses besides what it says itself; what a loss says still counts. */
  readonly declares?: Shared;
  /** What messages call it; absent = its command. */
  readonly name?: string;
  /** A line that it is told before `start`, with its line feed. */
  readonly preface?: string;
}

const defaults: RecoveryOptions & { readonly timeout: number } = {
  timeout: 10_000,
  messageCalls: 32,
  messageElements: 2 ** 20,
  inFlight: 4,
  quarantine: 60_000,
  settleMilliseconds: 100,
};

const startsPerTimeout = 6;
/** Most bytes of an answer to `start`. */
const introductionBytes = 2 ** 20;
/** For the words of an answer to a call. */
const wordBytes = 2 ** 17;
/** For one number of an answer: as base64 it has 11 at most. */
const elementBytes = 32;

/**
 * Open a program that speaks the protocol of `spec/PROTOCOL.md`.
 *
 * It lives until the adapter is closed. When it dies, hangs or answers what is no answer, that is the
 * `error` of the call that did it, and the program is started again.
 *
 * @param command the program and its arguments
 * @param specs every spec by its id
 * @param options patience, limits, environment, working directory
 * @returns an adapter
 * @throws {CannotRun} when it cannot be started, does not introduce itself, or has unknown names
 * @throws the reason of the options' signal when that is aborted; afterwards the program is gone, and an
 * adapter answers every call with an error
 */
export async function openProcess(
  command: readonly string[],
  specs: ReadonlyMap<string, Spec>,
  options: ProcessOptions = {},
): Promise<Adapter> {
  const settings = { ...defaults, name: command.join(" "), ...options };
  const { name } = settings;
  const { session, about: own, shares } = await start(command, settings);
  const declared = { ...own, ...options.declares };
  const unknown = unknownName(declared, specs);
  if (unknown !== undefined) {
    await session.close();
    throw new CannotRun(name, unknown);
  }
  const about = inherited(declared, specs);
  const speakIn = (session: Session) =>
    openLine(session, { about, specs, shares }, settings.timeout);
  const known = speakIn(session);
  const connect = async () => speakIn((await start(command, settings)).session);
  return inPlainWords({ about, ...recovering(known, connect, settings) });
}

type Settings = typeof defaults & ProcessOptions & { readonly name: string };

interface Started {
  readonly session: Session;
  readonly about: About;
  readonly shares: boolean;
}

async function start(command: readonly string[], settings: Settings): Promise<Started> {
  settings.signal?.throwIfAborted();
  const { name, preface = "" } = settings;
  const session = openSession(startOrExplain(command, settings));
  const line = preface + JSON.stringify({ cmd: "start", protocol: protocolVersion }) + "\n";
  let answer: object;
  try {
    answer = await session.ask(
      "start",
      line,
      settings.timeout * startsPerTimeout,
      introductionBytes,
    );
  } catch (error) {
    if (!(error instanceof ProgramFault)) throw error;
    settings.signal?.throwIfAborted();
    throw new CannotRun(name, `it has not introduced itself: it ${error.message}`, error);
  }
  const problem = problemOf(answer);
  if (problem !== undefined) {
    await session.close();
    throw new CannotRun(name, problem);
  }
  const { protocol: _, shares = false, ...about } = answer as About & {
    readonly protocol?: number;
    readonly shares?: boolean;
  };
  return { session, about, shares };
}

function problemOf(answer: object): string | undefined {
  const version = "protocol" in answer ? answer.protocol : 1;
  if (!protocolVersions.some((known) => known === version)) {
    const theirs = JSON.stringify(version);
    return `it speaks version ${theirs} of the protocol, expected ${protocolVersions.join(" or ")}`;
  }
  const failure = startFailureSchema.safeParse(answer);
  if (failure.success) return failure.data.error;
  const { error, data } = startAnswerSchema.safeParse(answer);
  const newer = version === 1 && data !== undefined ? newerField(data) : undefined;
  if (newer !== undefined) {
    return `its answer to start declares ${newer}, which version 1 of the protocol has not: ` +
      'add "protocol": 2 to it';
  }
  return error && `its answer to start does not say what it is: ${shapeProblem(error, answer)}`;
}

function startOrExplain(command: readonly string[], options: Settings): Child {
  const { name } = options;
  try {
    return startChild(command, options);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new CannotRun(name, reasonOf(error, command[0], options.cwd), error);
  }
}

function reasonOf({ name, message }: Error, program: string, cwd: string | undefined): string {
  if (name === "NotFound" && message.includes("No such cwd")) return `there is no folder "${cwd}"`;
  switch (name) {
    case "NotFound":
      return `there is no program "${program}": give its path, or one that PATH has`;
    case "PermissionDenied":
      return `"${program}" is not executable`;
    case "NotCapable":
      return `Deno may not start programs: run lossproof with --allow-run=${program},kill, ` +
        "or as the task lossproof:process";
    default:
      return message;
  }
}

/** Speaks in calls and results with a program that has introduced itself. */
function openLine(
  session: Session,
  { about, specs, shares }: {
    readonly about: About;
    readonly specs: ReadonlyMap<string, Spec>;
    readonly shares: boolean;
  },
  timeout: number,
): Line {
  let id = 0;
  const read = (raw: unknown, call: Call): Result => {
    const spec = specs.get(call.loss);
    if (spec === undefined) return { unsupported: `no spec defines "${call.loss}"` };
    return readResult(raw, call, spec, about);
  };
  return {
    async ask(calls) {
      id++;
      const message = await session.ask(
        id,
        runLine(id, calls, shares),
        timeout,
        answerBytes(calls),
      );
      const answer = runAnswerSchema.safeParse(message);
      if (!answer.success) {
        throw await session.abandon(`answered no results: ${shapeProblem(answer.error, message)}`);
      }
      const { results } = answer.data;
      if (results.length !== calls.length) {
        const given = `${count(results, "result")} to ${count(calls, "call")}`;
        throw await session.abandon(`answered ${given}`);
      }
      return results.map((raw, i) => read(raw, calls[i]));
    },
    fault: () => session.fault(),
    close: () => session.close(),
  };
}

/** Most bytes of the answer to some calls: numbers in base64 with room to spare, and words. */
function answerBytes(calls: readonly Call[]): number {
  const elements = calls.flatMap(({ inputs }) => Object.values(inputs))
    .reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  return calls.length * wordBytes + 2 * elements * elementBytes;
}

function count({ length }: readonly unknown[], what: string): string {
  return `${length} ${what}${length === 1 ? "" : "s"}`;
}
