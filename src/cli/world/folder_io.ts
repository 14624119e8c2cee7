/**
 * Whole folders: read, and replaced at one stroke.
 *
 * @module
 */
import { basename, dirname, join, resolve } from "@std/path";
import type { Files } from "../../golden/internal.ts";
import { WrongCommand } from "../failure.ts";
import { denied, writeFailure } from "./file_failure.ts";

/**
 * Says whether a folder holds anything.
 *
 * @param path the folder
 * @returns false also where there is no such folder
 * @throws {WrongCommand} when it is no folder, or cannot be read
 */
export async function holdsSomething(path: string): Promise<boolean> {
  try {
    for await (const _ of Deno.readDir(path)) return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    const why = error instanceof Deno.errors.NotADirectory
      ? "it is a file"
      : denied("read", path, error);
    throw new WrongCommand(`Cannot read "${path}": ${why}`, { cause: error });
  }
  return false;
}

/**
 * Reads all files below a folder.
 *
 * @param path the folder
 * @returns bytes by path within it, `/` between its parts; `undefined` where there is no such folder
 * @throws {WrongCommand} when it is no folder, or cannot be read
 */
export async function readFolder(path: string): Promise<Files | undefined> {
  const files = new Map<string, Uint8Array>();
  const read = async (folder: string, prefix: string): Promise<void> => {
    const entries = await Array.fromAsync(Deno.readDir(folder));
    for (const { name, isDirectory } of entries.toSorted((a, b) => a.name < b.name ? -1 : 1)) {
      const file = join(folder, name);
      if (isDirectory) await read(file, `${prefix}${name}/`);
      else files.set(prefix + name, await Deno.readFile(file));
    }
  };
  try {
    await read(path, "");
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw new WrongCommand(`Cannot read "${path}": ${denied("read", path, error)}`, {
      cause: error,
    });
  }
  return files;
}

/**
 * Finds out whether a folder could be replaced, before the work of making its files.
 *
 * @throws {WrongCommand} when it could not
 */
export function requireReplaceable(path: string): Promise<void> {
  const beside = besidePath(path, "tmp");
  const inside = join(path, basename(beside));
  try {
    Deno.mkdirSync(beside, { recursive: true });
    Deno.removeSync(beside);
    if (isThere(path)) {
      Deno.mkdirSync(inside);
      Deno.removeSync(inside);
    }
  } catch (error) {
    return Promise.reject(writeFailure(path, error));
  }
  return Promise.resolve();
}

/**
 * Replaces a folder: the files are written beside it, then it takes its place. No signal can come in
 * between, since nothing waits.
 *
 * @param path the folder; those above it that are missing are made
 * @param files all that it is to hold
 * @throws {WrongCommand} when that is not possible; the folder is then as it was
 */
export function replaceFolder(path: string, files: Files): Promise<void> {
  const made = besidePath(path, "tmp");
  const before = besidePath(path, "old");
  try {
    for (const [name, bytes] of files) {
      const file = join(made, name);
      Deno.mkdirSync(dirname(file), { recursive: true });
      Deno.writeFileSync(file, bytes, { createNew: true });
    }
    if (isThere(path)) {
      Deno.renameSync(path, before);
      try {
        Deno.renameSync(made, path);
      } catch (error) {
        Deno.renameSync(before, path);
        throw error;
      }
      Deno.removeSync(before, { recursive: true });
    } else {
      Deno.renameSync(made, path);
    }
  } catch (error) {
    if (isThere(made)) Deno.removeSync(made, { recursive: true });
    return Promise.reject(writeFailure(path, error));
  }
  return Promise.resolve();
}

function besidePath(path: string, what: string): string {
  const whole = resolve(path);
  return join(dirname(whole), `.${basename(whole)}.${crypto.randomUUID()}.${what}`);
}

function isThere(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
