/**
 * The world as Deno has it.
 *
 * @module
 */
import { dirname } from "@std/path";
import { progressBar } from "./progress.ts";
import { WrongCommand } from "./failure.ts";
import type { Io } from "./io.ts";

/**
 * The process's own streams and files.
 *
 * Colours and progress are only for terminals; `NO_COLOR` turns colours off.
 */
export function denoIo(): Io {
  const colorless = (Deno.env.get("NO_COLOR") ?? "") !== "";
  return {
    out: (text) => writeAll(Deno.stdout, text),
    err: (text) => writeAll(Deno.stderr, text),
    color: Deno.stdout.isTerminal() && !colorless,
    ...(Deno.stdout.isTerminal() && { columns: Deno.consoleSize().columns }),
    debug: (Deno.env.get("LOSSPROOF_DEBUG") ?? "") !== "",
    ...(Deno.stderr.isTerminal() && { progress: progressBar }),
    readText,
    writeText,
  };
}

const encoder = new TextEncoder();

function writeAll(stream: { writeSync(bytes: Uint8Array): number }, text: string): void {
  const bytes = encoder.encode(text);
  for (let written = 0; written < bytes.length;) {
    written += stream.writeSync(bytes.subarray(written));
  }
}

/**
 * Reads a text file.
 *
 * @throws {WrongCommand} when it cannot be read
 */
export async function readText(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    throw fileFailure("read", path, error);
  }
}

/**
 * Writes a text file, whole or not at all: into a new file beside it, which then takes its place.
 *
 * @throws {WrongCommand} when it cannot be written
 */
export async function writeText(path: string, text: string): Promise<void> {
  const temporary = `${path}.${crypto.randomUUID()}.tmp`;
  try {
    await Deno.mkdir(dirname(path), { recursive: true });
    try {
      await Deno.writeTextFile(temporary, text, { createNew: true });
      await Deno.rename(temporary, path);
    } catch (error) {
      await Deno.remove(temporary).catch(() => undefined);
      throw error;
    }
  } catch (error) {
    throw fileFailure("write", path, error);
  }
}

const reasons: Readonly<Record<string, string>> = {
  NotFound: "there is no such file",
  PermissionDenied: "the system does not permit it",
  IsADirectory: "it is a folder",
  NotADirectory: "a part of the path is no folder",
  InvalidData: "it is no UTF-8 text",
};

function fileFailure(verb: string, path: string, error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  const hint = `run lossproof with --allow-${verb}=${path}`;
  const reason = error.name === "NotCapable" ? hint : reasons[error.name] ?? error.message;
  return new WrongCommand(`Cannot ${verb} "${path}": ${reason}`, { cause: error });
}
