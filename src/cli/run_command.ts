/**
 * A command in a world of its own, in memory.
 *
 * @module
 */
import { main } from "./main.ts";
import { type Captured, captureIo } from "./world/memory_io.ts";
import type { Io } from "./world/io.ts";

/** What a command did. */
export interface Outcome extends Captured {
  readonly code: number;
}

/**
 * Runs a command in a world of its own.
 *
 * @param args what follows the program's name
 * @param given files by path
 * @param changes what of the world is different
 */
export async function runCommand(
  args: readonly string[],
  given: Readonly<Record<string, string>> = {},
  changes: Partial<Io> = {},
): Promise<Outcome> {
  const { io, captured } = captureIo(given);
  const code = await main(args, { ...io, ...changes });
  return { code, ...captured() };
}
