/**
 * Copies of this tree, and what has changed in one.
 *
 * @module
 */
import { dirname, join } from "@std/path";

/** What the files of a folder hold, each by its path from there. */
export type Snapshot = ReadonlyMap<string, Uint8Array>;

/**
 * The files that git tracks or would track, as they are now.
 *
 * @param root the tree's folder
 */
export async function trackedFiles(root: string): Promise<Snapshot> {
  const args = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  const { stdout } = await new Deno.Command("git", { args, cwd: root, stderr: "inherit" }).output();
  const files = new Map<string, Uint8Array>();
  for (const path of new TextDecoder().decode(stdout).split("\0")) {
    const bytes = path === "" ? undefined : await readIfThere(join(root, path));
    if (bytes !== undefined) files.set(path, bytes);
  }
  return files;
}

/** The bytes of a file; nothing where it is deleted, though not yet for git. */
async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return await Deno.readFile(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

/** All files below a folder. */
export async function filesBelow(folder: string): Promise<Snapshot> {
  const files = new Map<string, Uint8Array>();
  async function read(below: string): Promise<void> {
    for await (const { name, isDirectory } of Deno.readDir(join(folder, below))) {
      const path = below === "" ? name : `${below}/${name}`;
      if (isDirectory) await read(path);
      else files.set(path, await Deno.readFile(join(folder, path)));
    }
  }
  await read("");
  return files;
}

/** Writes files into a folder. */
export async function writeFiles(folder: string, files: Snapshot): Promise<void> {
  for (const [path, bytes] of files) {
    await Deno.mkdir(join(folder, dirname(path)), { recursive: true });
    await Deno.writeFile(join(folder, path), bytes);
  }
}

/** The paths of files that are in one snapshot alone, or differ; in alphabetical order. */
export function changes(before: Snapshot, after: Snapshot): readonly string[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((path) => !equal(before.get(path), after.get(path)))
    .toSorted();
}

function equal(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return a !== undefined && b !== undefined && a.length === b.length &&
    a.every((byte, i) => byte === b[i]);
}
