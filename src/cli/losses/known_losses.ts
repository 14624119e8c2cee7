/**
 * The losses that a command knows: the built-in ones and those of the user's files.
 *
 * @module
 */
import { createOracle } from "../../oracle/oracle.ts";
import { builtinSpecs } from "../../spec/builtin.ts";
import { parseSpec, resolveSpecs } from "../../spec/load.ts";
import { type Problem, SpecError } from "../../spec/problem.ts";
import type { Spec, SpecFile } from "../../spec/spec.ts";
import { didYouMean } from "../../spec/suggest.ts";
import { WrongCommand } from "../failure.ts";
import type { Io } from "../world/io.ts";
import { checkFormula } from "./check_formula.ts";
import { formProblems } from "./form_problems.ts";

/** The losses of spec files, and all that there are. */
export interface KnownLosses {
  /** Those of the files, by id. */
  readonly own: ReadonlyMap<string, Spec>;
  /** The built-in ones, then those of the files. */
  readonly all: ReadonlyMap<string, Spec>;
}

/**
 * Reads the user's spec files.
 *
 * @param paths files; none = only the built-in losses
 * @param io reads them
 * @throws {SpecError} with the problems of all files, also when the forms of a loss are not one function
 */
export async function loadLosses(paths: readonly string[], io: Io): Promise<KnownLosses> {
  const files: { file: string; spec: SpecFile }[] = [];
  const problems: Problem[] = [];
  for (const file of paths) {
    const text = await io.readText(file);
    try {
      files.push({ file, spec: parseSpec(text, file) });
    } catch (error) {
      if (!(error instanceof SpecError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new SpecError(problems);
  const own = resolveSpecs(files, { known: builtinSpecs, checkFormula });
  if (own.size > 0) {
    const oracle = await createOracle(own.values());
    const different = files.flatMap(({ file, spec: { id } }) =>
      formProblems(own.get(id)!, file, oracle)
    );
    if (different.length > 0) throw new SpecError(different);
  }
  return { own, all: new Map([...builtinSpecs, ...own]) };
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
