/**
 * The accuracy over many cases: the worst multiple of A of each output.
 *
 * @module
 */
import type { Accuracy, Trial } from "../judge/mod.ts";
import type { Oracle } from "../oracle/mod.ts";
import type { Spec } from "../spec/mod.ts";
import type { Judged } from "./event.ts";

/** The worst accuracy of one output, with the case that attains it. */
export type Worst = NonNullable<Judged["accuracy"]>[number];

/** Whether `a` is worse than `b`; where A says nothing (NaN, or beyond any A), that is no measure. */
export function isWorse(a: number, b: number): boolean {
  return Number.isFinite(a) && (!Number.isFinite(b) || a > b);
}

/** The names of a spec's forms for one output, the most accurate first. */
export function formsOf(spec: Spec | undefined, output: string): readonly string[] {
  if (spec === undefined) return [];
  const { forms, gradient_forms } = spec.formula;
  return [...Object.keys(forms), ...Object.keys(gradient_forms[output] ?? {})];
}

/** The less accurate of two forms; one that is not listed is the least accurate. */
function lesserForm(a: string, b: string, forms: readonly string[]): string {
  const place = (form: string) => forms.includes(form) ? forms.indexOf(form) : forms.length;
  return place(a) > place(b) ? a : b;
}

/**
 * Folds the accuracy of one more case into the worst so far.
 *
 * @param worst the worst so far, by output
 * @param accuracy what the judge measured
 * @param trial the case
 * @param spec the loss, for the order of its forms
 * @returns the worst now, by output; the form is the least accurate one so far
 */
export function foldWorst(
  worst: ReadonlyMap<string, Worst>,
  accuracy: readonly Accuracy[],
  trial: Trial,
  spec: Spec | undefined,
): Map<string, Worst> {
  const now = new Map(worst);
  for (const next of accuracy) {
    now.set(next.output, joinWorst(now.get(next.output), { ...next, trial }, spec));
  }
  return now;
}

/**
 * The worse of two accuracies of one output.
 *
 * @param before the worst so far
 * @param next another
 * @param spec the loss, for the order of its forms; the form is the less accurate one of both
 */
export function joinWorst(before: Worst | undefined, next: Worst, spec: Spec | undefined): Worst {
  if (before === undefined) return next;
  const kept = isWorse(next.multiple, before.multiple) ? next : before;
  const form = lesserForm(before.form, next.form, formsOf(spec, next.output));
  const forms = before.forms === undefined || next.forms === undefined
    ? before.forms ?? next.forms
    : before.forms.filter((name) => next.forms!.includes(name));
  return { ...kept, form, ...forms !== undefined && { forms } };
}

/**
 * Adds to each worst accuracy the operation that dominates the error bound there.
 *
 * @param worst the worst of each output
 * @param oracle asked once an output
 * @returns the same, with `dominant` where the answer was measured and not exact
 */
export function withDominant(worst: Iterable<Worst>, oracle: Oracle): Worst[] {
  return [...worst].map((entry) => {
    if (!(entry.multiple > 0 && entry.multiple < Infinity)) return entry;
    const enclosures = oracle.enclose(entry.trial.calls[entry.call]);
    return { ...entry, dominant: oracle.dominant(enclosures, entry.output, entry.element) };
  });
}
