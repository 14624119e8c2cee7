/**
 * Where the number of terms and the gradient from above come in.
 *
 * @module
 */
import { type Member, member } from "../member.ts";

export const members: readonly Member[] = [
  member("reductions/reciprocal", "A mean is the sum times the reciprocal", { mean: "reciprocal" }),
  member("reductions/each_divided", "A mean is the sum of terms that are divided each", {
    mean: "each quotient",
  }),
  member("reductions/each_times_reciprocal", "A mean is the sum of terms times the reciprocal", {
    mean: "each reciprocal",
  }),
  member("reductions/upstream_last", "The gradient from above is multiplied by at the end", {
    upstream: "last",
  }),
  member("reductions/upstream_after_mean", "… after the mean's reciprocal", {
    upstream: "last",
    mean: "each reciprocal",
  }),
  member("reductions/upstream_times_reciprocal", "… before the mean's reciprocal", {
    upstream: "last",
    mean: "reciprocal",
  }),
  member("reductions/empty_zero", "A mean over nothing is 0", { empty: "zero" }),
  member("reductions/empty_refused", "A mean over nothing is refused", { empty: "refused" }),
  member("reductions/empty_nan", "A mean over nothing is NaN", { empty: "NaN" }),
];
