/**
 * What the files of `src` and `scripts` import, read as text.
 *
 * @module
 */
import { join, normalize } from "@std/path/posix";

/** One import or re-export of a file of this tree. */
export interface Import {
  readonly from: string;
  readonly to: string;
  readonly line: number;
  /** Whether types alone are imported, which binds nothing. */
  readonly isOfTypes: boolean;
}

/** The text of every TypeScript file by its path from the root. */
export type Sources = ReadonlyMap<string, string>;

/** Folders of files that are handed to somebody else, or stand for theirs. */
export const foreign = /\/(templates|testdata|fixtures)\//;

/**
 * Reads the TypeScript files of folders.
 *
 * @param root where the folders lie, its URL ending with a slash
 * @param folders their names
 */
export async function readSources(root: URL, folders: readonly string[]): Promise<Sources> {
  const sources = new Map<string, string>();
  async function read(folder: string): Promise<void> {
    for await (const { name, isDirectory } of Deno.readDir(new URL(`${folder}/`, root))) {
      const path = `${folder}/${name}`;
      if (foreign.test(`${path}/`)) continue;
      if (isDirectory) await read(path);
      else if (name.endsWith(".ts")) {
        sources.set(path, await Deno.readTextFile(new URL(path, root)));
      }
    }
  }
  for (const folder of folders) await read(folder);
  return new Map([...sources].toSorted(([a], [b]) => a < b ? -1 : 1));
}

/** `import … from "./x.ts"`, `export … from "./x.ts"` or `import("./x.ts")`; not in a comment. */
const statement =
  /(?:^(?:import|export)\b[^;"'`]*?\bfrom\s*|^import\s*|\bimport\(\s*)"(\.\.?\/[^"]+)"/gm;

/** The imports of files by each other, in the order of the files. */
export function importsOf(sources: Sources): readonly Import[] {
  return [...sources].flatMap(([from, text]) =>
    Array.from(text.matchAll(statement), (match): Import => ({
      from,
      to: normalize(join(from, "..", match[1])),
      line: lineAt(text, match.index),
      isOfTypes: /^(?:import|export) type\b/.test(match[0]),
    }))
  );
}

/** The line of a place in a text, from 1. */
export function lineAt(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}
