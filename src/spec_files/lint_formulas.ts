/**
 * The formulas of a spec, each with the names that it may use.
 *
 * @module
 */
import type { Complain, FormulaReader } from "./complain.ts";
import { classAxis } from "../spec/internal.ts";
import type { Spec } from "../spec/mod.ts";

/**
 * Parses every formula of a spec with the names that are there for it.
 *
 * @param spec a loss, extensions merged
 * @param reader throws an error with one sentence when a formula is malformed
 * @param complain receives each problem
 */
export function lintFormulas(spec: Spec, { parse }: FormulaReader, complain: Complain): void {
  const absent = absentIn(spec);
  for (const { path, text, names, axes, isSafe } of formulasOf(spec)) {
    const where = axes === undefined ? spec : { ...spec, axes: { ...spec.axes, ...axes } };
    complaining(path, complain, () => {
      parse(text, names, where);
      if (!isSafe) parse(text, names, where, absent);
    });
  }
}

/** What may be left out, and stands for no number then. */
function absentIn({ inputs, params }: Spec): ReadonlySet<string> {
  return new Set([
    ...Object.keys(inputs).filter((name) =>
      inputs[name].optional && inputs[name].absent === undefined
    ),
    ...Object.keys(params).filter((name) => params[name].nullable),
  ]);
}

/** Puts a loss together in which nothing else is wrong. */
export function lintWhole(spec: Spec, { compile }: FormulaReader, complain: Complain): void {
  complaining("formula", complain, () => compile(spec));
}

function complaining(path: string, complain: Complain, read: () => void): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    complain(path, `cannot be used: ${error.message}`);
  }
}

/** A formula of a spec, where it is, and the names that it may use. */
export interface PlacedFormula {
  readonly path: string;
  readonly text: string;
  readonly names: ReadonlySet<string>;
  /** Lengths of axes that hold where it is asked for. */
  readonly axes?: Readonly<Record<string, number>>;
  /** Whether it needs no guard here: of a loss that is put together without what may be left out, too, or asked only where all is given. */
  readonly isSafe?: true;
}

/**
 * Every formula of a spec.
 *
 * They see inputs, parameters, constants and the lengths of axes; those of the loss itself see its
 * named parts, too, and a part sees the parts before it.
 *
 * @param spec a loss, extensions merged
 * @returns the formulas, in the order of the file
 */
function* formulasOf(spec: Spec): Generator<PlacedFormula> {
  const axes = Object.values(spec.inputs).flatMap(({ shape }) => shape);
  const given = new Set([
    ...Object.keys(spec.inputs),
    ...Object.keys(spec.params),
    ...Object.keys(spec.pinned),
    ...axes.filter((axis) => /[A-Z]/.test(axis)),
  ]);
  const { formula } = spec;
  if (spec.ignore !== undefined) yield { path: "ignore", text: spec.ignore, names: given };
  const parts = new Set(given);
  for (const [name, text] of Object.entries(formula.let)) {
    yield { path: `formula.let.${name}`, text, names: new Set(parts), isSafe: true };
    parts.add(name);
  }
  for (const [name, form] of Object.entries(formula.forms)) {
    const path = `formula.forms.${name}`;
    if (typeof form === "string") {
      yield { path, text: form, names: parts, isSafe: true };
      continue;
    }
    yield { path: `${path}.value`, text: form.value, names: parts, isSafe: true };
    yield* safe(placed(`${path}.gradient`, form.gradient, new Set([...parts, "derivative"])));
  }
  if (formula.wrap !== undefined) {
    yield {
      path: "formula.wrap",
      text: formula.wrap,
      names: new Set([...parts, "base"]),
      isSafe: true,
    };
  }
  for (const [input, forms] of Object.entries(formula.gradient_forms)) {
    yield* safe(placed(`formula.gradient_forms.${input}`, forms, parts));
  }
  for (const [i, { at }] of spec.boundaries.entries()) {
    yield { path: `boundaries[${i}].at`, text: at, names: given };
  }
  for (const [i, invariant] of spec.invariants.entries()) {
    yield* invariantFormulas(`invariants[${i}]`, invariant, given);
  }
}

function* invariantFormulas(
  path: string,
  invariant: Spec["invariants"][number],
  names: ReadonlySet<string>,
): Generator<PlacedFormula> {
  switch (invariant.kind) {
    case "range":
      yield { path: `${path}.from`, text: invariant.from, names };
      yield { path: `${path}.to`, text: invariant.to, names };
      break;
    case "value_when":
      yield { path: `${path}.value`, text: invariant.value, names };
      yield { path: `${path}.condition`, text: invariant.condition, names };
      break;
    case "zero_when":
    case "zero_gradient_when":
      yield { path: `${path}.condition`, text: invariant.condition, names };
      break;
    case "continuous_at":
      yield { path: `${path}.at`, text: invariant.at, names };
      break;
    case "gradient_bounded":
      yield { path: `${path}.by`, text: invariant.by, names };
      break;
    case "bounded_by":
      yield { path: `${path}.factor`, text: invariant.factor, names };
      yield* safe(placed(`${path}.params`, invariant.params, names));
      break;
    case "equals_self_at":
    case "reduces_to": {
      if (typeof invariant.when === "string") {
        yield { path: `${path}.when`, text: invariant.when, names };
      }
      if ("where" in invariant && invariant.where !== undefined) {
        yield { path: `${path}.where`, text: invariant.where, names };
      }
      yield { path: `${path}.factor`, text: invariant.factor, names };
      for (const formula of placed(`${path}.inputs`, invariant.inputs, names)) {
        yield { ...formula, axes: fixedAxes(invariant) };
      }
      yield* safe(placed(`${path}.params`, invariant.params, names));
      break;
    }
    case "limit":
      yield { path: `${path}.scale`, text: invariant.scale, names };
      yield { path: `${path}.other_scale`, text: invariant.other_scale, names };
      yield* placed(`${path}.other_inputs`, invariant.other_inputs, names);
      break;
  }
}

/** The number of classes, where an invariant holds for one alone. */
function fixedAxes(invariant: Spec["invariants"][number]): Readonly<Record<string, number>> {
  const when = "when" in invariant && typeof invariant.when === "object" ? invariant.when : {};
  const count = when[classAxis];
  return typeof count === "number" ? { [classAxis]: count } : {};
}

function* placed(
  path: string,
  formulas: Readonly<Record<string, string>>,
  names: ReadonlySet<string>,
): Generator<PlacedFormula> {
  for (const [name, text] of Object.entries(formulas)) {
    yield { path: `${path}.${name}`, text, names };
  }
}

function* safe(formulas: Iterable<PlacedFormula>): Generator<PlacedFormula> {
  for (const formula of formulas) yield { ...formula, isSafe: true };
}
