/**
 * Links in a folder that lead out of it: who may read the folder would read elsewhere by them.
 *
 * @module
 */
import { join, resolve, SEPARATOR } from "@std/path";

/** A folder with more entries than this is not looked through. */
const mostEntries = 20_000;

/**
 * Finds the links of a folder and of the folders in it that lead elsewhere.
 *
 * @param folder its path
 * @returns the links' paths; absent where the folder holds too much to be looked through
 */
export async function linksOutOf(folder: string): Promise<readonly string[] | undefined> {
  const root = await Deno.realPath(folder).catch(() => resolve(folder));
  const found: string[] = [];
  const open = [folder];
  let seen = 0;
  for (let path; (path = open.pop()) !== undefined;) {
    for (const { name, isDirectory, isSymlink } of await entriesOf(path)) {
      if (++seen > mostEntries) return undefined;
      const entry = join(path, name);
      if (isDirectory) open.push(entry);
      if (isSymlink && !await leadsInto(root, entry)) found.push(entry);
    }
  }
  return found;
}

async function entriesOf(path: string): Promise<readonly Deno.DirEntry[]> {
  try {
    return await Array.fromAsync(Deno.readDir(path));
  } catch {
    // What we cannot read, a child cannot, either.
    return [];
  }
}

async function leadsInto(root: string, link: string): Promise<boolean> {
  try {
    const target = await Deno.realPath(link);
    return target === root || target.startsWith(root + SEPARATOR);
  } catch {
    return false;
  }
}
