/**
 * What a reduction divides by, so that laws can be stated without a division.
 *
 * @module
 */
import { type Divisor, divisorIn, divisorValue } from "../oracle/internal.ts";
import type { Call, Capability, Spec } from "../spec/mod.ts";
import { denominatorsOf } from "../spec/internal.ts";
import { ignoredRecords } from "./ignored.ts";
import type { Term } from "./law.ts";

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
  let ignored: readonly boolean[] | undefined;
  return divisorIn(spec, call, denominator, (record) => {
    ignored ??= ignoredRecords(spec, call);
    return ignored[record];
  });
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
  if (divisorValue(divisor) === 0) return [{ ...term, coefficient: NaN }];
  return divisor.parts.map((part) => ({
    ...term,
    coefficient: term.coefficient * part / divisor.scale,
  }));
}
