/**
 * The relations of a spec, which may speak of nothing but what it, and the losses it is related to, have.
 *
 * @module
 */
import { type Complain, unknown } from "./complain.ts";
import type { Invariant, Spec } from "../spec/mod.ts";
import { lintComponents } from "./lint_components.ts";
import { exponentsOf } from "../spec/internal.ts";

/** Requires that names are known, and complains of those that are not. */
type Need = (key: string, kind: string, names: readonly string[], known: readonly string[]) => void;

/**
 * Finds relations of inputs, parameters and losses that do not exist.
 *
 * @param spec a loss, extensions merged
 * @param losses every loss there is, this one included
 * @param complain receives each problem
 */
export function lintInvariants(
  spec: Spec,
  losses: ReadonlyMap<string, Spec>,
  complain: Complain,
): void {
  for (const [i, invariant] of spec.invariants.entries()) {
    const path = `invariants[${i}]`;
    const need: Need = (key, kind, names, known) => {
      for (const name of names) {
        if (!known.includes(name)) complain(`${path}.${key}`, unknown(kind, name, known));
      }
    };
    lintOwnNames(spec, invariant, need);
    if (invariant.kind === "components") {
      lintComponents(spec, invariant, (key, what) => complain(`${path}.${key}`, what));
    }
    if (!("loss" in invariant)) continue;
    need("loss", "loss", [invariant.loss], [...losses.keys()]);
    const other = losses.get(invariant.loss);
    if (other !== undefined) lintOtherNames(invariant, other, need);
  }
}

function lintOwnNames(spec: Spec, invariant: Invariant, need: Need): void {
  const inputs = Object.keys(spec.inputs);
  const params = Object.keys(spec.params);
  if ("input" in invariant) need("input", "input", [invariant.input], inputs);
  if ("param" in invariant) need("param", "parameter", [invariant.param], params);
  if ("of" in invariant) {
    const gradient = typeof invariant.of === "string";
    const known = gradient ? inputs.filter((name) => spec.inputs[name].grad) : inputs;
    need("of", gradient ? "differentiated input" : "input", [invariant.of].flat(), known);
  }
  switch (invariant.kind) {
    case "homogeneous": {
      const scaled = [...exponentsOf(invariant.scale).keys()];
      need("scale", "input or parameter", scaled, [...inputs, ...params]);
      need("when", "parameter", Object.keys(invariant.when), params);
      break;
    }
    case "equals_self_at":
      need("inputs", "input", Object.keys(invariant.inputs), inputs);
      need("params", "parameter", Object.keys(invariant.params), params);
      break;
    case "continuous_at":
    case "reduces_to":
      need("when", "parameter", Object.keys(invariant.when), params);
      break;
  }
}

function lintOtherNames(
  invariant: Extract<Invariant, { readonly loss: string }>,
  other: Spec,
  need: Need,
): void {
  const theirs = (kind: string) => `${kind} of ${other.id}`;
  const inputs = Object.keys(other.inputs);
  if ("params" in invariant) {
    const params = Object.keys(other.params);
    need("params", theirs("parameter"), Object.keys(invariant.params), params);
  }
  if (invariant.kind === "reduces_to") {
    need("inputs", theirs("input"), Object.keys(invariant.inputs), inputs);
  }
  if (invariant.kind === "limit") {
    need("other_inputs", theirs("input"), Object.keys(invariant.other_inputs), inputs);
  }
}
