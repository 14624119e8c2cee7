/**
 * A loss for people: what it takes, how it is computed, what it obeys.
 *
 * @module
 */
import { paletteOf } from "../../report/internal.ts";
import type { Denominator, Param, Reduction, Spec } from "../../spec/mod.ts";
import { rangeText } from "../../spec/internal.ts";
import { table } from "../output/table.ts";

/** How the text looks. */
export interface SpecTextSettings {
  readonly color: boolean;
  /** Of a line; absent = as long as it gets. */
  readonly width?: number | undefined;
}

/**
 * A loss, for people.
 *
 * @param spec the loss, extensions merged
 * @param settings colours and width
 * @returns several lines
 */
export function describeSpec(spec: Spec, settings: SpecTextSettings): string {
  const { title } = paletteOf(settings.color);
  const shapes = new Set(Object.values(spec.inputs).flatMap(({ shape }) => shape));
  const sections: readonly Section[] = [
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
    ["Shapes", [
      ...Object.entries(axes).filter(([axis]) => shapes.has(axis)),
      ...Object.entries(spec.axes ?? {}).map(([axis, said]) => [
        axis,
        typeof said === "number" ? `one axis of length ${said}` : `one axis: ${said.join(", ")}`,
      ]),
    ]],
    [
      "Parameters",
      Object.entries(spec.params).map(([name, param]) => [
        name,
        paramText(param),
        param.summary ?? "",
      ]),
    ],
    [
      "Reductions",
      spec.reduction.modes.map((mode) => [
        mode,
        reductionText(spec, mode, spec.reduction.denominators[mode]),
      ]),
    ],
    [
      "Their dialects, one of which an implementation may declare",
      Object.entries(spec.reduction.dialects).flatMap(([dialect, denominators]) =>
        spec.reduction.modes.filter((mode) => denominators[mode] !== undefined).map((mode) => [
          dialect,
          mode,
          reductionText(spec, mode, denominators[mode]),
        ])
      ),
    ],
    ["Rows that do not count", spec.ignore === undefined ? [] : [[spec.ignore]]],
    ["Parts", Object.entries(spec.formula.let)],
    [
      "Forms, the most accurate first",
      Object.entries(spec.formula.forms).map(([name, form]) => [
        name,
        typeof form === "string" ? form : form.value,
      ]),
    ],
    ...Object.entries(spec.formula.gradient_forms).map(([input, forms]): Section => [
      `Further forms of the gradient by ${input}`,
      Object.entries(forms),
    ]),
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
  const { width } = settings;
  const head = `${title(`${spec.title} (${spec.id})`)}\n${table([[spec.summary]], { width })}`;
  const body = sections.filter(([, rows]) => rows.length > 0)
    .map(([heading, rows]) => `\n${title(heading)}\n${table(rows, { indent: "  ", width })}`);
  return head + body.join("");
}

type Section = readonly [heading: string, rows: readonly (readonly string[])[]];

const axes: Readonly<Record<string, string>> = {
  N: "one axis: the rows",
  C: "one axis: the classes",
  "*": "any axes, the same wherever it stands",
  "...": "any further axes, or none, the same wherever it stands",
};

function paramText(param: Param): string {
  const initial = param.default === null ? "absent" : String(param.default);
  const range = rangeText(param);
  return `default ${initial}${range === "a number" ? "" : `, ${range}`}${
    param.nullable && param.default !== null ? ", or absent" : ""
  }${param.dialect ? ", a dialect" : ""}`;
}

function reductionText(spec: Spec, mode: Reduction, rule: Denominator | undefined): string {
  const what = mode === "none" ? `the terms, [${spec.output.join(", ")}]` : "the sum of the terms";
  if (rule === undefined) return what;
  const count = rule.of.replaceAll("_", " ");
  const divided = rule.divided_by === undefined ? "" : ` / ${rule.divided_by}`;
  const plus = rule.plus === undefined ? "" : ` + ${rule.plus}`;
  const least = rule.minimum === undefined ? "" : `, at least ${rule.minimum}`;
  const epsilon = rule.given_plus === undefined ? "" : ` + ${rule.given_plus}`;
  const given = rule.given_by === undefined ? "" : `, or ${rule.given_by}${epsilon} where given`;
  const divisor = `${count}${divided}${plus}${least}`;
  return `${what} / ${divisor === count ? count : `(${divisor})`}${given}`;
}

function obligationRow(
  { kind, level, note, ...rest }: {
    readonly kind: string;
    readonly level: string;
    readonly note?: string | undefined;
  },
): string[] {
  const details = Object.entries(rest)
    .filter(([key, value]) => !isEmpty(value) && value !== neutral[key])
    .map(([key, value]) => `${key}: ${detailText(value)}`);
  const why = note === undefined ? "" : `(${note})`;
  return [level, kind.replaceAll("_", " "), `${details.join(", ")} ${why}`.trim()];
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
