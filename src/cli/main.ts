/**
 * The command line's entry: `deno task lossproof`.
 *
 * @module
 */
import { CommanderError } from "commander";
import { denoIo } from "./deno_io.ts";
import { exitCodes, reportFailure } from "./failure.ts";
import { calledAs } from "./invocation.ts";
import type { Io } from "./io.ts";
import { createProgram } from "./program.ts";
import { splitCommand } from "./target.ts";

/**
 * Runs one command.
 *
 * @param args what follows the program's name
 * @param io what it may do to the world
 * @returns the exit code: 0 conforms, 1 does not, 2 wrong command, 3 implementation cannot be run
 */
export async function main(args: readonly string[], io: Io): Promise<number> {
  let code = 0;
  try {
    const { own, command } = splitCommand(args);
    const program = createProgram(io, (result) => code = result, command);
    await program.parseAsync([...own], { from: "user" });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) return reportFailure(error, io);
    // Commander has said what is wrong; asking for help is not.
    const helped = error.exitCode === 0;
    return helped ? exitCodes.conforms : exitCodes.wrongCommand;
  }
}

/** An implementation may throw long after it answered; that must not look like a verdict. */
function failLater(event: ErrorEvent | PromiseRejectionEvent, io: Io): never {
  event.preventDefault();
  const error: unknown = "reason" in event ? event.reason : event.error;
  const message = error instanceof Error ? error.message : String(error);
  io.err(`Something failed outside of any call to the implementation: ${message}\n`);
  if (io.debug && error instanceof Error) io.err(`${error.stack}\n`);
  Deno.exit(exitCodes.cannotRun);
}

if (import.meta.main) {
  const io = denoIo(calledAs());
  globalThis.addEventListener("error", (event) => failLater(event, io));
  globalThis.addEventListener("unhandledrejection", (event) => failLater(event, io));
  Deno.exit(await main(Deno.args, io));
}
