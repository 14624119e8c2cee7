/**
 * Ideas for cross entropy of several positives: which rows have pairs, and what the pairs come to.
 *
 * @module
 */
import { type Idea, wideDTypes } from "../idea.ts";
import { rowFactors } from "../row_factor_ideas.ts";
import { rows } from "./rows.ts";

const given = { pred: rows, label: [[1, 0, 0], [0, 1, 1], [0, 0, 1]] };

/** Cross entropy of several positives. */
export const multiposIdeas: readonly Idea[] = [
  {
    slug: "ordinary",
    purpose: "ordinary",
    why: "Three rows, with one positive and with two",
    inputs: given,
    reduction: "none",
  },
  {
    slug: "one_positive",
    purpose: "anchor",
    why: "One positive is cross entropy: 1.40761",
    inputs: { pred: [[1, 2, 0]], label: [[1, 0, 0]] },
    reduction: "none",
  },
  {
    slug: "two_positives",
    purpose: "anchor",
    why: "Two positives and two negatives are four pairs: 0.52374",
    inputs: { pred: [[1, 2, 0, -1]], label: [[1, 1, 0, 0]] },
    reduction: "none",
  },
  {
    slug: "no_threshold",
    purpose: "anchor",
    why:
      "One pair of equal logits is log 2; with a logit of 0 beside each (ZLPR) it would be twice",
    inputs: { pred: [[0, 0], [3, 3]], label: [[1, 0], [0, 1]] },
    reduction: "none",
  },
  {
    slug: "no_positive",
    purpose: "boundary",
    why: "A row without a positive has no pairs: 0 and no slope, not NaN",
    inputs: { pred: [[1, 2, 0], [-3, 0, 5]], label: [[0, 0, 0], [0, 0, 0]] },
    reduction: "none",
  },
  {
    slug: "no_negative",
    purpose: "boundary",
    why: "A row without a negative has no pairs either",
    inputs: { pred: [[1, 2, 0], [-3, 0, 5]], label: [[1, 1, 1], [1, 1, 1]] },
    reduction: "none",
  },
  {
    slug: "rows_without_pairs_count",
    purpose: "boundary",
    why: "Rows without pairs count in what the mean divides by",
    inputs: { pred: rows, label: [[0, 0, 0], [1, 0, 1], [1, 1, 1]] },
    reduction: "mean",
    upstream: -2.5,
  },
  {
    slug: "one_class",
    purpose: "shape",
    why: "One class has no pairs, whatever its label",
    inputs: { pred: [[3], [-100]], label: [[1], [0]] },
    reduction: "none",
  },
  {
    slug: "as_many_rows_as_classes",
    purpose: "shape",
    why: "A square of logits: the class axis is axis 1, not axis 0",
    inputs: { pred: [[2, -1], [0.5, 3]], label: [[1, 0], [1, 0]] },
    reduction: "none",
  },
  {
    slug: "sure_and_right",
    purpose: "boundary",
    why: "All positives far above all negatives: the loss is tiny and must not be 0",
    inputs: {
      pred: [[8, 9, 0, -1], [17, 20, 0, 0], [50, 60, 0, 1], [104, 200, 0, 0]],
      label: [[1, 1, 0, 0], [1, 1, 0, 0], [1, 1, 0, 0], [1, 1, 0, 0]],
    },
    reduction: "none",
  },
  {
    slug: "sure_and_wrong",
    purpose: "boundary",
    why: "One positive far below one negative: exp of their difference overflows from 89",
    inputs: {
      pred: [[-8, 9, 0, 1], [0, 20, 89, 0], [0, 60, 200, 1], [0, 0, 0, 1000]],
      label: [[1, 1, 0, 0], [1, 1, 0, 0], [1, 1, 0, 0], [1, 1, 0, 0]],
    },
    reduction: "none",
  },
  {
    slug: "shifted",
    purpose: "boundary",
    why: "A constant added to a row changes nothing: the highest negative less the lowest positive",
    inputs: {
      pred: [[1000, 1001, 999], [-1000, -1001, -999]],
      label: [[1, 0, 1], [0, 1, 0]],
    },
    reduction: "none",
  },
  {
    slug: "ties",
    purpose: "boundary",
    why: "Equal logits on both sides: as many pairs as products of both counts",
    inputs: {
      pred: [[2, 2, 2, 2, 2], [-1, -1, 3, 3, 3]],
      label: [[1, 0, 1, 0, 0], [1, 0, 1, 0, 0]],
    },
    reduction: "none",
  },
  {
    slug: "largest",
    purpose: "extreme",
    why: "The largest logits: their difference is out of range where it counts against the row",
    inputs: ({ largest }) => ({
      pred: [[largest, -largest, 0], [largest, largest, 0], [largest / 2, -largest / 2, 0]],
      label: [[1, 0, 0], [1, 0, 0], [0, 1, 0]],
    }),
    reduction: "none",
  },
  {
    slug: "largest_weighed_down",
    purpose: "extreme",
    why: "A loss beyond the format that its weight brings back",
    inputs: ({ largest }) => ({
      pred: [[largest, -largest]],
      label: [[0, 1]],
      weight: [0.25],
    }),
    reduction: "none",
  },
  {
    slug: "subnormal",
    purpose: "extreme",
    why: "Logits that are barely not 0",
    inputs: ({ tiny, normal }) => ({
      pred: [[tiny, -tiny, 0], [normal, 0, -normal]],
      label: [[1, 0, 0], [0, 1, 1]],
    }),
    reduction: "none",
  },
  {
    slug: "half_of_twelve",
    purpose: "ordinary",
    why: "Six positives among twelve: 36 pairs, which share the slope",
    inputs: {
      pred: [Array.from({ length: 12 }, (_, i) => (i * 5 % 12) / 4 - 1.5)],
      label: [Array.from({ length: 12 }, (_, i) => i % 2)],
    },
    reduction: "sum",
    upstream: 0.5,
  },
  ...rowFactors(given),
  {
    slug: "nan_in_pred",
    purpose: "nan",
    why: "A NaN makes its own row NaN, with pairs or without",
    inputs: { pred: [["NaN", 1], ["NaN", 2], [1, 2]], label: [[1, 0], [0, 0], [0, 1]] },
    reduction: "none",
  },
  {
    slug: "label_minus_one",
    purpose: "rejection",
    why: "Label -1 is neither: mmDetection has a logit of 0 in both groups of it",
    inputs: { pred: rows, label: [[1, 0, -1], [0, 1, 1], [0, 0, 1]] },
    refuse: "must",
    dtypes: wideDTypes,
  },
  {
    slug: "label_soft",
    purpose: "rejection",
    why: "A soft label is no positive and no negative",
    inputs: { pred: rows, label: [[0.5, 0, 1], [0, 1, 1], [0, 0, 1]] },
    refuse: "must",
    dtypes: wideDTypes,
  },
  {
    slug: "labels_too_narrow",
    purpose: "rejection",
    why: "Two labels a row for three logits do not fit",
    inputs: { pred: rows, label: [[1, 0], [0, 1], [0, 1]] },
    refuse: "must",
    dtypes: wideDTypes,
  },
  {
    slug: "empty",
    purpose: "rejection",
    why: "No rows: a mean over nothing is made up",
    inputs: { pred: { shape: [0, 3], data: [] }, label: { shape: [0, 3], data: [] } },
    refuse: "should",
    dtypes: wideDTypes,
  },
];
