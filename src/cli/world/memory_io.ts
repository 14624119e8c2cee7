/**
 * A world in memory: its files are there, and everything printed is kept.
 *
 * @module
 */
import { type Files, toBytes, toText } from "../../golden/internal.ts";
import { WrongCommand } from "../failure.ts";
import type { Io } from "./io.ts";

/** What was done to a world. */
export interface Captured {
  readonly out: string;
  readonly err: string;
  /** The files afterwards, by path. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Makes a world.
 *
 * @param given files by path
 * @returns the world, and what was done to it so far
 */
export function captureIo(
  given: Readonly<Record<string, string>> = {},
): { readonly io: Io; captured(): Captured } {
  const files = { ...given };
  let out = "";
  let err = "";
  const io: Io = {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    color: false,
    debug: false,
    calledAs: "lossproof",
    env: () => undefined,
    isFile: (path) => Promise.resolve(Object.hasOwn(files, path)),
    readText: (path) =>
      Object.hasOwn(files, path)
        ? Promise.resolve(files[path])
        : Promise.reject(new WrongCommand(`Cannot read "${path}": there is no such file`)),
    writeText: (path, text) => {
      files[path] = text;
      return Promise.resolve();
    },
    appendText: (path, text) => {
      files[path] = (files[path] ?? "") + text;
      return Promise.resolve();
    },
    requireWritable: () => Promise.resolve(),
    holdsSomething: (path) => Promise.resolve(folderIn(files, path) !== undefined),
    readFolder: (path) => Promise.resolve(folderIn(files, path)),
    replaceFolder: (path, replacement) => {
      for (const name of folderIn(files, path)?.keys() ?? []) delete files[`${path}/${name}`];
      for (const [name, bytes] of replacement) files[`${path}/${name}`] = toText(bytes);
      return Promise.resolve();
    },
    requireReplaceable: () => Promise.resolve(),
  };
  return { io, captured: () => ({ out, err, files }) };
}

function folderIn(files: Readonly<Record<string, string>>, path: string): Files | undefined {
  const inside = Object.entries(files).filter(([name]) => name.startsWith(`${path}/`));
  if (inside.length === 0) return undefined;
  return new Map(inside.map(([name, text]) => [name.slice(path.length + 1), toBytes(text)]));
}
