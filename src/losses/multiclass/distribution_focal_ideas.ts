/**
 * Ideas for distribution focal loss: positions on classes, between them, and at both ends.
 *
 * @module
 */
import { type Idea, wideDTypes } from "../idea.ts";
import { rowFactors } from "../row_factor_ideas.ts";
import { rows } from "./rows.ts";

const given = { pred: rows, target: [0.25, 1.5, 1.875] };
const stairs = [0, 1, 2, 3];

/** Distribution focal loss. */
export const distributionFocalIdeas: readonly Idea[] = [
  {
    slug: "ordinary",
    purpose: "ordinary",
    why: "Three sides of boxes, each between two classes",
    inputs: given,
    reduction: "none",
  },
  {
    slug: "between",
    purpose: "anchor",
    why: "Logits 0 to 3 and y = 1.25: 3/4 of the cross entropy of class 1, 1/4 of class 2's",
    inputs: { pred: [stairs], target: [1.25] },
    reduction: "none",
  },
  {
    slug: "even_logits",
    purpose: "anchor",
    why: "Equal logits: log 4, whatever the position",
    inputs: { pred: [[0, 0, 0, 0], [7, 7, 7, 7]], target: [0.5, 2.75] },
    reduction: "none",
  },
  {
    slug: "whole",
    purpose: "boundary",
    why: "A whole position is a label: the cross entropy of that class alone",
    inputs: { pred: [stairs, stairs, stairs], target: [0, 1, 2] },
    reduction: "none",
  },
  {
    slug: "last_class",
    purpose: "boundary",
    why:
      "y = C - 1 is the last class's cross entropy; there is no class C to look up, or to clamp for",
    inputs: { pred: [stairs, [3, 2, 1, 0]], target: [3, 3] },
    reduction: "none",
  },
  {
    slug: "beside_whole",
    purpose: "boundary",
    why: "One float beside a class: the neighbour has the last digit",
    inputs: ({ above, below }) => ({
      pred: [stairs, stairs, stairs],
      target: [below(3), above(1), below(1)],
    }),
    reduction: "none",
  },
  {
    slug: "tiny_position",
    purpose: "extreme",
    why: "Barely above 0: class 1 has next to nothing, and class 0 all the rest",
    inputs: ({ tiny, normal }) => ({ pred: [[0, 40], [40, 0]], target: [tiny, normal] }),
    reduction: "none",
  },
  {
    slug: "minimal",
    purpose: "boundary",
    why: "Where the softmax has the two shares the loss is their entropy, and there is no slope",
    inputs: { pred: [[1, 1, -200]], target: [0.5] },
    reduction: "none",
    dtypes: wideDTypes,
  },
  {
    slug: "order_of_classes",
    purpose: "regression",
    why: "The classes have an order: the same logits turned round are another loss",
    inputs: { pred: [stairs, [3, 2, 1, 0]], target: [0.75, 0.75] },
    reduction: "none",
  },
  {
    slug: "confident_and_wrong",
    purpose: "extreme",
    why: "Gaps of 50 and 200: log of softmax is -∞ from 104, the loss is not",
    inputs: { pred: [[50, 0, 0], [200, 0, 0]], target: [1.5, 2] },
    reduction: "none",
  },
  {
    slug: "largest",
    purpose: "extreme",
    why: "The largest logits: their difference is out of range, a quarter of it is not",
    inputs: ({ largest }) => ({ pred: [[largest, -largest]], target: [0.25] }),
    reduction: "none",
  },
  {
    slug: "one_class",
    purpose: "shape",
    why: "One class: 0 is the only position, and costs nothing",
    inputs: { pred: [[3], [-100]], target: [0, 0] },
    reduction: "none",
  },
  {
    slug: "as_many_rows_as_classes",
    purpose: "shape",
    why: "A square of logits: the class axis is axis 1, not axis 0",
    inputs: { pred: [[2, -1], [0.5, 3]], target: [0.25, 1] },
    reduction: "none",
  },
  {
    slug: "sixteen_bins",
    purpose: "ordinary",
    why: "As many distances as detectors have",
    inputs: {
      pred: { shape: [1, 17], data: Array.from({ length: 17 }, (_, c) => (c * 5 % 17) / 4 - 2) },
      target: [9.625],
    },
    reduction: "none",
  },
  {
    slug: "sum",
    purpose: "upstream",
    why: "Summed: the gradient is not divided; it is multiplied by the one from above",
    inputs: given,
    reduction: "sum",
    upstream: -2.5,
  },
  ...rowFactors(given),
  {
    slug: "nan_in_pred",
    purpose: "nan",
    why: "A NaN among the logits makes its own row NaN, where neither class has it, too",
    inputs: { ...given, pred: [[0.5, -1.25, "NaN"], ...rows.slice(1)] },
    reduction: "none",
  },
  {
    slug: "nan_in_target",
    purpose: "nan",
    why: "A NaN for a position makes its own row NaN",
    inputs: { ...given, target: [0.25, "NaN", 2] },
    reduction: "none",
  },
  {
    slug: "target_negative",
    purpose: "rejection",
    why: "y = -1/2 lies before the first class; mmDetection extrapolates with weights 1.5 and -0.5",
    inputs: { pred: [stairs], target: [-0.5] },
    refuse: "must",
    dtypes: wideDTypes,
  },
  {
    slug: "target_too_large",
    purpose: "rejection",
    why: "y = C - 1/2 lies beyond the last class",
    inputs: { pred: [stairs], target: [3.5] },
    refuse: "must",
    dtypes: wideDTypes,
  },
  {
    slug: "target_too_short",
    purpose: "rejection",
    why: "Two positions for three rows do not fit",
    inputs: { ...given, target: [0.25, 1.5] },
    refuse: "must",
    dtypes: wideDTypes,
  },
];
