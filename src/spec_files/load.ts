/**
 * Spec files: text to data, data to losses.
 *
 * @module
 */
import type { LoadedSpec } from "./loaded_spec.ts";
import { isJsonSchema } from "./is_json_schema.ts";
import { parseJson } from "./json_text.ts";
import { lintSpec } from "./lint.ts";
import type { FormulaReader } from "./complain.ts";
import { type Problem, schemaProblems, SpecError } from "./problem.ts";
import { resolve } from "./resolve.ts";
import { extensionSchema, wholeSchema } from "./schema.ts";
import type { Spec, SpecFile } from "../spec/mod.ts";

/** What the resolution of specs may rely on. */
export interface ResolveOptions {
  /** Losses that are there already, e.g. the built-in ones; they can be extended and referred to. */
  readonly known?: ReadonlyMap<string, Spec>;
  /** Reads formulas; without it they are taken as they are. */
  readonly reader?: FormulaReader;
}

/**
 * Reads the text of one spec file.
 *
 * @param text strict JSON
 * @param file the file's name, for messages
 * @returns a loss in full, or one that extends another, defaults filled in
 * @throws {SpecError} when it is no JSON, or does not fit the schema
 *
 * @example
 * ```ts
 * import { parseSpec, SpecError } from "lossproof";
 * import { assertEquals, assertThrows } from "@std/assert";
 *
 * const text = '{ "id": "my_loss", "extends": "l1_loss", "wrap": "0.5 * base" }';
 * assertEquals(parseSpec(text, "my_loss.json").id, "my_loss");
 * assertThrows(
 *   () => parseSpec(text.replace("wrap", "wrpa"), "my_loss.json"),
 *   SpecError,
 *   'my_loss.json: the file has an unknown key "wrpa": did you mean "wrap"?',
 * );
 * ```
 */
export function parseSpec(text: string, file: string): SpecFile {
  return readSpec(parseJson(text, file), file);
}

/**
 * Reads the data of one spec file.
 *
 * @param data what the JSON holds
 * @param file the file's name, for messages
 * @returns a loss in full, or one that extends another, defaults filled in
 * @throws {SpecError} when it does not fit the schema
 */
export function readSpec(data: unknown, file: string): SpecFile {
  if (isJsonSchema(data)) {
    throw new SpecError([{ file, path: "", what: "is a JSON Schema, not a spec" }]);
  }
  const extending = typeof data === "object" && data !== null && "extends" in data;
  const read = (extending ? extensionSchema : wholeSchema).safeParse(data);
  if (read.success) return read.data;
  throw new SpecError(schemaProblems(file, read.error.issues, data));
}

/**
 * The losses that spec files describe: extensions merged into their bases, every name checked.
 *
 * @param files specs as read, in any order
 * @param options losses that are there already, and the formula parser
 * @returns the losses of these files by id, in the order of the files
 * @throws {SpecError} when an id is there twice, a base is missing or extends itself, or a spec
 * speaks of something that it does not have
 *
 * @example
 * ```ts
 * import { builtinSpecs, parseSpec, resolveSpecs } from "lossproof";
 * import { assertEquals } from "@std/assert";
 *
 * const text = '{ "id": "half_l1_loss", "extends": "l1_loss", "wrap": "0.5 * base" }';
 * const file = "half_l1_loss.json";
 * const specs = resolveSpecs([{ file, spec: parseSpec(text, file) }], { known: builtinSpecs });
 * assertEquals(Object.keys(specs.get("half_l1_loss")!.inputs), ["pred", "target"]);
 * ```
 */
export function resolveSpecs(
  files: readonly LoadedSpec[],
  options: ResolveOptions = {},
): ReadonlyMap<string, Spec> {
  const known = options.known ?? new Map<string, Spec>();
  const { specs, problems: broken } = resolve(files, known);
  const all = new Map([...known, ...specs]);
  const problems: Problem[] = [...broken];
  for (const { file, spec: { id } } of files) {
    const spec = specs.get(id);
    if (spec !== undefined) problems.push(...lintSpec(spec, file, all, options.reader));
  }
  if (problems.length > 0) throw new SpecError(problems);
  return specs;
}
