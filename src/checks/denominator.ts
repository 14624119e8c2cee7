/**
 * What a reduction divides by, as exact numbers, so that laws can be stated without a division.
 *
 * @module
 */
import type { Call, Capability, Denominator, Spec } from "../spec/mod.ts";
import { countedIn } from "../oracle/internal.ts";
import { denominatorsOf } from "../spec/internal.ts";
import { ignoredTerms } from "./ignored.ts";
import type { Term } from "./law.ts";

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

function countedParts(spec: Spec, call: Call, { of }: Denominator): readonly number[] {
  const ignored = ignoredTerms(spec, call);
  const counted = countedIn(spec, call, of, (term) => ignored[term]);
  return typeof counted === "number" ? [counted] : counted.filter((part) => part !== 0);
}
