/**
 * Forms that had another name before.
 *
 * @module
 */
import type { Form, Spec } from "./spec.ts";

/**
 * What a form is called now.
 *
 * @param name a name that may have been given up
 * @param specs the losses that it may be a form of
 * @returns the form's name in the first of them that gave this one up, unless one has such a form
 */
export function renamedForm(name: string, specs: Iterable<Spec>): string | undefined {
  let now: string | undefined;
  for (const { formula: { forms, renamed } } of specs) {
    if (Object.hasOwn(forms, name)) return undefined;
    if (Object.hasOwn(renamed, name)) now ??= renamed[name];
  }
  return now;
}

/**
 * What a form is called now in the loss that it was copied from, to the letter.
 *
 * @param name its name in the copy
 * @param form the copy
 * @param specs the losses that it may be a copy of
 */
export function copiedRename(name: string, form: Form, specs: Iterable<Spec>): string | undefined {
  for (const { formula: { forms, renamed } } of specs) {
    const now = Object.hasOwn(renamed, name) ? renamed[name] : undefined;
    if (now !== undefined && JSON.stringify(forms[now]) === JSON.stringify(form)) return now;
  }
  return undefined;
}
