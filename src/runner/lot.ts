/**
 * Lots: which cases of a check are judged, and which are left out or set aside.
 *
 * @module
 */
import type { Check } from "../checks/mod.ts";
import type { Trial } from "../judge/mod.ts";
import { outsideDomain, rangeWords } from "../spec/internal.ts";
import type { Call, DeclaredDomain, Spec } from "../spec/mod.ts";
import { fitsCondition } from "./condition.ts";
import type { ExpectedFailure } from "./event.ts";
import { speaksOf } from "./expected.ts";
import type { Plan } from "./plan.ts";

/** What is known of a case before it is asked; nothing: it is judged. */
export interface Lot {
  /** What of it lies outside the declared domain: it is left out. */
  readonly outside?: string;
  /** The known failure whose condition it fits: it is set aside. */
  readonly known?: ExpectedFailure;
}

type World = Pick<Plan, "expected" | "specs" | "header">;

/**
 * Says what becomes of the cases of a check.
 *
 * @param world the known failures, the specs, and what the implementation declares
 * @param check whose cases
 * @returns the lot of each case; a known failure without a condition covers the whole check, and sets no
 * case aside
 */
export function lotsOf(
  { expected, specs, header }: World,
  check: Pick<Check, "id" | "dtype" | "loss">,
): (trial: Trial) => Lot {
  const { losses } = header.implementation;
  const spec = specs.get(check.loss);
  const entries = expected.filter((entry) => speaksOf(entry, check));
  const isWhole = spec === undefined || entries.some(({ when }) => when === undefined);
  return (trial) => {
    for (const call of trial.calls) {
      const outside = outsideWords(call, specs.get(call.loss), losses[call.loss]?.domain);
      if (outside !== undefined) return { outside };
    }
    const known = isWhole
      ? undefined
      : entries.find(({ when }) => fitsCondition(when!, trial, spec));
    return known === undefined ? {} : { known };
  };
}

/** What of a call its domain leaves out, in words: `alpha = 1, where it takes only 0.25`. */
export function outsideWords(
  call: Call,
  spec: Spec | undefined,
  domain: DeclaredDomain | undefined,
): string | undefined {
  if (spec === undefined || domain === undefined) return undefined;
  const left = outsideDomain(spec, call, domain);
  if (left === undefined) return undefined;
  const { name, value } = left;
  const is = value === null ? `no ${name}` : `${name} = ${value}`;
  return `${is}, where it takes ${rangeWords(domain[name])}`;
}
