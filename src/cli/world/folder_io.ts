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
  let at = path;
  const read = async (folder: string, prefix: string): Promise<void> => {
    const entries = await Array.fromAsync(Deno.readDir(folder));
    for (const { name, isDirectory } of entries.toSorted((a, b) => a.name < b.name ? -1 : 1)) {
      const file = join(folder, name);
      if (isDirectory) await read(file, `${prefix}${name}/`);
      else {
        at = file;
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
