/**
 * From a relation between answers to a check: its id, its sentence, its trials and its laws.
 *
 * @module
 */
import type { Arbitrary } from "fast-check";
import type { Invariant, Spec } from "../spec/mod.ts";
import type { Check } from "./check.ts";
import type { Trial } from "../judge/mod.ts";
import type { Setting } from "../judge/internal.ts";
import type { Law, Term } from "./law.ts";
import { makeLawCheck } from "./make_check.ts";

/** What makes one relation different from another. */
export interface Relation {
  /** The last part of the id, where a loss may have several of the kind. */
  readonly detail?: string;
  /** The obligation, in one sentence. */
  readonly requirement: string;
  readonly trials: Arbitrary<Trial>;
  /** The theorems about the exact answers of one case. */
  laws(trial: Trial): readonly Law[];
}

/**
 * Makes a check of a relation.
 *
 * @param spec the loss
 * @param invariant the spec's entry
 * @param setting what the check is made for
 * @param relation the relation
 * @returns the check
 */
export function relationCheck(
  spec: Spec,
  invariant: Invariant,
  setting: Setting,
  relation: Relation,
): Check {
  const { kind, level } = invariant;
  const { detail, requirement, trials } = relation;
  const title = { kind, level, requirement, ...detail === undefined ? {} : { detail } };
  return makeLawCheck(spec, setting, title, trials, (trial) => relation.laws(trial));
}

/**
 * The last part of a check's id, unique within the loss and stable when invariants are added below.
 *
 * @param spec the loss
 * @param invariant the spec's entry
 * @param name what the id is made of, for any invariant of this kind
 * @param extra what tells two invariants of one name apart; appended to all but the first
 */
export function detailOf<I extends Invariant>(
  spec: Spec,
  invariant: I,
  name: (invariant: I) => string,
  extra: (invariant: I) => string,
): string {
  const alike = spec.invariants.filter((other) =>
    other.kind === invariant.kind && name(other as I) === name(invariant)
  );
  const base = name(invariant);
  return alike.indexOf(invariant) > 0 ? `${base}_${slug(extra(invariant))}` : base;
}

const words: readonly (readonly [RegExp, string])[] = [
  [/==/g, " is "],
  [/!=/g, " is not "],
  [/<=/g, " at most "],
  [/>=/g, " at least "],
  [/</g, " below "],
  [/>/g, " above "],
  [/&&/g, " and "],
  [/\|\|/g, " or "],
  [/\+/g, " plus "],
  [/-/g, " minus "],
  [/\*/g, " times "],
  [/\//g, " over "],
  [/\^/g, " to "],
];

/** A formula as a piece of an id: `"pred == target"` is `"pred_is_target"`. */
export function slug(formula: string): string {
  return words.reduce((text, [sign, word]) => text.replace(sign, word), formula)
    .replace(/[^A-Za-z0-9]+/g, "_").replace(/^_+|_+$/g, "");
}

/** Characters that a condition has in an id. */
const mostCharacters = 40;

/**
 * How a long formula begins, as a piece of an id: whole words, {@linkcode mostCharacters} at most, so
 * that two that begin alike need something else to be told apart.
 */
export function shortSlug(formula: string): string {
  const whole = slug(formula);
  return whole.length <= mostCharacters
    ? whole
    : whole.slice(0, mostCharacters + 1).replace(/_[^_]*$/, "");
}

/** One answer of a case, times a coefficient. */
export function term(call: number, output: string, element: number, coefficient: number): Term {
  return { call, output, element, coefficient };
}

/** The law that a weighted sum of answers is exactly a number, 0 when not given. */
export function equality(why: string, terms: readonly Term[], sum = 0): Law {
  return sum === 0 ? { terms, sense: "=", why } : { terms, constant: -sum, sense: "=", why };
}

/** The law that a weighted sum of answers is at most a number, 0 when not given. */
export function atMost(why: string, terms: readonly Term[], limit = 0): Law {
  return { terms, constant: -limit, sense: "<=", why };
}

/** The laws that a weighted sum of answers lies in an interval; none where it has no finite ends. */
export function between(
  why: string,
  terms: readonly Term[],
  [lo, hi]: readonly [number, number],
): readonly Law[] {
  if (!Number.isFinite(lo) || !Number.isFinite(hi)) return [];
  const negated = terms.map((t) => ({ ...t, coefficient: -t.coefficient }));
  return [atMost(why, terms, hi), atMost(why, negated, -lo)];
}
