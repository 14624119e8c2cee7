/**
 * Implementations of real libraries, found by folder: each library has one of its own.
 *
 * Where the folders are is said by the entry `lossproof/implementations/` of the import map.
 *
 * @module
 */

/** How a library is reached. */
export interface Library {
  /** Whether it is imported, or run and spoken to by the protocol. */
  readonly kind: "module" | "program";
  /** The file to import or to run. */
  readonly entry: URL;
}

/** The file that makes a folder a library: other folders hold what libraries share. */
const entries = [
  { file: "mod.ts", kind: "module" },
  { file: "adapter.py", kind: "program" },
] as const;

/**
 * The libraries that lie beside this Lossproof.
 *
 * @returns each by the name of its folder, in alphabetical order; none where the import map or the disk has no
 * such folder, as where Lossproof is installed by itself
 * @throws {Deno.errors.NotCapable} when the folder may not be read
 */
export async function findLibraries(): Promise<ReadonlyMap<string, Library>> {
  const root = implementationsFolder();
  return root === undefined ? new Map() : await librariesIn(root);
}

/**
 * The libraries of a folder.
 *
 * @param root the folder, its URL ending with a slash
 * @returns each by the name of its folder, in alphabetical order; none where there is no such folder
 * @throws {Deno.errors.NotCapable} when the folder may not be read
 */
export async function librariesIn(root: URL): Promise<ReadonlyMap<string, Library>> {
  const libraries = new Map<string, Library>();
  for (const name of await namesIn(root)) {
    const folder = new URL(`${encodeURIComponent(name)}/`, root);
    const files = await namesIn(folder);
    const entry = entries.find(({ file }) => files.includes(file));
    if (entry === undefined) continue;
    libraries.set(name, { kind: entry.kind, entry: new URL(entry.file, folder) });
  }
  return libraries;
}

function implementationsFolder(): URL | undefined {
  let url: string;
  try {
    url = import.meta.resolve("lossproof/implementations/");
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
  return url.startsWith("file:") ? new URL(url) : undefined;
}

/** What lies in a folder, in alphabetical order; nothing where it is no folder. */
async function namesIn(folder: URL): Promise<readonly string[]> {
  try {
    return (await Array.fromAsync(Deno.readDir(folder), ({ name }) => name)).toSorted();
  } catch (error) {
    const isNone = error instanceof Deno.errors.NotFound ||
      error instanceof Deno.errors.NotADirectory;
    if (isNone) return [];
    throw error;
  }
}
