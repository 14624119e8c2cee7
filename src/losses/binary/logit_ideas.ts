/**
 * Ideas for losses of a logit: binary cross entropy with logits and the sigmoid focal losses.
 *
 * @module
 */
import { type Idea, wideDTypes } from "../idea.ts";

/** The logits at which implementations break, in every format that holds them. */
const ladder = [0, 1, 5, 8, 10, 12, 16, 17, 20, 50, 88, 89, 104, 120, 200, 1e4] as const;

const rungs = ladder.flatMap((x) => x === 0 ? [0] : [x, -x]);

/** Whatever is made of a logit and a target. */
export const logits: readonly Idea[] = [
  {
    slug: "ladder_positive",
    purpose: "boundary",
    why:
      "The ladder of logits, target 1: sigmoid then log fails from 17, exp from 89 (candle#2561, mxnet#9404)",
    inputs: { pred: rungs, target: rungs.map(() => 1) },
    reduction: "none",
  },
  {
    slug: "ladder_negative",
    purpose: "boundary",
    why: "The ladder of logits, target 0: 1 - p loses what the logit knew",
    inputs: { pred: rungs, target: rungs.map(() => 0) },
    reduction: "none",
  },
  {
    slug: "ladder_soft",
    purpose: "boundary",
    why: "The ladder of logits with a soft target of 1/4, where the rules for soft targets differ",
    inputs: { pred: rungs, target: rungs.map(() => 0.25) },
    reduction: "none",
  },
  {
    slug: "ordinary",
    purpose: "ordinary",
    why: "Ordinary logits, hard targets of both kinds",
    inputs: { pred: [0.5, -1.25, 2, -3], target: [1, 0, 0, 1] },
    reduction: "mean",
  },
  {
    slug: "none",
    purpose: "reduction",
    why: "Two anchors of three classes, not reduced: the value has the inputs' shape",
    inputs: { pred: [[0.5, -1.25, 2], [-3, 0.25, 1]], target: [[1, 0, 0], [0, 0, 1]] },
    reduction: "none",
  },
  {
    slug: "mean_over_elements",
    purpose: "reduction",
    why:
      "Two anchors of three classes: the mean divides by six, not by two (mmcv divides by the rows)",
    inputs: { pred: [[0.5, -1.25, 2], [-3, 0.25, 1]], target: [[1, 0, 0], [0, 0, 1]] },
    reduction: "mean",
  },
  {
    slug: "sum",
    purpose: "reduction",
    why: "Summed: the gradient is not divided",
    inputs: { pred: [0.5, -1.25, 2, -3], target: [1, 0, 0, 1] },
    reduction: "sum",
  },
  {
    slug: "zero",
    purpose: "anchor",
    why: "x = 0, p = 1/2, where everything has a closed form in log 2",
    inputs: { pred: [0, 0, 0, "-0"], target: [1, 0, 0.5, 1] },
    reduction: "none",
  },
  {
    slug: "anchors",
    purpose: "anchor",
    why:
      "Logits whose loss is known to 25 digits: 2, 10, 16, 17 and 50, confident and right, then wrong",
    inputs: {
      pred: [2, 10, 16, 17, 50, 2, 10, 16, 17, 50],
      target: [1, 1, 1, 1, 1, 0, 0, 0, 0, 0],
    },
    reduction: "none",
  },
  {
    slug: "largest",
    purpose: "extreme",
    why: "The largest logits of both signs: the value and every gradient stay finite",
    inputs: ({ largest }) => ({
      pred: [largest, largest, -largest, -largest],
      target: [1, 0, 0, 1],
    }),
    reduction: "none",
  },
  {
    slug: "subnormal",
    purpose: "extreme",
    why: "Logits that are barely not 0",
    inputs: ({ tiny, normal }) => ({ pred: [tiny, -tiny, normal, -normal], target: [1, 1, 0, 0] }),
    reduction: "none",
  },
  {
    slug: "half_precision_eight",
    purpose: "regression",
    why:
      "log(max(p, FLT_MIN)) with a FLT_MIN that is 0 in half precision: NaN from |x| = 8 (mmcv#1488)",
    inputs: { pred: [8, -8, 9.5, -9.5], target: [1, 1, 0, 0] },
    reduction: "none",
  },
  {
    slug: "soft_quarter",
    purpose: "erratum",
    why:
      "x = 1, t = 1/4 tells the rules for soft targets apart; t = 1/2 hides one of the differences",
    inputs: { pred: [1, 1, -1], target: [0.25, 0.5, 0.75] },
    reduction: "none",
  },
  {
    slug: "soft_ends",
    purpose: "boundary",
    why: "Targets one float beside 0, 1/2 and 1 must not be taken for them",
    inputs: ({ above, below, tiny }) => ({
      pred: [2, 2, 2, 2],
      target: [tiny, below(0.5), above(0.5), below(1)],
    }),
    reduction: "none",
  },
  {
    slug: "upstream_scalar",
    purpose: "upstream",
    why: "A gradient from above that is not 1 scales every gradient",
    inputs: { pred: [0.5, -1.25, 2], target: [1, 0, 0] },
    reduction: "mean",
    upstream: -2.5,
  },
  {
    slug: "upstream_vector",
    purpose: "upstream",
    why: "Without reduction each element has its own gradient from above, 0 included",
    inputs: { pred: [0.5, -1.25, 2, -3], target: [1, 0, 0, 1] },
    reduction: "none",
    upstream: [1, -0.5, 0, 4],
  },
  {
    slug: "scalar",
    purpose: "shape",
    why: "Shape []: one element and no axis",
    inputs: { pred: 0.75, target: 1 },
    reduction: "mean",
  },
  {
    slug: "rank_three",
    purpose: "shape",
    why: "Three axes, one of length 1: nothing is squeezed (pytorch#166746)",
    inputs: { pred: [[[0.5], [-1.25]], [[2], [-3]]], target: [[[1], [0]], [[0], [1]]] },
    reduction: "none",
  },
  {
    slug: "nan_in_pred",
    purpose: "nan",
    why: "A NaN that is given must come out again, and only where it went in",
    inputs: { pred: [0.5, "NaN", 2], target: [0, 1, 1] },
    reduction: "none",
  },
  {
    slug: "nan_in_target",
    purpose: "nan",
    why: "A NaN among the targets makes the mean NaN",
    inputs: { pred: [0.5, 1, -2], target: [0, "NaN", 1] },
    reduction: "mean",
  },
  {
    slug: "one_positive",
    purpose: "ordinary",
    why: "One positive among many confident negatives: what a detector's anchors look like",
    inputs: {
      pred: Array.from({ length: 24 }, (_, i) => i === 11 ? 0.5 : -4 - (i % 5) / 4),
      target: Array.from({ length: 24 }, (_, i) => i === 11 ? 1 : 0),
    },
    reduction: "sum",
  },
  {
    slug: "shapes_differ",
    purpose: "rejection",
    why: "Different lengths do not fit",
    inputs: { pred: [1, 2, 3], target: [1, 0] },
    refuse: "must",
    dtypes: wideDTypes,
  },
  {
    slug: "column_against_row",
    purpose: "rejection",
    why: "[3, 1] against [3] broadcasts to nine terms (pytorch#1939)",
    inputs: { pred: [[1], [2], [3]], target: [1, 0, 1] },
    refuse: "must",
    dtypes: wideDTypes,
  },
  {
    slug: "target_above_one",
    purpose: "rejection",
    why: "A target of 7 gives a negative loss",
    inputs: { pred: [1, 2], target: [1, 7] },
    refuse: "should",
    dtypes: wideDTypes,
  },
  {
    slug: "empty",
    purpose: "rejection",
    why: "No elements: a mean over nothing is made up",
    inputs: { pred: [], target: [] },
    refuse: "should",
    dtypes: wideDTypes,
  },
];

/** Where every loss of logits and soft targets is asked: the ends, shapes, NaN, and what must be refused. */
const everywhere: readonly string[] = [
  "largest",
  "soft_ends",
  "rank_three",
  "nan_in_pred",
  "nan_in_target",
  "shapes_differ",
  "target_above_one",
  "empty",
];

/**
 * Of the ideas for any logit those that every loss has, and those at which one says something new.
 *
 * @param further their slugs
 */
export function logitsWith(...further: readonly string[]): readonly Idea[] {
  const wanted = new Set([...everywhere, ...further]);
  return logits.filter(({ slug }) => wanted.has(slug));
}

/** Four elements, of which nothing is special. */
export const hardAndSoft: Idea = {
  slug: "ordinary",
  purpose: "ordinary",
  why: "Likely and unlikely, hard and soft targets: nothing special",
  inputs: { pred: [0.5, -1.25, 2, -0.75], target: [1, 0, 0.5, 0.25] },
  reduction: "none",
};
