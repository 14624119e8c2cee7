/**
 * Every listed form, for values, gradients, or one of both.
 *
 * @module
 */
import { builtinSpecs } from "../../../src/spec/mod.ts";
import { type Member, member } from "../member.ts";

const counts = [...builtinSpecs.values()].map(({ formula }) => Object.keys(formula.forms).length);

const each = Array.from(
  { length: Math.max(...counts) },
  (_, n): Member =>
    member(`forms/number_${n}`, `The loss's form number ${n}, for value and gradient`, {
      value: () => n,
    }, { has: ({ formula }) => Object.keys(formula.forms).length > n }),
);

export const members: readonly Member[] = [
  ...each,
  member("forms/gradient_last", "The value by the first form, gradients by the last one", {
    gradient: (forms) => forms.length - 1,
  }),
  member(
    "forms/gradient_second_last",
    "The value by the first form, gradients by the last but one",
    {
      gradient: (forms) => forms.length - 2,
    },
  ),
  member("forms/gradient_third_last", "The value by the first form, gradients by the third last", {
    gradient: (forms) => forms.length - 3,
  }),
  member("forms/value_last", "The value by the last form, gradients by the first one", {
    value: (forms) => forms.length - 1,
    gradient: () => 0,
  }),
  member("forms/value_last_upstream_last", "The last form, the gradient from above at the end", {
    value: (forms) => forms.length - 1,
    upstream: "last",
  }),
];
