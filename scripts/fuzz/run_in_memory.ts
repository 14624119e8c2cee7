/**
 * A command of the command line on files in memory.
 *
 * @module
 */
import { WrongCommand } from "../../src/cli/failure.ts";
import { main } from "../../src/cli/main.ts";
import type { Io } from "../../src/cli/world/io.ts";
import { toBytes } from "../../src/golden/internal.ts";

/** What a command said. */
export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/**
 * Runs a command that writes nothing but its output.
 *
 * @param args what follows the program's name
 * @param files their texts, by path
 */
export async function runInMemory(
  args: readonly string[],
  files: Readonly<Record<string, string>> = {},
): Promise<Said> {
  let [out, err] = ["", ""];
  const missing = (path: string) => new WrongCommand(`There is no file "${path}"`);
  const folder = (path: string) => {
    const inside = Object.entries(files).filter(([name]) => name.startsWith(`${path}/`));
    return inside.length === 0
      ? undefined
      : new Map(inside.map(([name, text]) => [name.slice(path.length + 1), toBytes(text)]));
  };
  const io: Io = {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    color: false,
    debug: false,
    calledAs: "lossproof",
    env: () => undefined,
    isFile: (path) => Promise.resolve(Object.hasOwn(files, path)),
    readText: (path) =>
      Object.hasOwn(files, path) ? Promise.resolve(files[path]) : Promise.reject(missing(path)),
    writeText: (path) => Promise.reject(missing(path)),
    appendText: (path) => Promise.reject(missing(path)),
    requireWritable: () => Promise.resolve(),
    holdsSomething: (path) => Promise.resolve(folder(path) !== undefined),
    readFolder: (path) => Promise.resolve(folder(path)),
    replaceFolder: (path) => Promise.reject(missing(path)),
    requireReplaceable: () => Promise.resolve(),
  };
  return { code: await main(args, io), out, err };
}
