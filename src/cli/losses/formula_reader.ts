/**
 * Formulas of spec files, checked as the oracle reads them.
 *
 * @module
 */
import {
  buildFormula,
  compile,
  createGraph,
  entryAxesFor,
  type Graph,
  type Meaning,
} from "../../oracle/internal.ts";
import { axesOf, entryAxesOf } from "../../spec/internal.ts";
import type { Call, Spec } from "../../spec/mod.ts";
import type { FormulaReader } from "../../spec_files/mod.ts";
import { tensor } from "../../tensor/mod.ts";

/** Reads formulas, and forgets them. */
export const formulaReader: FormulaReader = { parse, compile: compileWith };

/** By loss: a graph that all of its formulas are read into, and what the names stand for. */
const opened = new WeakMap<Spec, { readonly graph: Graph; readonly scope: Map<string, Meaning> }>();

function open(spec: Spec) {
  const found = opened.get(spec);
  if (found !== undefined) return found;
  const made = { graph: createGraph(entryAxesFor(spec)), scope: new Map<string, Meaning>() };
  opened.set(spec, made);
  return made;
}

function parse(
  text: string,
  names: ReadonlySet<string>,
  spec: Spec,
  absent: ReadonlySet<string> = new Set(),
): void {
  const { graph, scope } = open(spec);
  const roles = axesOf(spec);
  for (const name of names) {
    if (scope.has(name)) continue;
    const part = Object.hasOwn(spec.formula.let, name) ? spec.formula.let[name] : undefined;
    const input = Object.hasOwn(spec.inputs, name) ? spec.inputs[name].shape : [];
    const shape = name === "base" ? spec.output : input;
    scope.set(
      name,
      part === undefined
        ? { kind: "input", axes: entryAxesOf(roles, shape) }
        : { kind: "text", text: part, scope },
    );
  }
  const visible = {
    get: (name: string): Meaning | undefined =>
      !names.has(name) ? undefined : absent.has(name) ? { kind: "absent" } : scope.get(name),
    keys: () => names.keys(),
  };
  buildFormula(graph, text, visible);
}

/** The calls of a loss that differ in what is there: with all that may be left out or be a scalar, and without. */
function* presences(spec: Spec): Generator<Pick<Call, "inputs" | "params">> {
  const entries = Object.entries(spec.inputs);
  const hasScalars = entries.some(([, { scalar_allowed }]) => scalar_allowed);
  for (const isScalar of hasScalars ? [false, true] : [false]) {
    for (const isGiven of [true, false]) {
      const inputs = entries.filter(([, { optional }]) => isGiven || !optional)
        .map(([name, { kind, shape, scalar_allowed }]) => [
          name,
          tensor(
            kind === "label" ? "i32" : "f32",
            isScalar && scalar_allowed ? [] : shape.map(() => 1),
            [0],
          ),
        ]);
      const params = Object.entries(spec.params).map(([name, { nullable }]) => [
        name,
        isGiven || !nullable ? 1 : null,
      ]);
      yield { inputs: Object.fromEntries(inputs), params: Object.fromEntries(params) };
    }
  }
}

/** Compiles a loss with all that may be left out, and without it. */
function compileWith(spec: Spec): void {
  for (const call of presences(spec)) compile(spec, call);
}

/** How many operations and operands a loss comes to, gradients included. */
export function graphSize(spec: Spec): number {
  return Math.max(...[...presences(spec)].map((call) => compile(spec, call).graph.size()));
}
