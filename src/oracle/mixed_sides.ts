/**
 * Whether the atoms of a formula can take different sides of one kink.
 *
 * @module
 */
import type { Spec } from "../spec/mod.ts";
import { tensor } from "../tensor/mod.ts";
import { compile } from "./compile.ts";

/** Of each spec that was asked about, since every plan asks. */
const known = new WeakMap<Spec, ReadonlySet<string>>();

/**
 * Tells whether several atoms (abs, max, min, where …) of a loss have a kink at the same place, so that a
 * derivative may mix their sides.
 *
 * @param spec the loss
 * @param input the input that the gradient is by
 * @throws {FormulaError} when one of the spec's formulas is not sound
 */
export function mixesSides(spec: Spec, input: string): boolean {
  const found = known.get(spec) ?? mixedIn(spec);
  known.set(spec, found);
  return found.has(input);
}

/** The inputs by which a derivative may mix sides. */
function mixedIn(spec: Spec): ReadonlySet<string> {
  const inputs = Object.entries(spec.inputs).map(([name, { kind, shape }]) => [
    name,
    tensor(kind === "label" ? "i32" : "f32", shape.map(() => 1), [0]),
  ]);
  const params = Object.keys(spec.params).map((name) => [name, 1]);
  const { graph, gradients } = compile(spec, {
    inputs: Object.fromEntries(inputs),
    params: Object.fromEntries(params),
  });
  const isMixed = (node: number) => graph.kinksOf(node, 2).some((atoms) => atoms.length > 1);
  return new Set(
    Object.keys(gradients).filter((input) => gradients[input].some(({ node }) => isMixed(node))),
  );
}
