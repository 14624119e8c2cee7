/**
 * What is named as a file and is none: a folder, or what may have no end.
 *
 * @module
 */

/**
 * Why there is no file to read at a path.
 *
 * @param path where something is named
 * @param what it should be, such as "model"
 * @returns nothing where there is a file, or nothing at all
 */
export async function whyNoFile(path: string | URL, what: string): Promise<string | undefined> {
  const found = await Deno.stat(path).catch(() => undefined);
  if (found === undefined || found.isFile) return undefined;
  return found.isDirectory
    ? `it is a folder: name the ${what} in it`
    : "it is a device or a pipe, no file";
}
