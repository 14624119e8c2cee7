/**
 * From an error to a message and an exit code.
 *
 * @module
 */
import { CannotRun } from "../adapters/cannot_run.ts";
import { SpecError } from "../spec/problem.ts";
import type { Io } from "./io.ts";

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

/**
 * Does something that throws a `RangeError` or `TypeError` for what the user gave it.
 *
 * @param action what to do with the user's input
 * @returns what it returns
 * @throws {WrongCommand} with the same message
 */
export function blamingInput<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    const expected = error instanceof RangeError || error instanceof TypeError;
    if (!expected) throw error;
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
  if (error instanceof WrongCommand || error instanceof SpecError) {
    io.err(`${error.message}\n`);
    return exitCodes.wrongCommand;
  }
  if (error instanceof CannotRun) {
    io.err(`${error.message}\n`);
    return exitCodes.cannotRun;
  }
  const message = error instanceof Error ? error.message : String(error);
  io.err(`This is a bug in lossproof: ${message}\n`);
  if (io.debug && error instanceof Error) io.err(`${error.stack}\n`);
  else io.err("Set LOSSPROOF_DEBUG=1 to see where\n");
  return exitCodes.bug;
}

function isBrokenPipe(error: unknown): boolean {
  return error instanceof Error && error.name === "BrokenPipe";
}
