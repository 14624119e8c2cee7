/**
 * Mutants that are generated: every formula of a spec with one mistake, every divisor another one, every
 * invalid call taken.
 *
 * @module
 */
import { compile, type Compiled } from "../../src/oracle/internal.ts";
import type { Call, Denominator, Form, Formula, Reduction, Spec } from "../../src/spec/mod.ts";
import { filled } from "../../src/tensor/internal.ts";
import { FormulaError } from "../../src/oracle/mod.ts";
import { acceptingMutants } from "./accepting.ts";
import { canonical, isSound } from "./canonical.ts";
import { type Formulas, honestly } from "./honest.ts";
import type { Mutant } from "./mutant.ts";
import { slipsInGradient } from "./mutate_graph.ts";
import { type Slip, slipsIn } from "./mutate_text.ts";

/** The format of generated mutants: the one that most people train in. */
const dtypes = ["f32"] as const;

/**
 * Every mutant of a spec: of its most accurate form, its divisors, and what it refuses.
 *
 * @param spec the loss
 * @returns mutants that differ from the spec in one place
 */
export function generatedMutants(spec: Spec): readonly Mutant[] {
  const right = onlyForm(spec);
  const mutants = [
    ...formulaMutants(right),
    ...gradientMutants(right),
    ...divisorMutants(right),
    ...acceptingMutants(spec),
  ];
  const seen = new Map<string, number>();
  return mutants.map((mutant) => {
    const nth = (seen.get(mutant.id) ?? 0) + 1;
    seen.set(mutant.id, nth);
    return nth === 1 ? mutant : { ...mutant, id: `${mutant.id} (${nth})` };
  });
}

/** The spec with its first form alone. */
function onlyForm(spec: Spec): Spec {
  const [[name, form]] = Object.entries(spec.formula.forms);
  return { ...spec, formula: { ...spec.formula, forms: { [name]: form }, gradient_forms: {} } };
}

function mutantOf(right: Spec, place: string, what: string, spec: Spec): Mutant {
  return {
    id: `${right.id}/${place}/${what}`,
    loss: right.id,
    sentence: `${place}: ${what}`,
    dtypes,
    make: () => honestly(spec),
    formula: { spec },
  };
}

/** One text of a formula, and the formula with another in its stead. */
interface Editable {
  readonly name: string;
  readonly text: string;
  put(text: string): Formula;
}

function placesOf({ formula }: Spec): readonly Editable[] {
  const [[name, form]] = Object.entries(formula.forms);
  const withForm = (changed: Form): Formula => ({ ...formula, forms: { [name]: changed } });
  const written = typeof form === "string" ? { value: form, gradient: {} } : form;
  const used = usedParts(formula);
  return [
    ...Object.entries(formula.let).filter(([part]) => used.has(part)).map(([part, text]) => ({
      name: part,
      text,
      put: (changed: string) => ({ ...formula, let: { ...formula.let, [part]: changed } }),
    })),
    {
      name: "value",
      text: written.value,
      put: (changed) =>
        withForm(typeof form === "string" ? changed : { ...written, value: changed }),
    },
    ...Object.entries(written.gradient).map(([input, text]) => ({
      name: `gradient by ${input}`,
      text,
      put: (changed: string) =>
        withForm({ ...written, gradient: { ...written.gradient, [input]: changed } }),
    })),
    ...formula.wrap === undefined ? [] : [{
      name: "wrap",
      text: formula.wrap,
      put: (changed: string) => ({ ...formula, wrap: changed }),
    }],
  ];
}

/** The named parts that the form is made of. */
function usedParts({ let: parts, forms }: Formula): ReadonlySet<string> {
  const used = new Set<string>();
  const visit = (text: string): void => {
    for (const name of text.match(/[A-Za-z_]\w*/g) ?? []) {
      if (!Object.hasOwn(parts, name) || used.has(name)) continue;
      used.add(name);
      visit(parts[name]);
    }
  };
  for (const form of Object.values(forms)) {
    if (typeof form === "string") visit(form);
    else [form.value, ...Object.values(form.gradient)].forEach(visit);
  }
  return used;
}

function formulaMutants(right: Spec): readonly Mutant[] {
  const original = fingerprint(right);
  const seen = new Set([original]);
  return placesOf(right).flatMap((place) =>
    slipsIn(place.text, (name) => othersFor(right, name)).flatMap(({ text, what }: Slip) => {
      const spec = { ...right, formula: place.put(text) };
      const made = fingerprint(spec);
      if (made === undefined || seen.has(made)) return [];
      seen.add(made);
      return mutantOf(right, place.name, what, spec);
    })
  );
}

/** The names that are mistaken for each other: the next input like it, the next parameter. */
function othersFor({ inputs, params }: Spec, name: string): readonly string[] {
  const floats = Object.keys(inputs).filter((input) =>
    inputs[input].kind === "float" && !inputs[input].optional
  );
  const numbers = Object.keys(params);
  return [floats, numbers].flatMap((names) => {
    const at = names.indexOf(name);
    return at < 0 || names.length < 2 ? [] : [names[(at + 1) % names.length]];
  });
}

type Presence = Pick<Call, "inputs" | "params">;

/** Calls with everything that is optional, and with nothing of it. */
function presences({ inputs, params }: Spec): readonly Presence[] {
  const given = (optional: boolean): Presence => ({
    inputs: Object.fromEntries(
      Object.entries(inputs).filter(([, input]) => optional || !input.optional)
        .map(([name, { kind, shape }]) => [
          name,
          filled(kind === "label" ? "i32" : "f64", shape.map(() => 1), 0),
        ]),
    ),
    params: Object.fromEntries(
      Object.entries(params).map((
        [name, { nullable }],
      ) => [name, nullable && !optional ? null : 1]),
    ),
  });
  return [given(true), given(false)];
}

/** What a spec computes, as text: equal ones are one implementation. Undefined: it makes no sense. */
function fingerprint(spec: Spec): string | undefined {
  const parts: string[] = [];
  for (const presence of presences(spec)) {
    let compiled: Compiled;
    try {
      compiled = compile(spec, presence);
    } catch (error) {
      if (error instanceof FormulaError) return undefined;
      throw error;
    }
    const { graph, value, gradients } = compiled;
    const outputs = [value[0].node, ...Object.values(gradients).map(([{ node }]) => node)];
    if (!isSound(graph, outputs)) return undefined;
    const numbers = canonical(graph);
    parts.push(outputs.map((id) => numbers[id]).join());
  }
  return parts.join(" ");
}

/** Mistakes in the gradients that the spec does not write out. */
function gradientMutants(right: Spec): readonly Mutant[] {
  const [form] = Object.values(right.formula.forms);
  const written = typeof form === "string" ? {} : form.gradient;
  const compiled = compile(right, presences(right)[0]);
  return Object.keys(compiled.gradients).filter((input) => !Object.hasOwn(written, input))
    .flatMap((input) =>
      slipsInGradient(compiled, input).map(({ what, apply }): Mutant => {
        const change = (formulas: Formulas): Formulas => ({
          ...formulas,
          [input]: apply(formulas[input]),
        });
        return {
          ...mutantOf(right, `derivative by ${input}`, what, right),
          make: () => honestly(right, { change }),
          formula: { spec: right, change },
        };
      })
    );
}

const counts: readonly Denominator["of"][] = [
  "rows",
  "valid_rows",
  "sum_of_weights",
  "sum_of_label_weights",
  "count_of_positive_weights",
  "count_of_nonzero_weights",
];

/** What a count comes to for this loss: without weights or ignored rows several are the same. */
function countedAs({ inputs, ignore }: Spec, of: Denominator["of"]): string {
  const has = (role: string) => Object.values(inputs).some((input) => input.role === role);
  const rows = ignore === undefined ? "rows" : "valid_rows";
  switch (of) {
    case "elements":
    case "rows":
      return "rows";
    case "valid_rows":
      return rows;
    case "sum_of_label_weights":
      return has("class_weight") ? of : rows;
    case "count_of_nonzero_weights":
    case "count_of_positive_weights":
      return has("weight") ? "count_of_positive_weights" : rows;
    case "sum_of_weights":
      return has("weight") ? of : rows;
  }
}

/** Other divisors: another count, or the right one less its epsilon, minimum or parameter. */
function divisorMutants(right: Spec): readonly Mutant[] {
  const { modes, denominators } = right.reduction;
  const put = (mode: Reduction, what: string, changed: Denominator | undefined): Mutant => {
    const { [mode]: _, ...others } = denominators;
    const changedAll = changed === undefined ? others : { ...others, [mode]: changed };
    const reduction = { ...right.reduction, denominators: changedAll };
    return mutantOf(right, `${mode} divides`, what, { ...right, reduction });
  };
  const unignored: readonly Mutant[] = right.ignore === undefined
    ? []
    : [mutantOf(right, "ignore", "ignored rows count", { ...right, ignore: "0 == 1" })];
  return [
    ...unignored,
    ...modes.flatMap((mode) => {
      const own = denominators[mode];
      if (own === undefined) return [put(mode, "by the number of rows", { of: "rows" })];
      const distinct = new Map(
        counts.map((of): [string, Denominator["of"]] => [countedAs(right, of), of]),
      );
      distinct.delete(countedAs(right, own.of));
      return [
        put(mode, "by nothing", undefined),
        ...[...distinct.values()].map((of) => put(mode, `by ${of}`, { ...own, of })),
        ...(["divided_by", "plus", "minimum", "given_by", "given_plus"] as const).filter((part) =>
          own[part] !== undefined
        ).map((part) => {
          const { [part]: _, ...less } = own;
          return put(mode, `without ${part}`, less);
        }),
      ];
    }),
  ];
}
