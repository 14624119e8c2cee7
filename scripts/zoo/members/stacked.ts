/**
 * Everything that loses digits at once: elementary functions as inexact as may be, reciprocals for quotients, and
 * what else can be added.
 *
 * @module
 */
import { floatDTypes } from "../../../src/tensor/mod.ts";
import type { Choice, Manner } from "../implementation.ts";
import { type Member, member } from "../member.ts";
import { inOrder } from "../numbers.ts";
import { adversarial } from "./elementary.ts";
import { flushed, fused } from "./precisions.ts";
import { reciprocals } from "./products.ts";

const lossy: Manner = {
  habits: [adversarial, reciprocals],
  mean: "each reciprocal",
};

const from = (place: number): Choice => (forms) => place < 0 ? forms.length + place : place;

const inForms = ([["first", 0], ["second", 1], ["last", -1], ["second_last", -2]] as const)
  .map(([name, place]): Member =>
    member(`stacked/in_${name}_form`, `Inexact functions and reciprocals, in the ${name} form`, {
      ...lossy,
      value: from(place),
    }, { has: ({ formula }) => Object.keys(formula.forms).length >= 2 || place === 0 })
  );

export const members: readonly Member[] = [
  ...inForms,
  member("stacked/upstream_last", "… the gradient from above at the end", {
    ...lossy,
    upstream: "last",
  }),
  member("stacked/fused", "Inexact functions and fused sums, from the end", {
    habits: [adversarial, fused, (on) => ({ sum: (terms) => inOrder(on, terms.toReversed()) })],
    mean: "reciprocal",
  }),
  member("stacked/flushed", "Inexact functions, reciprocals, and subnormals that are 0", {
    ...lossy,
    habits: [adversarial, reciprocals, flushed({ inputs: true })],
  }, { declares: { flushes: floatDTypes } }),
  member("stacked/gradient_last", "The last form's gradient beside the first one's value", {
    ...lossy,
    gradient: from(-1),
  }),
];
