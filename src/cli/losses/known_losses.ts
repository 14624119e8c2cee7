/**
 * The losses that a command knows: the built-in ones and those of the user's files.
 *
 * @module
 */
import { createOracle } from "../../oracle/mod.ts";
import { builtinSpecs, type Spec } from "../../spec/mod.ts";
import { didYouMean } from "../../spec/internal.ts";
import {
  type LoadedSpec,
  parseSpec,
  type Problem,
  resolveSpecs,
  SpecError,
} from "../../spec_files/mod.ts";
import { WrongCommand } from "../failure.ts";
import type { Io } from "../world/io.ts";
import { formulaReader } from "./formula_reader.ts";
import { formProblems } from "./form_problems.ts";
import { plainProblems } from "./plain_problems.ts";

/** The losses of spec files, and all that there are. */
export interface KnownLosses {
  /** Those of the files, by id. */
  readonly own: ReadonlyMap<string, Spec>;
  /** The built-in ones, then those of the files. */
  readonly all: ReadonlyMap<string, Spec>;
}

/** The text of a spec file. */
export interface SpecText {
  /** The file's name, for messages. */
  readonly file: string;
  readonly text: string;
}

/**
 * Reads the user's spec files.
 *
 * @param paths files; none = only the built-in losses
 * @param io reads them
 * @throws {SpecError} with the problems of all files, also when the forms of a loss are not one function, or the
 * oracle and a plain reading of it are not
 */
export async function loadLosses(paths: readonly string[], io: Io): Promise<KnownLosses> {
  const own = await resolveFiles(parseFiles(await readFiles(paths, io)), builtinSpecs);
  return { own, all: new Map([...builtinSpecs, ...own]) };
}

/** Reads files, one after the other. */
export async function readFiles(paths: readonly string[], io: Io): Promise<SpecText[]> {
  const texts: SpecText[] = [];
  for (const file of paths) texts.push({ file, text: await io.readText(file) });
  return texts;
}

/**
 * The specs in files.
 *
 * @throws {SpecError} with the problems of all that are no specs
 */
export function parseFiles(texts: readonly SpecText[]): LoadedSpec[] {
  const files: LoadedSpec[] = [];
  const problems: Problem[] = [];
  for (const { file, text } of texts) {
    try {
      files.push({ file, spec: parseSpec(text, file) });
    } catch (error) {
      if (!(error instanceof SpecError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new SpecError(problems);
  return files;
}

/**
 * The losses that spec files describe.
 *
 * @param files specs as read
 * @param known losses that are there already
 * @throws {SpecError} with the problems of all files, also when the forms of a loss are not one function, or the
 * oracle and a plain reading of it are not
 */
export async function resolveFiles(
  files: readonly LoadedSpec[],
  known: ReadonlyMap<string, Spec>,
): Promise<ReadonlyMap<string, Spec>> {
  const own = resolveSpecs(files, { known, reader: formulaReader });
  if (own.size === 0) return own;
  const oracle = await createOracle(own.values());
  const different = files.flatMap(({ file, spec: { id } }) =>
    formProblems(own.get(id)!, file, oracle)
  );
  if (different.length > 0) throw new SpecError(different);
  const doubtful = files.flatMap(({ file, spec: { id } }) =>
    plainProblems(own.get(id)!, file, oracle)
  );
  if (doubtful.length > 0) throw new SpecError(doubtful);
  return own;
}

/**
 * A loss by its id.
 *
 * @throws {WrongCommand} when there is none; the message names the nearest
 */
export function requireLoss(specs: ReadonlyMap<string, Spec>, id: string): Spec {
  const spec = specs.get(id);
  if (spec === undefined) {
    throw new WrongCommand(`Unknown loss "${id}"${didYouMean(id, specs.keys())}`);
  }
  return spec;
}
