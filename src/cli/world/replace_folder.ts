/**
 * Replacing a folder: there is no moment without it, and a run that is killed meanwhile is finished by the
 * next one.
 *
 * The new files are written beside the folder, whole, and only then put in place, each by a rename. So
 * each file is the old one or the new one, at any moment.
 *
 * @module
 */
import { basename, dirname, join, resolve } from "@std/path";
import type { Files } from "../../golden/internal.ts";
import { writeFailure } from "./file_failure.ts";
import { besidePath, leftoversIn, sweep } from "./leftovers.ts";

/**
 * Finds out whether a folder could be replaced, before the work of making its files, and finishes what
 * a killed run began.
 *
 * @throws {WrongCommand} when it could not
 */
export function requireReplaceable(path: string): Promise<void> {
  const beside = besidePath(path, "tmp");
  const inside = join(path, basename(beside));
  try {
    Deno.mkdirSync(beside, { recursive: true });
    Deno.removeSync(beside);
    if (isThere(path)) {
      Deno.mkdirSync(inside);
      Deno.removeSync(inside);
    }
    finishReplacing(path);
  } catch (error) {
    return Promise.reject(writeFailure(path, error));
  }
  return Promise.resolve();
}

/**
 * Replaces a folder. No signal but one that kills can come in between, since nothing waits.
 *
 * @param path the folder; those above it that are missing are made
 * @param files all that it is to hold
 * @throws {WrongCommand} when the files cannot be written; the folder is then as it was
 */
export function replaceFolder(path: string, files: Files): Promise<void> {
  const made = besidePath(path, "tmp");
  try {
    for (const [name, bytes] of files) {
      const file = join(made, name);
      Deno.mkdirSync(dirname(file), { recursive: true });
      Deno.writeFileSync(file, bytes, { createNew: true });
    }
    if (isThere(path)) {
      const whole = besidePath(path, "new");
      Deno.renameSync(made, whole);
      putInPlace(whole, path);
    } else {
      Deno.renameSync(made, path);
    }
  } catch (error) {
    if (isThere(made)) Deno.removeSync(made, { recursive: true });
    return Promise.reject(writeFailure(path, error));
  }
  return Promise.resolve();
}

/** Puts what a killed run left whole in its place, and clears the rest of its leftovers away. */
function finishReplacing(path: string): void {
  const folder = dirname(resolve(path));
  for (const left of leftoversIn(folder)) {
    if (left.of !== basename(resolve(path))) continue;
    if (left.stage === "new") putInPlace(left.path, path);
    // Earlier versions moved the folder away for a moment.
    if (left.stage === "old") {
      if (isThere(path)) Deno.removeSync(left.path, { recursive: true });
      else Deno.renameSync(left.path, path);
    }
  }
  sweep(folder);
}

/** Copies every file to its place, removes what is there besides, then the source. */
function putInPlace(source: string, path: string): void {
  if (!isThere(path)) return Deno.renameSync(source, path);
  const names = filesBelow(source);
  for (const name of names) {
    const target = join(path, name);
    makeRoom(path, name);
    const beside = besidePath(target, "tmp");
    Deno.copyFileSync(join(source, name), beside);
    Deno.renameSync(beside, target);
  }
  const kept = new Set(names);
  for (const name of filesBelow(path)) if (!kept.has(name)) Deno.removeSync(join(path, name));
  removeEmpty(path);
  // A part of it would be taken for the whole.
  const done = besidePath(path, "tmp");
  Deno.renameSync(source, done);
  Deno.removeSync(done, { recursive: true });
}

/** Makes the folders above a file; what stands where it or one of them is to be goes. */
function makeRoom(path: string, name: string): void {
  const parts = name.split("/");
  for (const length of parts.keys()) {
    const at = join(path, ...parts.slice(0, length + 1));
    const isFolder = length + 1 < parts.length;
    const there = typeAt(at);
    if (there !== undefined && there.isDirectory !== isFolder) {
      Deno.removeSync(at, { recursive: true });
    }
  }
  Deno.mkdirSync(dirname(join(path, name)), { recursive: true });
}

function filesBelow(path: string, prefix = ""): string[] {
  return [...Deno.readDirSync(path)].flatMap(({ name, isDirectory }) =>
    isDirectory ? filesBelow(join(path, name), `${prefix}${name}/`) : [prefix + name]
  );
}

function removeEmpty(path: string): void {
  for (const { name, isDirectory } of [...Deno.readDirSync(path)]) {
    if (!isDirectory) continue;
    const folder = join(path, name);
    removeEmpty(folder);
    if ([...Deno.readDirSync(folder)].length === 0) Deno.removeSync(folder);
  }
}

function typeAt(path: string): Deno.FileInfo | undefined {
  try {
    return Deno.lstatSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

function isThere(path: string): boolean {
  return typeAt(path) !== undefined;
}
