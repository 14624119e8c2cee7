/**
 * Random specs: axes, roles, parameters, parts, forms, reductions and what always holds.
 *
 * @module
 */
import type { Random } from "../rigour/random.ts";
import { fitted, type Piece, randomPiece, type Words } from "./random_expression.ts";

/** A spec file's data, as far as it is changed here. */
export interface SpecData {
  readonly [key: string]: unknown;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly params: Readonly<Record<string, unknown>>;
  readonly formula: {
    readonly let: Readonly<Record<string, string>>;
    readonly forms: Readonly<Record<string, string | Readonly<Record<string, unknown>>>>;
    readonly wrap?: string;
  };
  readonly invariants: readonly Readonly<Record<string, unknown>>[];
}

/** The axes of the main input and of the output, and what more is said of axes. */
const layouts: readonly {
  readonly shape: readonly string[];
  readonly output: readonly string[];
  readonly axes?: Readonly<Record<string, number | readonly string[]>>;
}[] = [
  { shape: ["*"], output: ["*"] },
  { shape: ["N", "C"], output: ["N"] },
  { shape: ["N", "C"], output: ["N", "C"] },
  { shape: ["N", "C", "..."], output: ["N", "..."] },
  { shape: ["N", "P"], output: ["N"] },
  { shape: ["N", "P", "Q"], output: ["N", "Q"] },
  { shape: ["N", "box"], output: ["N"], axes: { box: ["left", "right"] } },
  { shape: ["N", "K"], output: ["N", "K"], axes: { K: 3 } },
];

/**
 * A random spec.
 *
 * @param random where its choices come from
 * @param size how many operations its form has, about
 */
export function randomSpec(random: Random, size: number): SpecData {
  const { shape, output, axes } = random.pick(layouts);
  const isRecord = (axis: string) => ["*", "N", "..."].includes(axis);
  const entryAxes = shape.filter((axis) => !isRecord(axis));
  const hasLabel = shape.includes("C") && random.chance(0.6);
  const rows = shape.filter(isRecord);
  const inputs: Record<string, Record<string, unknown>> = {
    pred: { shape, grad: true },
    ...hasLabel && { label: { kind: "label", shape: rows, domain: "classes" } },
    ...(!hasLabel || random.chance(0.3)) && {
      target: {
        shape: random.chance(0.7) ? shape : rows,
        grad: random.chance(0.3),
        domain: random.pick(["real", "unit_interval", "nonnegative"]),
      },
    },
  };
  const weight = random.chance(0.4)
    ? { shape: rows, role: "weight", domain: "nonnegative", optional: true, absent: 1 }
    : undefined;
  if (weight !== undefined) inputs.weight = weight;
  const params = randomParams(random, hasLabel);
  const names: Piece[] = Object.entries(inputs)
    .filter(([name, { kind }]) => kind !== "label" && name !== "weight")
    .map(([text, { shape }]) => ({
      text,
      axes: (shape as readonly string[]).filter((axis) => !isRecord(axis)),
    }));
  for (const name of Object.keys(params)) {
    if (name === "ignore_index" || name === "avg_factor") continue;
    names.push({ text: name === "scale" ? "where(given(scale), scale, 1)" : name, axes: [] });
  }
  const words = (): Words => ({
    names,
    axes: entryAxes,
    label: hasLabel ? "label" : undefined,
    components: Object.fromEntries(
      Object.entries(axes ?? {}).flatMap(([axis, said]) =>
        typeof said === "number" ? [] : [[axis, said]]
      ),
    ),
  });
  const parts: Record<string, string> = {};
  for (let i = random.below(4); i > 0; i--) {
    const part = randomPiece(random, words(), random.below(size));
    const name = `part${i}`;
    parts[name] = part.text;
    // What was named last is used most.
    for (let times = 0; times < 3; times++) names.push({ text: name, axes: part.axes });
  }
  const kept = output.filter((axis) => !isRecord(axis));
  const body = fitted(random, randomPiece(random, words(), size), kept);
  const text = /\bpred\b/.test(body)
    ? body
    : `(${body} + ${fitted(random, { text: "pred", axes: entryAxes }, kept)})`;
  const isWritten = random.chance(0.2);
  return {
    id: "random_loss",
    title: "A random loss",
    family: "regression",
    summary: "By chance.",
    inputs,
    ...axes !== undefined && { axes },
    output,
    params,
    ...hasLabel && random.chance(0.5) && "ignore_index" in params &&
      { ignore: "label == ignore_index" },
    reduction: randomReduction(random, weight !== undefined, params),
    formula: {
      let: parts,
      forms: {
        first: isWritten ? { value: text, gradient: { pred: "derivative" } } : text,
        ...random.chance(0.3) && { again: `(${text}) / 1` },
      },
      ...weight !== undefined && { wrap: "weight * base" },
    },
    invariants: [
      { kind: "pure" },
      { kind: "reduction_equivalence" },
      { kind: "batch_additive" },
      { kind: "permutation_invariant" },
      { kind: "layout_independent" },
      ...weight === undefined
        ? []
        : [{ kind: "linear_in_weight", input: "weight" }, { kind: "uncounted_rows", by: "weight" }],
    ],
  };
}

function randomParams(random: Random, hasLabel: boolean): Record<string, Record<string, unknown>> {
  return {
    ...random.chance(0.4) && { beta: { default: 1, exclusiveMinimum: 0, samples: [0.5, 2] } },
    ...random.chance(0.2) && { order: { type: "integer", default: 2, minimum: 0, maximum: 5 } },
    ...random.chance(0.2) && { scale: { default: null, nullable: true, exclusiveMinimum: 0 } },
    ...random.chance(0.2) && { avg_factor: { default: null, nullable: true, exclusiveMinimum: 0 } },
    ...hasLabel && { ignore_index: { type: "integer", default: -100 } },
  };
}

function randomReduction(
  random: Random,
  hasWeight: boolean,
  params: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const of = [
    "elements",
    "rows",
    "valid_rows",
    ...hasWeight ? ["sum_of_weights", "count_of_positive_weights", "count_of_nonzero_weights"] : [],
  ];
  const mean = {
    of: random.pick(of),
    ...random.chance(0.2) && { plus: 1e-6 },
    ...random.chance(0.2) && { minimum: 1 },
    ..."avg_factor" in params && { given_by: "avg_factor" },
  };
  const modes = random.pick([["mean", "none", "sum"], ["none", "sum"], ["mean"], ["none"]]);
  return { modes, denominators: modes.includes("mean") ? { mean } : {} };
}
