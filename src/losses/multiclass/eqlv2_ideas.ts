/**
 * Ideas for equalization loss v2: ratios on both sides of mu, and the background.
 *
 * @module
 */
import { type Idea, wideDTypes } from "../idea.ts";
import { classLogits } from "./class_logit_ideas.ts";
import { classRows } from "./class_row_ideas.ts";
import { withPerClass } from "./per_class_ideas.ts";
import { rows } from "./rows.ts";

const ratio = [1, 0.5, 0];
const inputs = { pred: rows, label: [0, 1, 2], ratio };

/** Ideas for any logits, with a ratio for each class, reduced to the mean. */
function withRatios(ideas: readonly Idea[]): readonly Idea[] {
  const reduced = ideas.map(({ reduction: _, ...idea }): Idea => idea);
  return withPerClass(reduced, "ratio", [1, 0.5, 0, 100]);
}

const shared: ReadonlySet<string> = new Set([
  "two_classes",
  "equal_logits",
  "one_class",
  "confident_and_right",
  "confident_and_wrong",
  "shifted",
  "largest",
  "half_the_largest",
  "subnormal",
  "ties",
  "last_label",
]);

const own: readonly Idea[] = [
  {
    slug: "ordinary",
    purpose: "ordinary",
    why: "Three classes, the last one the background, of which no ratio is read",
    inputs,
  },
  {
    slug: "anchor",
    purpose: "anchor",
    why: "Logits (1, -1, 0) and ratios 1 and 1/2: 1.11896",
    inputs: { pred: [[1, -1, 0]], label: [0], ratio },
  },
  {
    slug: "ratios_at_first",
    purpose: "boundary",
    why: "Ratios of 100, as modules begin with: binary cross entropy, summed over classes",
    inputs: { ...inputs, ratio: [100, 100, 100] },
  },
  {
    slug: "ratio_zero",
    purpose: "boundary",
    why:
      "Classes that no positive has moved: negatives weigh next to nothing, positives five times",
    inputs: { ...inputs, ratio: [0, 0, 0] },
  },
  {
    slug: "ratio_at_mu",
    purpose: "boundary",
    why: "A ratio of mu: a negative weighs a half",
    inputs: { ...inputs, ratio: [0.5, 0.5, 0.5] },
    params: { mu: 0.5 },
  },
  {
    slug: "ratio_of_the_background",
    purpose: "regression",
    why: "The background weighs 1, whatever its ratio",
    inputs: { ...inputs, ratio: [1, 0.5, 1000] },
  },
  {
    slug: "without_slope",
    purpose: "parameter",
    why: "With gamma 0 all negatives weigh a half, and all positives 3",
    inputs,
    params: { gamma: 0 },
  },
  {
    slug: "alpha_zero",
    purpose: "parameter",
    why: "With alpha 0 positives weigh 1",
    inputs,
    params: { alpha: 0 },
  },
  {
    slug: "upstream",
    purpose: "upstream",
    why: "A gradient from above scales every slope",
    inputs,
    upstream: -2.5,
  },
  {
    slug: "ratios_too_few",
    purpose: "rejection",
    why:
      "Ratios of the foreground classes alone do not fit: the background has one that is not read",
    inputs: { ...inputs, ratio: [1, 0.5] },
    refuse: "must",
    dtypes: wideDTypes,
  },
  {
    slug: "ratio_negative",
    purpose: "rejection",
    why: "Sums of magnitudes have no negative ratio",
    inputs: { ...inputs, ratio: [1, -1, 1] },
    refuse: "should",
    dtypes: wideDTypes,
  },
  {
    slug: "alpha_negative",
    purpose: "rejection",
    why: "Positives do not weigh less than 1",
    inputs,
    params: { alpha: -1 },
    refuse: "should",
    dtypes: wideDTypes,
  },
  {
    slug: "mu_negative",
    purpose: "rejection",
    why: "No ratio is below 0, so none could meet such a mu",
    inputs,
    params: { mu: -1 },
    refuse: "should",
    dtypes: wideDTypes,
  },
];

/** Equalization loss v2. */
export const eqlv2Ideas: readonly Idea[] = [
  ...own,
  ...withRatios(classLogits.filter(({ slug }) => shared.has(slug))),
  ...withRatios(
    classRows.filter(({ purpose, slug }) =>
      purpose !== "ignored" && slug !== "upstream_vector" && slug !== "upstream_scalar"
    ),
  ),
];
