/**
 * Whole folders are read.
 *
 * @module
 */
import { join } from "@std/path";
import type { Files } from "../../golden/internal.ts";
import { WrongCommand } from "../failure.ts";
import { denied } from "./file_failure.ts";
import { mostBytes, readBounded } from "./read_bounded.ts";

/** More files and folders than in any folder that is meant. */
const mostEntries = 2 ** 16;

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
  let left = mostBytes;
  let room = mostEntries;
  let at = path;
  const read = async (folder: string, prefix: string): Promise<void> => {
    at = folder;
    const entries: Deno.DirEntry[] = [];
    for await (const entry of Deno.readDir(folder)) {
      if (room-- === 0) throw new Error(`it has more than ${mostEntries} files and folders`);
      entries.push(entry);
    }
    for (const { name, isDirectory } of entries.toSorted((a, b) => a.name < b.name ? -1 : 1)) {
      const file = join(folder, name);
      if (isDirectory) await read(file, `${prefix}${name}/`);
      else {
        at = file;
        // Whoever opens a pipe waits for somebody to write to it.
        if (!(await Deno.stat(file)).isFile) throw new Error("it is no file");
        const bytes = await readBounded((await Deno.open(file)).readable, left);
        left -= bytes.length;
        files.set(prefix + name, bytes);
      }
    }
  };
  try {
    await read(path, "");
  } catch (error) {
    if (error instanceof Deno.errors.NotFound && at === path) return undefined;
    throw new WrongCommand(`Cannot read "${at}": ${denied("read", at, error)}`, { cause: error });
  }
  return files;
}
