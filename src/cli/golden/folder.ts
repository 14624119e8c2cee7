/**
 * What the commands about the golden folder share: making it, and reading fixtures from it.
 *
 * @module
 */
import { fromFileUrl, join, relative } from "@std/path";
import {
  type Files,
  type Fixture,
  isRejection,
  manifestName,
  manifestProblems,
  outputsOf,
  produce,
  type Produced,
  readFixture,
  toText,
} from "../../golden/internal.ts";
import { graphFiles, recordOf } from "../../losses/internal.ts";
import { builtinSpecs } from "../../spec/mod.ts";
import { type Problem, SpecError } from "../../spec_files/mod.ts";
import { renamedForm } from "../../spec/internal.ts";
import { WrongCommand } from "../failure.ts";
import type { Io } from "../world/io.ts";

/** Where the folder is. */
export interface FolderOptions {
  readonly folder: string;
}

/** Lossproof's own golden folder, as seen from the working directory. */
export function shippedFolder(): string {
  return relative(Deno.cwd(), fromFileUrl(new URL(import.meta.resolve("lossproof/golden/")))) ||
    ".";
}

/** Makes all files, showing how far it is; Ctrl-C ends it between two losses. */
export async function produceShowing(io: Io, signal: AbortSignal | undefined): Promise<Produced> {
  const progress = io.progress?.(builtinSpecs.size);
  try {
    return await produce({
      specs: builtinSpecs,
      ideas: (loss) => recordOf(loss)?.ideas ?? [],
      graphs: new Map(graphFiles().map(({ name, build }) => [`onnx/${name}`, build()])),
      ...signal && { signal },
      onLoss: (loss, done) => progress?.update(done, loss),
    });
  } finally {
    progress?.stop();
  }
}

/**
 * Reads a folder that must be there.
 *
 * @throws {WrongCommand} when it is not, or holds nothing
 */
export async function requireFolder(folder: string, io: Io): Promise<Files> {
  const files = await io.readFolder(folder);
  if (files === undefined || files.size === 0) {
    throw new WrongCommand(
      `Cannot read "${folder}": there are no golden files; lossproof golden generate makes them`,
    );
  }
  return files;
}

/**
 * The golden files of a folder.
 *
 * @param files all of its files
 * @param folder its name, for messages
 * @returns the fixtures by file: what lies at the top and is neither manifest nor schema
 * @throws {SpecError} with the problems of all files
 */
export function fixturesIn(files: Files, folder: string): ReadonlyMap<string, Fixture> {
  const fixtures = new Map<string, Fixture>();
  const problems: Problem[] = [];
  for (const [file, bytes] of files) {
    if (!/^\w+\.json$/.test(file) || [manifestName, "schema.json"].includes(file)) continue;
    try {
      fixtures.set(file, readFixture(toText(bytes), join(folder, file)));
    } catch (error) {
      if (error instanceof SpecError) problems.push(...error.problems);
      else if (error instanceof TypeError) {
        problems.push({ file: join(folder, file), path: "", what: "is no UTF-8 text" });
      } else throw error;
    }
  }
  if (problems.length > 0) throw new SpecError(problems);
  return fixtures;
}

/**
 * Refuses fixtures that name a form as it was called before.
 *
 * @param fixtures the fixtures by file
 * @param folder its name, for messages
 * @throws {SpecError} with the place of the first former name in each file
 */
export function requireCurrentForms(
  fixtures: ReadonlyMap<string, Fixture>,
  folder: string,
): void {
  const problems = [...fixtures].flatMap(([file, { cases }]) =>
    cases.flatMap((golden, i) => {
      const spec = builtinSpecs.get(golden.call.loss);
      if (spec === undefined || isRejection(golden)) return [];
      return outputsOf(golden).flatMap(([output, { forms }]) =>
        forms.flatMap(({ name }): Problem[] => {
          const now = renamedForm(name, [spec]);
          return now === undefined ? [] : [{
            file: join(folder, file),
            path: `cases[${i}] ("${golden.name}"), ${output}`,
            what: `names the form "${name}", which is called "${now}" now: ` +
              "lossproof golden generate makes the files anew",
          }];
        })
      );
    }).slice(0, 1)
  );
  if (problems.length > 0) throw new SpecError(problems);
}

/**
 * Refuses a folder that is not what its manifest says, or has none: cases that are gone would be missed by
 * nobody. What is there besides, and is no fixture, matters to nobody.
 *
 * @param files all of its files
 * @param fixtures those that are read
 * @param folder its name, for messages
 * @throws {SpecError} with the files that are missing or whose digest is another, or what is wrong with
 * the manifest
 */
export function requireDigests(
  files: Files,
  fixtures: ReadonlyMap<string, Fixture>,
  folder: string,
): void {
  const problems = manifestProblems(files)
    .filter(({ file }) => file === manifestName || fixtures.has(file) || !files.has(file))
    .map(({ file, what }) => ({ file: join(folder, file), path: "", what }));
  if (problems.length > 0) throw new SpecError(problems);
}
