/**
 * Words of a command, as a POSIX shell reads them.
 *
 * @module
 */

/** A word, quoted where the shell would read something else. */
export function shellWord(word: string): string {
  return /^[A-Za-z0-9_\/.:=,@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
