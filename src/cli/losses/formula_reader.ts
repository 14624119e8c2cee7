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
  type Meaning,
} from "../../oracle/internal.ts";
import { axesOf, entryAxesOf } from "../../spec/internal.ts";
import type { Spec } from "../../spec/mod.ts";
import type { FormulaReader } from "../../spec_files/mod.ts";
import { tensor } from "../../tensor/mod.ts";

/** Reads formulas, and forgets them. */
export const formulaReader: FormulaReader = { parse, compile: compileWith };

function parse(text: string, names: ReadonlySet<string>, spec: Spec): void {
  const roles = axesOf(spec);
  const meaning = (name: string): Meaning => {
    const part = Object.hasOwn(spec.formula.let, name) ? spec.formula.let[name] : undefined;
    if (part !== undefined) return { kind: "text", text: part };
    const shape = name === "base" ? spec.output : spec.inputs[name]?.shape ?? [];
    return { kind: "input", axes: entryAxesOf(roles, shape) };
  };
  const scope = new Map([...names].map((name) => [name, meaning(name)]));
  buildFormula(createGraph(entryAxesFor(spec)), text, scope);
}

/** Compiles a loss with all its inputs and parameters, and with none that may be left out. */
function compileWith(spec: Spec): void {
  for (const isGiven of [true, false]) {
    const inputs = Object.entries(spec.inputs).filter(([, { optional }]) => isGiven || !optional)
      .map(([name, { kind, shape }]) => [
        name,
        tensor(kind === "label" ? "i32" : "f32", shape.map(() => 1), [0]),
      ]);
    const params = Object.entries(spec.params).map(([name, { nullable }]) => [
      name,
      isGiven || !nullable ? 1 : null,
    ]);
    compile(spec, { inputs: Object.fromEntries(inputs), params: Object.fromEntries(params) });
  }
}
