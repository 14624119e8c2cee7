/**
 * `lossproof spec`: the losses there are, one in full, files checked.
 *
 * @module
 */
import { legibleJson } from "../../foreign_text.ts";
import { builtinSpecs } from "../../spec/mod.ts";
import { isJsonSchema, lintSpec } from "../../spec_files/internal.ts";
import { SpecError } from "../../spec_files/mod.ts";
import { formulaReader } from "../losses/formula_reader.ts";
import {
  loadLosses,
  parseFiles,
  readFiles,
  requireLoss,
  resolveFiles,
} from "../losses/known_losses.ts";
import { table } from "../output/table.ts";
import type { Io } from "../world/io.ts";
import { describeSpec } from "./text.ts";

/** Which spec files to read besides the built-in ones. */
export interface SpecOptions {
  readonly spec: readonly string[];
  readonly json?: boolean;
}

/** Prints one line for each loss, and how many there are of each family. */
export async function listSpecs(options: SpecOptions, io: Io): Promise<number> {
  const { all } = await loadLosses(options.spec, io);
  if (options.json) {
    const list = [...all.values()].map(({ id, title, family, summary }) => ({
      id,
      title,
      family,
      summary,
    }));
    io.out(legibleJson(JSON.stringify(list, null, 2)) + "\n");
  } else {
    const rows = [...all.values()].map(({ id, family, summary }) => [id, family, summary]);
    const families = Map.groupBy(all.values(), ({ family }) => family);
    const counts = Array.from(families, ([family, { length }]) => [family, String(length)]);
    io.out(table(rows, { width: io.columns }));
    io.out(`\n${table([...counts, ["all", String(all.size)]])}`);
  }
  return 0;
}

/** Prints one loss in full, extensions merged. */
export async function showSpec(id: string, options: SpecOptions, io: Io): Promise<number> {
  const { all } = await loadLosses(options.spec, io);
  const spec = requireLoss(all, id);
  const text = () => describeSpec(spec, { color: io.color, width: io.columns });
  io.out(options.json ? legibleJson(JSON.stringify(spec, null, 2)) + "\n" : text());
  return 0;
}

/**
 * Checks spec files, the built-in ones where none are named. A file with the id of a built-in loss is
 * checked in its place; JSON Schemas, which stand beside specs, are left out where there are specs, too.
 */
export async function validateSpecs(paths: readonly string[], io: Io): Promise<number> {
  if (paths.length === 0) return validateBuiltin(io);
  const texts = await readFiles(paths, io);
  const specs = texts.filter(({ text }) => !holdsJsonSchema(text));
  const files = parseFiles(specs.length === 0 ? texts : specs);
  const ids = files.map(({ spec }) => spec.id);
  const others = new Map([...builtinSpecs].filter(([id]) => !ids.includes(id)));
  await resolveFiles(files, others);
  const schemas = texts.filter((file) => !specs.includes(file));
  const [builtin, own] = [true, false].map((is) => ids.filter((id) => builtinSpecs.has(id) === is));
  io.err([
    ...sentence(
      schemas.map(({ file }) => file),
      "JSON Schema is left out",
      "JSON Schemas are left out",
    ),
    ...sentence(own, "spec is valid", "specs are valid"),
    ...sentence(
      builtin,
      "spec is valid in place of the built-in one",
      "specs are valid in place of the built-in ones",
    ),
  ].join(""));
  return 0;
}

function validateBuiltin(io: Io): number {
  const problems = [...builtinSpecs.values()].flatMap((spec) =>
    lintSpec(spec, `spec/${spec.id}.json`, builtinSpecs, formulaReader)
  );
  if (problems.length > 0) throw new SpecError(problems);
  io.err(`${builtinSpecs.size} built-in specs are valid\n`);
  return 0;
}

function holdsJsonSchema(text: string): boolean {
  try {
    return isJsonSchema(JSON.parse(text));
  } catch {
    return false;
  }
}

/** `2 specs are valid: a, b`; nothing of nothing. */
function sentence(names: readonly string[], one: string, several: string): string[] {
  if (names.length === 0) return [];
  return [`${names.length} ${names.length === 1 ? one : several}: ${names.join(", ")}\n`];
}
