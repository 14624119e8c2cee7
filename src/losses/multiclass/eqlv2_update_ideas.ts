/**
 * Ideas for the update of equalization loss v2: which row counts where, and what the state before does.
 *
 * @module
 */
import { type Idea, wideDTypes } from "../idea.ts";
import { classLogits } from "./class_logit_ideas.ts";
import { classRows } from "./class_row_ideas.ts";
import { withPerClass } from "./per_class_ideas.ts";
import { rows } from "./rows.ts";

const state = { ratio: [1, 0.5, 0.25], pos_grad: [2, 0.5, 3], neg_grad: [4, 1, 0.5] };
const inputs = { pred: rows, label: [0, 1, 2], ...state };

/** Ideas for any logits, with the state of each class. */
function withState(ideas: readonly Idea[]): readonly Idea[] {
  const whole = ideas.map(({ reduction: _, ...idea }): Idea => idea);
  return withPerClass(
    withPerClass(withPerClass(whole, "ratio", [1, 0.5, 0, 100]), "pos_grad", [2, 0.5, 0]),
    "neg_grad",
    [4, 0.25, 1],
  );
}

const shared: ReadonlySet<string> = new Set([
  "two_classes",
  "equal_logits",
  "one_class",
  "confident_and_right",
  "confident_and_wrong",
  "largest",
  "half_the_largest",
  "subnormal",
  "last_label",
  "eighty_classes",
  "one_row",
  "as_many_rows_as_classes",
  "nan_in_pred",
  "label_negative",
  "labels_too_few",
]);

const own: readonly Idea[] = [
  {
    slug: "ordinary",
    purpose: "ordinary",
    why: "Three rows of three classes, each a positive of one class and a negative of two",
    inputs,
  },
  {
    slug: "anchor",
    purpose: "anchor",
    why: "Logits of 0, weights of 1/2 and 2: (2 + 2/2)/(4 + 1/4 + 1/4) and 1/2 over 1 + 2/4 + 1/4",
    inputs: {
      pred: [[0, 0], [0, 0]],
      label: [0, 2],
      ratio: [0, 0],
      pos_grad: [2, 0.5],
      neg_grad: [4, 1],
    },
    params: { gamma: 0, alpha: 2, eps: 0.25 },
  },
  {
    slug: "background",
    purpose: "boundary",
    why: "Rows of the background are negatives of all classes, positives of none",
    inputs: { ...inputs, label: [3, 3, 3] },
  },
  {
    slug: "first_batch",
    purpose: "boundary",
    why:
      "The ratio is 100 and both sums are 0, as modules begin: weights of 1, a ratio of the batch",
    inputs: { ...inputs, ratio: [100, 100, 100], pos_grad: [0, 0, 0], neg_grad: [0, 0, 0] },
  },
  {
    slug: "no_negative_so_far",
    purpose: "boundary",
    why: "A class that has had no negative has a ratio of 1e10 times its positives",
    inputs: {
      pred: [[0.5, -1.25], [1, 2]],
      label: [0, 0],
      ratio: [100, 100],
      pos_grad: [0, 0],
      neg_grad: [0, 0],
    },
    dtypes: wideDTypes,
  },
  {
    slug: "no_positive_so_far",
    purpose: "boundary",
    why: "A class that has had no positive has a ratio of 0",
    inputs: { ...inputs, label: [0, 0, 0], pos_grad: [0, 0, 0] },
  },
  {
    slug: "ratio_before_at_mu",
    purpose: "boundary",
    why: "A ratio before of mu: a negative weighs a half",
    inputs: { ...inputs, ratio: [0.5, 0.5, 0.5] },
    params: { mu: 0.5 },
  },
  {
    slug: "without_slope",
    purpose: "parameter",
    why: "With gamma 0 all negatives weigh a half, and all positives 3, whatever the ratio before",
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
    slug: "eps_one",
    purpose: "parameter",
    why: "eps is added once, to the sum of the negatives",
    inputs,
    params: { eps: 1 },
  },
  {
    slug: "large_sums",
    purpose: "extreme",
    why: "Sums that are near the largest float: their ratio is not",
    inputs: ({ largest }) => ({
      ...inputs,
      pos_grad: [largest / 2, largest / 4, largest],
      neg_grad: [largest / 4, largest / 2, largest],
    }),
    dtypes: wideDTypes,
  },
  {
    slug: "state_too_short",
    purpose: "rejection",
    why: "A class without a sum before does not fit",
    inputs: { ...inputs, pos_grad: [2, 0.5] },
    refuse: "must",
    dtypes: wideDTypes,
  },
  ...["ratio", "pos_grad", "neg_grad"].map((name): Idea => ({
    slug: `${name}_negative`,
    purpose: "rejection",
    why: `A ${name} of magnitudes is never negative`,
    inputs: { ...inputs, [name]: [1, -1, 1] },
    refuse: "should",
    dtypes: wideDTypes,
  })),
  ...["gamma", "mu", "alpha"].map((name): Idea => ({
    slug: `${name}_negative`,
    purpose: "rejection",
    why: `A ${name} below 0 would turn weights around`,
    inputs,
    params: { [name]: -1 },
    refuse: "should",
    dtypes: wideDTypes,
  })),
  {
    slug: "eps_zero",
    purpose: "rejection",
    why: "Without eps a class that has had neither positives nor negatives has no ratio",
    inputs,
    params: { eps: 0 },
    refuse: "should",
    dtypes: wideDTypes,
  },
  {
    slug: "label_too_large",
    purpose: "rejection",
    why: "C is the background: C + 1 is no class",
    inputs: { ...inputs, label: [0, 4, 2] },
    refuse: "must",
    dtypes: wideDTypes,
  },
];

/** The update of equalization loss v2. */
export const eqlv2UpdateIdeas: readonly Idea[] = [
  ...own,
  ...withState([...classLogits, ...classRows].filter(({ slug }) => shared.has(slug))),
];
