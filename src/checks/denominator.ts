/**
 * What a reduction divides by, as exact numbers, so that laws can be stated without a division.
 *
 * @module
 */
import type { Call, Capability, Denominator, Spec } from "../spec/mod.ts";
import { denominatorsOf } from "../spec/internal.ts";
import { ignoredTerms } from "./ignored.ts";
import { boxOf, indexOf, inputBox, layoutOf, placeOf } from "./layout.ts";
import type { Term } from "./law.ts";
import { indices } from "./rows.ts";

/**
 * The denominator of a call as a sum of parts: D = Σ parts / scale.
 *
 * The parts (counts, weights) are exact where D itself would have to be rounded.
 */
export interface Divisor {
  readonly parts: readonly number[];
  readonly scale: number;
}

/**
 * What the reduction of a call divides by.
 *
 * @param spec the loss
 * @param capability whose declared dialect counts
 * @param call a call that fits the spec
 * @returns the divisor; 1 where the reduction divides by nothing
 */
export function divisorOf(spec: Spec, capability: Capability, call: Call): Divisor {
  const denominator = denominatorsOf(spec, capability)[call.reduction];
  if (denominator === undefined) return { parts: [1], scale: 1 };
  const given = denominator.given_by === undefined ? null : call.params[denominator.given_by];
  if (given !== null && given !== undefined) return { parts: [given], scale: 1 };
  const scale = denominator.divided_by === undefined ? 1 : call.params[denominator.divided_by] ?? 1;
  const counted = countedParts(spec, call, denominator);
  const parts = denominator.plus === undefined ? counted : [...counted, denominator.plus * scale];
  const { minimum } = denominator;
  return minimum !== undefined && total(parts) / scale < minimum
    ? { parts: [minimum], scale: 1 }
    : { parts, scale };
}

/** The divisor as one number, rounded. */
export function divisorValue(divisor: Divisor): number {
  return total(divisor.parts) / divisor.scale;
}

/**
 * The terms of a law that stand for coefficient · D · answer.
 *
 * @param divisor the divisor D of the call
 * @param term the answer and its coefficient
 * @returns one term for each part of D; where D is 0 a term of coefficient NaN, whose law says
 * nothing
 */
export function undivided(divisor: Divisor, term: Term): Term[] {
  if (total(divisor.parts) === 0) return [{ ...term, coefficient: NaN }];
  return divisor.parts.filter((part) => part !== 0).map((part) => ({
    ...term,
    coefficient: term.coefficient * part / divisor.scale,
  }));
}

function total(parts: readonly number[]): number {
  return parts.reduce((sum, part) => sum + part, 0);
}

function countedParts(spec: Spec, call: Call, denominator: Denominator): readonly number[] {
  const layout = layoutOf(spec, call);
  const terms = boxOf(spec.output, layout);
  const count = terms.rows * terms.entries * terms.rest;
  const ignored = ignoredTerms(spec, call);
  const valid = indices(count).filter((term) => !ignored[term]);
  const positive = (term: number): boolean => weightOf(spec, call, term) > 0;
  const nonzero = (term: number): boolean => weightOf(spec, call, term) !== 0;
  switch (denominator.of) {
    case "elements":
      return [count];
    case "rows":
      return [layout.rows];
    case "valid_rows":
      return [valid.length];
    case "sum_of_weights":
      return valid.map((term) => weightOf(spec, call, term));
    case "sum_of_label_weights":
      return valid.map((term) => labelWeightOf(spec, call, term));
    case "count_of_positive_weights":
      return [valid.filter(positive).length];
    case "count_of_nonzero_weights":
      return [valid.filter(nonzero).length];
  }
}

/** The product of the inputs of role `weight` at a term. */
function weightOf(spec: Spec, call: Call, term: number): number {
  const layout = layoutOf(spec, call);
  const terms = boxOf(spec.output, layout);
  const place = placeOf(term, terms);
  let weight = 1;
  for (const [name, input] of Object.entries(spec.inputs)) {
    if (input.role !== "weight") continue;
    const given = call.inputs[name];
    if (given === undefined) {
      weight *= input.absent ?? 1;
      continue;
    }
    weight *= given.data[indexOf(place, inputBox(spec, call, name, layout), layout)];
  }
  return weight;
}

/** The class weight of a term's label; 1 where no class weights are given. */
function labelWeightOf(spec: Spec, call: Call, term: number): number {
  const entries = Object.entries(spec.inputs);
  const label = entries.find(([, input]) => input.kind === "label")?.[0];
  const weights = entries.find(([, input]) => input.role === "class_weight");
  if (label === undefined || weights === undefined) return 1;
  const [name, input] = weights;
  const given = call.inputs[name];
  if (given === undefined) return input.absent ?? 1;
  return given.data[given.data.length === 1 ? 0 : call.inputs[label].data[term]];
}
