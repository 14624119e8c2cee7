/**
 * Conditions on the inputs of a term: calls in which they hold, and the terms in which they do.
 *
 * @module
 */
import { evaluateEntries } from "../oracle/internal.ts";
import type { Call, Spec } from "../spec/mod.ts";
import { isRepresentable } from "../tensor/mod.ts";
import { withElements, withInput } from "./rows.ts";
import { entriesOf, namesIn, termCount, termScope } from "./scope.ts";

/**
 * The equations `input == formula` that a conjunction consists of.
 *
 * @param condition a formula, e.g. `pred == 0 && target > 0`
 * @returns each input's name with what it equals; other parts are left out
 */
export function equationsOf(condition: string): readonly (readonly [string, string])[] {
  return condition.split("&&").flatMap((part) => {
    const match = part.match(/^[\s(]*([A-Za-z_]\w*)\s*==\s*([^=|()]+)[\s)]*$/);
    return match === null ? [] : [[match[1], match[2]] as const];
  });
}

/**
 * The call with a condition's equations made true, one after the other, wherever they can be.
 *
 * @param spec the loss
 * @param call the original
 * @param condition on the inputs of a term
 */
export function satisfied(spec: Spec, call: Call, condition: string): Call {
  return equationsOf(condition).reduce((made, [name, formula]) => {
    if (made.inputs[name] === undefined) return made;
    const changes: [number, number][] = [];
    for (let i = 0; i < termCount(spec, made); i++) {
      const { values } = evaluateEntries(formula, termScope(spec, made, i));
      for (const [at, entry] of entriesOf(spec, made, name, i).entries()) {
        const value = values.length === 1 ? values[0] : values[at];
        if (isRepresentable(value, made.dtype)) changes.push([entry, value]);
      }
    }
    return withInput(made, name, withElements(made.inputs[name], changes));
  }, call);
}

/**
 * Whether a condition holds in a term: in all of its entries.
 *
 * @param spec the loss
 * @param call a call that fits it
 * @param condition on the inputs of a term
 * @param term row-major index of the term
 */
export function holdsIn(spec: Spec, call: Call, condition: string, term: number): boolean {
  return evaluateEntries(condition, termScope(spec, call, term)).values.every((x) => x === 1);
}

/**
 * The conditions under which laws say what a term is worth, whatever an input is.
 *
 * @param spec the loss
 * @param input one that neither the condition nor the value speaks of
 * @returns formulas, such as `label == 0`: without a positive, the logits do not matter
 */
export function knownWhatever({ invariants }: Spec, input: string): readonly string[] {
  return invariants.flatMap((law) => {
    if (law.kind !== "zero_when" && law.kind !== "value_when") return [];
    const names = [law.condition, law.kind === "zero_when" ? "" : law.value].flatMap(namesIn);
    return names.includes(input) ? [] : [law.condition];
  });
}
