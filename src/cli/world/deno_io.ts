/**
 * The world as Deno has it.
 *
 * @module
 */
import { dirname, resolve } from "@std/path";
import { WrongCommand } from "../failure.ts";
import { denied, reasonOf, writeFailure } from "./file_failure.ts";
import { holdsSomething, readFolder } from "./folder_io.ts";
import { readBounded } from "./read_bounded.ts";
import { watchInterrupts } from "./interrupts.ts";
import type { Io } from "./io.ts";
import { besidePath, sweep } from "./leftovers.ts";
import { progressBar } from "./progress.ts";
import { replaceFolder, requireReplaceable } from "./replace_folder.ts";

/**
 * The process's own streams and files.
 *
 * Colours and progress are only for terminals; `NO_COLOR` turns colours off, `COLUMNS` says how wide
 * a line may be where no terminal does.
 *
 * @param calledAs the words before a command's own
 */
export function denoIo(calledAs: string): Io {
  const colorless = (Deno.env.get("NO_COLOR") ?? "") !== "";
  const columns = columnsOf(Deno.env.get("COLUMNS"));
  return {
    out: (text) => writeAll(Deno.stdout, text, "standard output"),
    err: tell,
    color: Deno.stdout.isTerminal() && !colorless,
    ...(columns !== undefined && { columns }),
    debug: (Deno.env.get("LOSSPROOF_DEBUG") ?? "") !== "",
    calledAs,
    ...(Deno.stderr.isTerminal() && { progress: progressBar }),
    watchInterrupts,
    env: (name) => Deno.env.get(name),
    isFile,
    readText,
    writeText,
    appendText,
    requireWritable,
    holdsSomething,
    readFolder,
    replaceFolder,
    requireReplaceable,
  };
}

function columnsOf(given: string | undefined): number | undefined {
  if (given !== undefined && /^[1-9]\d{0,4}$/.test(given)) return Number(given);
  return Deno.stdout.isTerminal() ? Deno.consoleSize().columns : undefined;
}

const encoder = new TextEncoder();

/** Where words cannot be told, the verdict is in the exit code all the same. */
function tell(text: string): void {
  try {
    writeAll(Deno.stderr, text, "standard error");
  } catch (error) {
    if (!(error instanceof WrongCommand) && !(error instanceof Deno.errors.BrokenPipe)) throw error;
  }
}

function writeAll(
  stream: { writeSync(bytes: Uint8Array): number },
  text: string,
  name: string,
): void {
  const bytes = encoder.encode(text);
  try {
    for (let written = 0; written < bytes.length;) {
      written += stream.writeSync(bytes.subarray(written));
    }
  } catch (error) {
    if (error instanceof Deno.errors.BrokenPipe) throw error;
    throw new WrongCommand(`Cannot write to ${name}: ${reasonOf(error)}`, { cause: error });
  }
}

/**
 * Reads a text file.
 *
 * @param path a file, or `-` for standard input
 * @returns its text, without a byte order mark
 * @throws {WrongCommand} when it cannot be read, or is no UTF-8 text
 */
export async function readText(path: string): Promise<string> {
  try {
    const stream = path === "-" ? Deno.stdin.readable : (await Deno.open(path)).readable;
    const bytes = await readBounded(stream);
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    const reason = error instanceof TypeError ? "it is no UTF-8 text" : denied("read", path, error);
    throw new WrongCommand(`Cannot read "${path}": ${reason}`, { cause: error });
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isFile;
  } catch {
    return false;
  }
}

/**
 * Writes a text file, whole or not at all: into a new file beside it, which then takes its place.
 *
 * What is no plain file, e.g. a device or a pipe, is written into; a link stays a link.
 *
 * @param path the file; folders that are missing are made
 * @param text what it is to hold
 * @throws {WrongCommand} when it cannot be written
 */
export async function writeText(path: string, text: string): Promise<void> {
  try {
    const { target, plain } = await findTarget(path);
    if (plain) await replaceFile(target, text);
    else await Deno.writeTextFile(target, text, { create: false });
  } catch (error) {
    throw writeFailure(path, error);
  }
}

/**
 * Writes at the end of a text file: what was written before stays whatever happens.
 *
 * @param path the file; made where there is none
 * @param text what is to follow
 * @throws {WrongCommand} when it cannot be written
 */
export async function appendText(path: string, text: string): Promise<void> {
  try {
    await Deno.writeTextFile(path, text, { append: true });
  } catch (error) {
    throw writeFailure(path, error);
  }
}

/**
 * Finds out whether a text file could be written, before the work of making its text, and clears away
 * what killed runs left beside it.
 *
 * @param path the file; folders that are missing are made
 * @throws {WrongCommand} when it is a folder, or nothing may be written there
 */
export async function requireWritable(path: string): Promise<void> {
  try {
    const { target, plain } = await findTarget(path);
    if (!plain) return;
    const temporary = besidePath(target, "tmp");
    await Deno.writeTextFile(temporary, "", { createNew: true });
    await Deno.remove(temporary);
    sweep(dirname(target));
  } catch (error) {
    throw writeFailure(path, error);
  }
}

/** Where a path leads, through links too, its folder made; `plain` unless there is something else than a file. */
async function findTarget(
  path: string,
): Promise<{ readonly target: string; readonly plain: boolean }> {
  const there = await Deno.stat(path).catch((error) => {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  });
  if (there?.isDirectory || /[\\/]$/.test(path)) throw new Deno.errors.IsADirectory();
  if (there !== undefined) return { target: await Deno.realPath(path), plain: there.isFile };
  const target = await endOfLinks(path);
  await Deno.mkdir(dirname(target), { recursive: true });
  return { target, plain: true };
}

/** Where a path leads at which there is no file: a link there leads to nothing yet, and stays a link. */
async function endOfLinks(path: string): Promise<string> {
  const link = await Deno.lstat(path).catch((error) => {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  });
  if (link?.isSymlink !== true) return path;
  return await endOfLinks(resolve(dirname(path), await Deno.readLink(path)));
}

async function replaceFile(path: string, text: string): Promise<void> {
  const temporary = besidePath(path, "tmp");
  try {
    await Deno.writeTextFile(temporary, text, { createNew: true });
    await Deno.rename(temporary, path);
  } catch (error) {
    await Deno.remove(temporary).catch(() => undefined);
    throw error;
  }
}
