/**
 * What is no file: it may have no end.
 *
 * @module
 */

/** What is told of it. */
export const isDeviceText = "it is a device or a pipe, no file";

/** Whether there is something at a path that is neither a file nor a folder. */
export async function isDevice(path: string | URL): Promise<boolean> {
  const found = await Deno.stat(path).catch(() => undefined);
  return found !== undefined && !found.isFile && !found.isDirectory;
}
