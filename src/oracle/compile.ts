/**
 * A spec's formulas as one graph: the forms, and their gradients.
 *
 * @module
 */
import { axesOf, entryAxesOf } from "../spec/internal.ts";
import type { Call, Spec } from "../spec/mod.ts";
import { buildFormula, type Meaning } from "./build.ts";
import { differentiate } from "./differentiate.ts";
import { entryAxesIn } from "./entry_axis.ts";
import { createGraph, type Graph } from "./graph.ts";
import { FormulaError } from "./parse.ts";

/** A form: its name, and the node of its value (or of a gradient). */
export interface Form {
  readonly name: string;
  readonly node: number;
}

/** A loss with a given set of inputs and parameters present. */
export interface Compiled {
  readonly graph: Graph;
  /** The value of a term, or one for each entry of the output, by form. */
  readonly value: readonly Form[];
  /** By input: the gradient, times the input `upstream`, by form. */
  readonly gradients: Readonly<Record<string, readonly Form[]>>;
  /** 1 for a row that does not count, else 0. */
  readonly ignore?: number;
}

/** The name of the gradient from above in a gradient's graph. */
export const SEED = "upstream";
/**
 * The name of what a reduction divides by, 1 where by nothing. It is a factor of its own, since honest work may
 * divide at any place of a product: before what comes from above is multiplied, or long after.
 */
export const DIVISOR = "[divisor]";

/** What each name of a spec's formulas stands for, with the inputs and parameters of one call. */
function meaningsOf(
  spec: Spec,
  call: Pick<Call, "inputs" | "params">,
): ReadonlyMap<string, Meaning> {
  const scope = new Map<string, Meaning>();
  for (const [name, text] of Object.entries(spec.formula.let)) {
    scope.set(name, { kind: "text", text, scope });
  }
  for (const [name, value] of Object.entries(spec.pinned)) {
    scope.set(name, value === null ? { kind: "absent" } : { kind: "number", value });
  }
  const roles = axesOf(spec);
  for (const [name, { shape, absent }] of Object.entries(spec.inputs)) {
    const given = call.inputs[name];
    if (given !== undefined) {
      const axes = given.shape.length === 0 ? [] : entryAxesOf(roles, shape);
      scope.set(name, { kind: "input", axes });
    } else {
      scope.set(name, { kind: "absent", ...absent !== undefined && { value: absent } });
    }
  }
  for (const name of Object.keys(spec.params)) {
    const given = call.params[name];
    const isGiven = given !== null && given !== undefined;
    scope.set(name, isGiven ? { kind: "input", axes: [] } : { kind: "absent" });
  }
  for (const { name, length, isUnbound } of entryAxesIn(spec, call)) {
    if (isUnbound) scope.set(name, { kind: "absent" });
    else if (length === undefined) scope.set(name, { kind: "input", axes: [] });
    else scope.set(name, { kind: "number", value: length });
  }
  return scope;
}

/**
 * Compile a spec for calls with the same inputs and parameters present as this one.
 *
 * @throws {FormulaError} when one of the spec's formulas is not sound
 * @throws {RangeError} when they come to too many operations
 */
export function compile(spec: Spec, call: Pick<Call, "inputs" | "params">): Compiled {
  const graph = createGraph(entryAxesIn(spec, call));
  const scope = meaningsOf(spec, call);
  const roles = axesOf(spec);
  const entries = entryAxesOf(roles, spec.output);
  const seed = graph.over(graph.input(SEED, entries), graph.input(DIVISOR, []));
  const { formula } = spec;
  const base = graph.input("base", entries);
  const wrapped = new Map<string, Meaning>([...scope, ["base", { kind: "node", node: base }]]);
  /** d wrap / d base, times the seed; 1 where there is no wrap. */
  const outer = formula.wrap === undefined
    ? seed
    : differentiate(graph, buildFormula(graph, formula.wrap, wrapped), [base], seed)[0] ?? seed;

  const terms = Object.entries(formula.forms).map(([name, form]) => ({
    name,
    node: buildFormula(graph, typeof form === "string" ? form : form.value, scope),
  }));
  const value = terms.map(({ name, node }) => {
    if (formula.wrap === undefined) return { name, node };
    const inner = new Map<string, Meaning>([...scope, ["base", { kind: "node", node }]]);
    return { name, node: buildFormula(graph, formula.wrap, inner) };
  });
  for (const { name, node } of value) {
    requireAxes(graph, node, entries, "The terms", textOf(spec, name));
  }

  const gradients: Record<string, Form[]> = {};
  for (const [input, { grad }] of Object.entries(spec.inputs)) {
    if (!grad || call.inputs[input] === undefined) continue;
    const leaf = buildFormula(graph, input, scope);
    const zero = graph.constant(0);
    const slope = (of: number, above: number) => differentiate(graph, of, [leaf], above)[0] ?? zero;
    /**
     * The derivative of a form: what comes from above is its first factor, or its last; so is what the terms are
     * wrapped in.
     */
    const automatic = (of: number, bare: number) => {
      const first = slope(of, seed);
      if (entries.length > 0) return first;
      const last = graph.times(seed, slope(of, graph.constant(1)));
      const ways = new Set([first, last]);
      if (of !== bare) ways.add(graph.times(outer, slope(bare, graph.constant(1))));
      return [...ways].reduce((a, b) => graph.add({ op: "either", args: [a, b] }));
    };
    const written = (text: string, names = scope) =>
      timesBranches(graph, outer, buildFormula(graph, text, names));
    gradients[input] = value.map(({ name, node }, i) => {
      const form = formula.forms[name];
      const text = typeof form === "string" ? undefined : form.gradient[input];
      if (text === undefined) return { name, node: automatic(node, terms[i].node) };
      let derivative: number | undefined;
      const own: Meaning = {
        kind: "node",
        get node() {
          return derivative ??= slope(terms[i].node, graph.constant(1));
        },
      };
      const wanted = written(text, new Map([...scope, ["derivative", own]]));
      // Where nothing but the derivative is left, it is the one of a form without a written gradient.
      const isAutomatic = derivative !== undefined &&
        wanted === timesBranches(graph, outer, derivative);
      return { name, node: isAutomatic ? automatic(node, terms[i].node) : wanted };
    });
    for (const [name, text] of Object.entries(formula.gradient_forms[input] ?? {})) {
      gradients[input].push({ name, node: written(text) });
    }
    const own = entryAxesOf(roles, spec.inputs[input].shape);
    for (const { name, node } of gradients[input]) {
      const text = formula.gradient_forms[input]?.[name] ?? textOf(spec, name);
      requireAxes(graph, node, own, `The gradient by "${input}"`, text);
    }
  }

  const ignore = spec.ignore === undefined
    ? undefined
    : buildFormula(graph, `where(${spec.ignore}, 1, 0)`, scope);
  graph.finish();
  return { graph, value, gradients, ...ignore !== undefined && { ignore } };
}

/** The text of a form's terms. */
function textOf({ formula }: Spec, name: string): string {
  const form = formula.forms[name];
  return typeof form === "string" ? form : form.value;
}

function requireAxes(
  graph: Graph,
  node: number,
  wanted: readonly string[],
  what: string,
  text: string,
): void {
  const surplus = graph.nodes[node].axes.find((axis) => !wanted.includes(axis));
  if (surplus === undefined) return;
  throw new FormulaError(
    `${what} must not have entries along the axis "${surplus}": take its sum, or another shape`,
    text,
    0,
  );
}

/**
 * A node times a factor; of branches each, so that the factor may come at any place of a branch's own
 * product; and of sums and differences either the whole or each part.
 */
function timesBranches(
  graph: Graph,
  factor: number,
  id: number,
  known = new Map<number, number>(),
): number {
  const found = known.get(id);
  if (found !== undefined) return found;
  const node = graph.nodes[id];
  let made: number;
  if (node.op === "add" || node.op === "sub" || node.op === "sum_of") {
    const [first, ...others] = node.args.map((arg) => graph.times(factor, arg));
    const spread = node.op === "sub"
      ? graph.minus(first, others[0])
      : graph.sumOf([first, ...others]);
    made = graph.add({ op: "either", args: [graph.times(factor, id), spread] });
  } else if (node.op === "where") {
    const [condition, ...branches] = node.args;
    const [yes, no] = branches.map((branch) => timesBranches(graph, factor, branch, known));
    made = graph.where(condition, yes, no);
  } else made = graph.times(factor, id);
  known.set(id, made);
  return made;
}
