/**
 * `lossproof spec`: the losses there are, one in full, files checked.
 *
 * @module
 */
import { builtinSpecs } from "../spec/builtin.ts";
import { lintSpec } from "../spec/lint.ts";
import { SpecError } from "../spec/problem.ts";
import { rangeText } from "../spec/range.ts";
import type { Param, Spec } from "../spec/spec.ts";
import { checkFormula } from "./formula_check.ts";
import type { Io } from "./io.ts";
import { table } from "./table.ts";
import { loadWorld, requireLoss } from "./world.ts";

/** Which spec files to read besides the built-in ones. */
export interface SpecOptions {
  readonly spec: readonly string[];
  readonly json?: boolean;
}

/** Prints one line for each loss. */
export async function listSpecs(options: SpecOptions, io: Io): Promise<number> {
  const { all } = await loadWorld(options.spec, io);
  if (options.json) {
    const list = [...all.values()].map(({ id, title, family, summary }) => ({
      id,
      title,
      family,
      summary,
    }));
    io.out(JSON.stringify(list, null, 2) + "\n");
  } else {
    io.out(table([...all.values()].map(({ id, family, summary }) => [id, family, summary])));
  }
  return 0;
}

/** Prints one loss in full, extensions merged. */
export async function showSpec(id: string, options: SpecOptions, io: Io): Promise<number> {
  const { all } = await loadWorld(options.spec, io);
  const spec = requireLoss(all, id);
  io.out(options.json ? JSON.stringify(spec, null, 2) + "\n" : describeSpec(spec));
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
  const { own } = await loadWorld(paths, io);
  const count = own.size === 1 ? "1 spec is" : `${own.size} specs are`;
  io.err(`${count} valid: ${[...own.keys()].join(", ")}\n`);
  return 0;
}

/**
 * A loss, for people.
 *
 * @param spec the loss, extensions merged
 * @returns several lines
 */
export function describeSpec(spec: Spec): string {
  const sections: readonly [heading: string, rows: readonly (readonly string[])[]][] = [
    [
      "Inputs",
      Object.entries(spec.inputs).map(([name, input]) => [
        name,
        `[${input.shape.join(", ")}]`,
        [
          input.kind === "label" ? "label" : input.domain.replaceAll("_", " "),
          ...(input.optional ? ["optional"] : []),
          ...(input.grad ? ["differentiated"] : []),
        ].join(", "),
        input.summary ?? "",
      ]),
    ],
    [
      "Parameters",
      Object.entries(spec.params).map(([name, param]) => [
        name,
        paramText(param),
        param.summary ?? "",
      ]),
    ],
    ["Reductions", spec.reduction.modes.map((mode) => [mode, reductionText(spec, mode)])],
    ["Parts", Object.entries(spec.formula.let)],
    [
      "Forms, the most accurate first",
      Object.entries(spec.formula.forms).map(([name, form]) => [
        name,
        typeof form === "string" ? form : form.value,
      ]),
    ],
    ["Every form is wrapped", spec.formula.wrap === undefined ? [] : [[spec.formula.wrap]]],
    [
      "With these constants",
      Object.entries(spec.pinned).map(([name, value]) => [
        name,
        value === null ? "not given" : String(value),
      ]),
    ],
    ["Obeys", spec.invariants.map(obligationRow)],
    ["Refuses", spec.rejects.map(obligationRow)],
    ["Notes", spec.notes.map((note) => [note])],
    ["Sources", spec.sources.map(({ title, ref }) => [title, ref])],
  ];
  const head = `${spec.title} (${spec.id})\n${spec.summary}\n`;
  const body = sections.filter(([, rows]) => rows.length > 0)
    .map(([heading, rows]) => `\n${heading}\n${table(rows, "  ")}`);
  return head + body.join("");
}

function paramText(param: Param): string {
  const initial = param.default === null ? "absent" : String(param.default);
  const range = rangeText(param);
  return `default ${initial}${range === "a number" ? "" : `, ${range}`}${
    param.nullable ? ", or absent" : ""
  }${param.dialect ? ", a dialect" : ""}`;
}

function reductionText(spec: Spec, mode: Spec["reduction"]["modes"][number]): string {
  const rule = spec.reduction.denominators[mode];
  if (rule === undefined) return mode === "none" ? "the terms" : "the sum of the terms";
  const what = mode === "none" ? "the terms" : "the sum of the terms";
  const count = rule.of.replaceAll("_", " ");
  const divided = rule.divided_by === undefined ? "" : ` / ${rule.divided_by}`;
  const plus = rule.plus === undefined ? "" : ` + ${rule.plus}`;
  const least = rule.minimum === undefined ? "" : `, at least ${rule.minimum}`;
  const given = rule.given_by === undefined ? "" : `, or ${rule.given_by} where given`;
  return `${what} / (${count}${divided}${plus}${least})${given}`;
}

function obligationRow(
  { kind, level, ...rest }: { readonly kind: string; readonly level: string },
): string[] {
  const details = Object.entries(rest)
    .filter(([key, value]) => key !== "note" && !isEmpty(value) && value !== neutral[key])
    .map(([key, value]) => `${key}: ${detailText(value)}`);
  return [level, kind.replaceAll("_", " "), details.join(", ")];
}

/** Values that say nothing. */
const neutral: Readonly<Record<string, unknown>> = {
  factor: "1",
  scale: "1",
  other_scale: "1",
  reductions: true,
};

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

function detailText(value: unknown): string {
  if (Array.isArray(value)) return value.map(String).join(" ");
  if (typeof value !== "object" || value === null) return String(value);
  return Object.entries(value).map(([key, part]) => `${key} = ${part}`).join(" ");
}
