/**
 * `lossproof spec`: the losses there are, one in full, files checked.
 *
 * @module
 */
import { builtinSpecs } from "../../spec/builtin.ts";
import { lintSpec } from "../../spec/lint.ts";
import { SpecError } from "../../spec/problem.ts";
import { checkFormula } from "../losses/check_formula.ts";
import { loadLosses, requireLoss } from "../losses/known_losses.ts";
import { table } from "../output/table.ts";
import type { Io } from "../world/io.ts";
import { describeSpec } from "./text.ts";

/** Which spec files to read besides the built-in ones. */
export interface SpecOptions {
  readonly spec: readonly string[];
  readonly json?: boolean;
}

/** Prints one line for each loss. */
export async function listSpecs(options: SpecOptions, io: Io): Promise<number> {
  const { all } = await loadLosses(options.spec, io);
  if (options.json) {
    const list = [...all.values()].map(({ id, title, family, summary }) => ({
      id,
      title,
      family,
      summary,
    }));
    io.out(JSON.stringify(list, null, 2) + "\n");
  } else {
    const rows = [...all.values()].map(({ id, family, summary }) => [id, family, summary]);
    io.out(table(rows, { width: io.columns }));
  }
  return 0;
}

/** Prints one loss in full, extensions merged. */
export async function showSpec(id: string, options: SpecOptions, io: Io): Promise<number> {
  const { all } = await loadLosses(options.spec, io);
  const spec = requireLoss(all, id);
  const text = () => describeSpec(spec, { color: io.color, width: io.columns });
  io.out(options.json ? JSON.stringify(spec, null, 2) + "\n" : text());
  return 0;
}

/** Checks spec files, the built-in ones where none are named. */
export async function validateSpecs(paths: readonly string[], io: Io): Promise<number> {
  if (paths.length === 0) {
    const problems = [...builtinSpecs.values()].flatMap((spec) =>
      lintSpec(spec, `spec/${spec.id}.json`, builtinSpecs, checkFormula)
    );
    if (problems.length > 0) throw new SpecError(problems);
    io.err(`${builtinSpecs.size} built-in specs are valid\n`);
    return 0;
  }
  const { own } = await loadLosses(paths, io);
  const count = own.size === 1 ? "1 spec is" : `${own.size} specs are`;
  io.err(`${count} valid: ${[...own.keys()].join(", ")}\n`);
  return 0;
}
