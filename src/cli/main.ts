/**
 * The command line's entry: `deno task lossproof`.
 *
 * @module
 */
import { CommanderError } from "commander";
import { describeThrown } from "../adapters/internal.ts";
import { foreignText } from "../foreign_text.ts";
import { exitCodes, reportFailure } from "./failure.ts";
import { createProgram } from "./program.ts";
import { splitCommand } from "./target/target.ts";
import { denoIo } from "./world/deno_io.ts";
import { divertConsole } from "../adapters/internal.ts";
import { calledAs } from "./world/invocation.ts";
import type { Io } from "./world/io.ts";

/**
 * Runs one command.
 *
 * @param args what follows the program's name
 * @param world what it may do
 * @returns the exit code: 0 conforms, 1 does not, 2 wrong command, 3 implementation cannot be run
 */
export async function main(args: readonly string[], world: Io): Promise<number> {
  // What is said about the output names files and words of the command, which others may have chosen.
  const io: Io = { ...world, err: (text) => world.err(foreignText(text, Infinity)) };
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

/**
 * Runs one command as this process. Whatever the implementation does to the process must not look like
 * a verdict: a throw long after its answer, or an exit of its own.
 */
async function runProcess(): Promise<never> {
  const io = denoIo(calledAs());
  let ending = false;
  const end = (code: number): never => {
    ending = true;
    Deno.exit(code);
  };
  const failLater = (event: ErrorEvent | PromiseRejectionEvent): never => {
    event.preventDefault();
    const error: unknown = "reason" in event ? event.reason : event.error;
    io.err(
      `Something failed outside of any call to the implementation: ${describeThrown(error)}\n`,
    );
    if (io.debug && error instanceof Error) io.err(`${foreignText(String(error.stack))}\n`);
    return end(exitCodes.cannotRun);
  };
  divertConsole();
  globalThis.addEventListener("error", failLater);
  globalThis.addEventListener("unhandledrejection", failLater);
  globalThis.addEventListener("unload", () => {
    // From 128 up it is the exit code of a signal, after which the adapter let its process go.
    if (ending || Deno.exitCode >= 128) return;
    Deno.exitCode = exitCodes.cannotRun;
    io.err("The implementation ended the process that was to check it: does it call exit?\n");
  });
  return end(await main(Deno.args, io));
}

if (import.meta.main) await runProcess();
