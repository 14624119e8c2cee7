/**
 * How much memory a stranger's process may take.
 *
 * @module
 */

/** What Deno itself takes of the data of a process, and reserves for code: it is not the stranger's. */
const ofDeno = 640 * 2 ** 20;

/**
 * A command under a limit on its data: heap, buffers and private pages of each of its processes. Where it
 * crashes for that, it leaves no image of its memory behind.
 *
 * @param command the program and its arguments
 * @param bytes the limit
 * @returns the command of a shell that sets the limit and becomes the program
 */
export function limited(command: readonly string[], bytes: number): string[] {
  const kibibytes = String(Math.ceil(bytes / 1024));
  return [
    "sh",
    "-c",
    'ulimit -c 0; ulimit -d "$1" && shift && exec "$@"',
    "sh",
    kibibytes,
    ...command,
  ];
}

/** The limit on the data of a child that is Deno. */
export function limitOfDeno(bytes: number): number {
  return bytes + ofDeno;
}

/** What filling the memory may be taken to cost, in milliseconds: it takes its time, too. */
export const fillingCost = 10_000;
