/**
 * Which variables of our environment a stranger's process gets: what it needs to find things, no secrets.
 *
 * @module
 */

/** Where programs and libraries are, who and where the user is, and in which language. */
const passedOn = [
  ...["PATH", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "CONDA_PREFIX", "NODE_PATH", "JAVA_HOME"],
  ...["HOME", "USER", "LOGNAME", "SHELL", "TMPDIR", "TMP", "TEMP", "XDG_CACHE_HOME", "DENO_DIR"],
  ...["LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "LC_MESSAGES", "LC_NUMERIC", "TZ"],
  ...["SystemRoot", "SystemDrive", "PATHEXT", "ComSpec", "USERPROFILE", "APPDATA", "LOCALAPPDATA"],
];

/** Deno lets only those set these who may run any program. */
const ofLoaders = ["LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"];

/** A variable that is named besides: `NAME` is passed on, `NAME=value` is set. */
export type EnvironmentWord = string;

/**
 * The environment of a stranger's process.
 *
 * @param words further variables, as `--env` names them
 * @param read reads a variable of ours; absent where it is not set, or may not be read
 * @param anyProgram whether we may run any program
 * @returns every variable of the process
 *
 * @example
 * ```ts
 * import { environmentFor } from "./environment.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const ours: Record<string, string> = { PATH: "/bin", TOKEN: "secret", SEED: "1" };
 * assertEquals(environmentFor(["SEED", "MODE=fast"], (name) => ours[name]), {
 *   PATH: "/bin",
 *   SEED: "1",
 *   MODE: "fast",
 * });
 * ```
 */
export function environmentFor(
  words: readonly EnvironmentWord[],
  read: (name: string) => string | undefined,
  anyProgram = false,
): Record<string, string> {
  const environment: Record<string, string> = {};
  const pass = (name: string): void => {
    const value = read(name);
    if (value !== undefined) environment[name] = value;
  };
  [...passedOn, ...anyProgram ? ofLoaders : []].forEach(pass);
  for (const word of words) {
    const at = word.indexOf("=");
    if (at < 0) pass(word);
    else environment[word.slice(0, at)] = word.slice(at + 1);
  }
  return environment;
}

/** Reads a variable where that is permitted. */
export function readVariable(name: string): string | undefined {
  try {
    return Deno.env.get(name);
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) return undefined;
    throw error;
  }
}
