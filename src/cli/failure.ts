/**
 * From an error to a message and an exit code.
 *
 * @module
 */
import { CannotRun } from "../adapters/mod.ts";
import { CannotPlan } from "../runner/mod.ts";
import { SpecError } from "../spec_files/mod.ts";
import { durationText } from "./duration.ts";
import type { Io } from "./world/io.ts";

/** What a command's exit code says. */
export const exitCodes = {
  conforms: 0,
  doesNotConform: 1,
  wrongCommand: 2,
  cannotRun: 3,
  /** A bug in Lossproof, as sysexits.h counts. */
  bug: 70,
  /** Nobody reads the output any more, as shells count SIGPIPE. */
  brokenPipe: 141,
} as const;

/** The command was wrong: an unknown name, a bad file, a number out of range. */
export class WrongCommand extends Error {
  override readonly name = "WrongCommand";
}

/** The user wants an end: Ctrl-C, or another signal. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";

  /** @param exitCode 128 and the signal's number */
  constructor(readonly exitCode: number) {
    super("Interrupted");
  }
}

/** The time that the user gave a run is over. */
export class DeadlinePassed extends Error {
  override readonly name = "DeadlinePassed";

  /** @param seconds that it had */
  constructor(seconds: number) {
    super(`The deadline of ${durationText(seconds)} has passed: the run is incomplete`);
  }
}

/**
 * Does something that throws a `RangeError` for what the user gave it.
 *
 * @param action what to do with the user's input; as little as possible, since a `RangeError` of its
 * own is blamed on the user, too
 * @returns what it returns
 * @throws {WrongCommand} with the same message
 */
export function blamingInput<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new WrongCommand(error.message, { cause: error });
  }
}

/**
 * Tells what went wrong.
 *
 * @param error whatever was thrown
 * @param io where to tell
 * @returns the exit code
 */
export function reportFailure(error: unknown, io: Io): number {
  if (isBrokenPipe(error)) return exitCodes.brokenPipe;
  const message = error instanceof Error ? error.message : String(error);
  const code = codeOf(error);
  io.err(code === exitCodes.bug ? `This is a bug in lossproof: ${message}\n` : `${message}\n`);
  if (io.debug) io.err(stacksOf(error));
  else if (code === exitCodes.bug) io.err("Set LOSSPROOF_DEBUG=1 to see where\n");
  return code;
}

function codeOf(error: unknown): number {
  if (error instanceof Interrupted) return error.exitCode;
  if (error instanceof CannotRun || error instanceof DeadlinePassed) return exitCodes.cannotRun;
  const theirs = error instanceof WrongCommand || error instanceof SpecError ||
    error instanceof CannotPlan;
  return theirs ? exitCodes.wrongCommand : exitCodes.bug;
}

/** The stacks of an error and of those behind it. */
function stacksOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  const behind = error.cause === undefined ? "" : stacksOf(error.cause);
  return `${error.stack}\n${behind === "" ? "" : `Caused by: ${behind}`}`;
}

function isBrokenPipe(error: unknown): boolean {
  return error instanceof Error && error.name === "BrokenPipe";
}
