/**
 * Why a file cannot be read or written, for people.
 *
 * @module
 */
import { WrongCommand } from "../failure.ts";

/** What to say when a file or folder cannot be written. */
export function writeFailure(path: string, error: unknown): WrongCommand {
  return new WrongCommand(`Cannot write "${path}": ${denied("write", path, error)}`, {
    cause: error,
  });
}

/** Why it was not permitted to read or write, and what would permit it. */
export function denied(verb: "read" | "write", path: string, error: unknown): string {
  if (!(error instanceof Deno.errors.NotCapable)) return reasonOf(error);
  const flag = error.message.includes("--allow-all") ? "--allow-all" : `--allow-${verb}=${path}`;
  const below = { name: verb, path: Deno.cwd() };
  const granted = Deno.permissions.querySync(below).state === "granted";
  const here = granted ? `${verb} below ${Deno.cwd()}, or ` : "";
  return `lossproof is not permitted to: ${here}run src/cli/main.ts with ${flag}`;
}

const reasons: Readonly<Record<string, string>> = {
  NotFound: "there is no such file",
  PermissionDenied: "the system does not permit it",
  IsADirectory: "it is a folder",
  NotADirectory: "a part of the path is no folder",
  AlreadyExists: "a part of the path is no folder",
};

/** Why the system refused, in words; its own without what Deno did, where there are no better ones. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ("code" in error && error.code === "ENOSPC") return "there is no space left";
  return reasons[error.name] ?? error.message.replace(/ \(os error \d+\).*$/s, "");
}
