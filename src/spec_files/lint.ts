/**
 * What a schema cannot say: that a spec speaks only of what it has.
 *
 * @module
 */
import { type Complain, type FormulaReader, unknown } from "./complain.ts";
import { lintAxes } from "./lint_axes.ts";
import { lintFormulas, lintWhole } from "./lint_formulas.ts";
import { lintInvariants } from "./lint_invariants.ts";
import type { Problem } from "./problem.ts";
import type { Denominator, Param, Spec } from "../spec/mod.ts";
import {
  copiedRename,
  corners,
  didYouMean,
  inRange,
  isOfLabels,
  rangeText,
} from "../spec/internal.ts";
import { rejectNames } from "./resolve.ts";

/**
 * Finds the names that do not exist and the rules that contradict each other.
 *
 * @param spec a loss, extensions merged
 * @param file where it came from
 * @param losses every loss there is, this one included
 * @param reader reads formulas; absent = they are taken as they are
 * @returns the problems, in the order of the file
 */
export function lintSpec(
  spec: Spec,
  file: string,
  losses: ReadonlyMap<string, Spec>,
  reader?: FormulaReader,
): Problem[] {
  const problems: Problem[] = [];
  const complain: Complain = (path, what) => problems.push({ file, path, what });
  lintNames(spec, complain);
  lintInputs(spec, complain);
  lintAxes(spec, complain);
  for (const [name, param] of Object.entries(spec.params)) {
    lintParam(`params.${name}`, param, complain);
  }
  lintReduction(spec, complain);
  lintRenamed(spec, losses, complain);
  lintBoundaries(spec, complain);
  lintInvariants(spec, losses, complain);
  lintRejects(spec, complain);
  if (reader !== undefined) lintFormulas(spec, reader, complain);
  if (reader !== undefined && problems.length === 0) lintWhole(spec, reader, complain);
  return problems;
}

function lintNames(spec: Spec, complain: Complain): void {
  const owners = new Map<string, string>([
    ["base", "the wrapped formula"],
    ["derivative", "the automatic gradient"],
    ["upstream", "the gradient from above"],
    ...Object.values(spec.inputs).flatMap(({ shape }) =>
      shape.map((axis): [string, string] => [axis, `the axis "${axis}"`])
    ),
  ]);
  const groups = {
    inputs: spec.inputs,
    params: spec.params,
    pinned: spec.pinned,
    "formula.let": spec.formula.let,
  };
  for (const [group, record] of Object.entries(groups)) {
    for (const name of Object.keys(record)) {
      const path = `${group}.${name}`;
      const owner = owners.get(name);
      if (owner !== undefined) complain(path, `has a name that is taken by ${owner}`);
      owners.set(name, path);
    }
  }
}

function lintRenamed(
  { id, formula: { forms, renamed } }: Spec,
  losses: ReadonlyMap<string, Spec>,
  complain: Complain,
): void {
  for (const [former, now] of Object.entries(renamed)) {
    const path = `formula.renamed.${former}`;
    if (Object.hasOwn(forms, former)) complain(path, "is the name of a form");
    if (!Object.hasOwn(forms, now)) {
      complain(path, `names "${now}", which is no form${didYouMean(now, Object.keys(forms))}`);
    }
  }
  for (const [name, form] of Object.entries(forms)) {
    const now = copiedRename(name, form, [...losses.values()].filter((loss) => loss.id !== id));
    if (now !== undefined) complain(`formula.forms.${name}`, `is called "${now}" now`);
  }
}

/** Whether the entries along the last axis are called as the corners of a box are. */
function isOfCorners({ axes = {} }: Spec, shape: readonly string[]): boolean {
  return String(axes[shape.at(-1) ?? ""]) === String(corners);
}

/** Whether a formula takes the entry that a label names. */
function takesAt(texts: string, label: string): boolean {
  return new RegExp(`\\btake\\((?:[^()]|\\([^()]*\\))*,\\s*${label}\\b`).test(texts);
}

function lintInputs(spec: Spec, complain: Complain): void {
  const texts = JSON.stringify(spec.formula);
  const axes = new Set(Object.values(spec.inputs).flatMap(({ shape }) => shape));
  for (const [name, input] of Object.entries(spec.inputs)) {
    const path = `inputs.${name}`;
    const label = input.kind === "label";
    if (label !== isOfLabels(input.domain)) {
      complain(
        `${path}.domain`,
        'must be "classes" or "classes_or_background" for a label, and for nothing else',
      );
    }
    if (label && !axes.has("C")) complain(path, 'is a label, but no input has the axis "C"');
    if (label && input.grad) complain(`${path}.grad`, "must be false for a label");
    if (input.domain === "box" && !isOfCorners(spec, input.shape)) {
      complain(`${path}.domain`, `is "box": its last axis must be one of ${corners.join(", ")}`);
    }
    if (input.domain === "classes_or_background" && takesAt(texts, name)) {
      complain(path, `may be the background, which has no entry: use onehot(${name}), not take`);
    }
    if (input.grad && input.optional) complain(`${path}.grad`, "must be false where optional");
    if (input.absent !== undefined && !input.optional) {
      complain(`${path}.absent`, "is only for inputs that are optional");
    }
    const used = new RegExp(`\\b${name}\\b`).test(texts);
    const guarded = new RegExp(`\\bgiven\\(\\s*${name}\\s*\\)`).test(texts);
    if (input.optional && input.absent === undefined && used && !guarded) {
      const guard = `where(given(${name}), …, …)`;
      complain(path, `is optional: say what its absence stands for ("absent": 1), or use ${guard}`);
    }
  }
}

function lintParam(path: string, param: Param, complain: Complain): void {
  const { default: initial, nullable, samples = [] } = param;
  if (initial === null && !nullable) {
    complain(`${path}.default`, 'is null: that needs "nullable": true');
  }
  const range = rangeText(param);
  if (initial !== null && !inRange(initial, param)) {
    complain(`${path}.default`, `must be ${range}, got ${initial}`);
  }
  for (const [i, sample] of samples.entries()) {
    if (!inRange(sample, param)) {
      complain(`${path}.samples[${i}]`, `must be ${range}, got ${sample}`);
    }
  }
}

function lintReduction(spec: Spec, complain: Complain): void {
  const { modes, denominators, dialects } = spec.reduction;
  if (new Set(modes).size < modes.length) complain("reduction.modes", "names a mode twice");
  if (modes.includes("mean") && denominators.mean === undefined) {
    complain("reduction.denominators", 'must say what "mean" divides by');
  }
  const tables = { denominators, ...prefixed("dialects", dialects) };
  for (const [table, byMode] of Object.entries(tables)) {
    for (const mode of modesOf(byMode)) {
      const path = `reduction.${table}.${mode}`;
      if (!modes.includes(mode)) complain(path, `is of a mode that reduction.modes has not`);
      lintDenominator(spec, path, byMode[mode]!, complain);
    }
  }
}

type ByMode = Spec["reduction"]["denominators"];

function modesOf(byMode: ByMode): (keyof ByMode)[] {
  return Object.keys(byMode) as (keyof ByMode)[];
}

function prefixed<T>(prefix: string, record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([key, v]) => [`${prefix}.${key}`, v]));
}

function lintDenominator(spec: Spec, path: string, rule: Denominator, complain: Complain): void {
  const params = Object.keys(spec.params);
  const divisors = { divided_by: rule.divided_by, given_by: rule.given_by };
  for (const [key, name] of Object.entries(divisors)) {
    if (name === undefined) continue;
    if (!params.includes(name)) {
      complain(`${path}.${key}`, unknown("parameter", name, params));
    } else if (key === "given_by" && !spec.params[name].nullable) {
      complain(`${path}.given_by`, `names "${name}", which is always given: it is not nullable`);
    }
  }
  if (rule.given_plus !== undefined && rule.given_by === undefined) {
    complain(`${path}.given_plus`, "is added to what given_by names, and nothing is named");
  }
  const roles = Object.values(spec.inputs).map(({ role }) => role);
  const needed = rule.of === "sum_of_label_weights" ? "class_weight" : "weight";
  if (/weights$/.test(rule.of) && !roles.includes(needed)) {
    complain(`${path}.of`, `is "${rule.of}", but no input has the role "${needed}"`);
  }
}

function lintBoundaries(spec: Spec, complain: Complain): void {
  const inputs = Object.keys(spec.inputs);
  for (const [i, { input }] of spec.boundaries.entries()) {
    if (!inputs.includes(input)) {
      complain(`boundaries[${i}].input`, unknown("input", input, inputs));
    }
  }
}

function lintRejects(spec: Spec, complain: Complain): void {
  const inputs = Object.keys(spec.inputs);
  const params = Object.keys(spec.params);
  for (const [i, reject] of spec.rejects.entries()) {
    const [kind, known] = "param" in reject ? ["parameter", params] : ["input", inputs];
    for (const name of rejectNames(reject)) {
      if (!known.includes(name)) complain(`rejects[${i}]`, unknown(kind, name, known));
    }
    if (reject.kind === "label_out_of_range" && spec.inputs[reject.input]?.kind === "float") {
      complain(`rejects[${i}].input`, `is "${reject.input}", which is no label`);
    }
  }
}
