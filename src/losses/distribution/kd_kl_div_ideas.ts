/**
 * Ideas for knowledge distillation: temperatures, and students that are near their teachers.
 *
 * @module
 */
import { type Idea, wideDTypes } from "../idea.ts";
import { rowFactors } from "../row_factor_ideas.ts";

const given = {
  pred: [[1, 0, -1], [3, 0.25, -0.5], [-2, 1, 1.5]],
  soft: [[0, 0, 1], [2, -0.5, 0], [-2, 1.5, 0.5]],
};

/** Knowledge distillation. */
export const kdKlDivIdeas: readonly Idea[] = [
  {
    slug: "ordinary",
    purpose: "ordinary",
    why: "Three rows at the temperature 10",
    inputs: given,
    reduction: "none",
  },
  {
    slug: "temperature_one",
    purpose: "anchor",
    why: "T = 1: the divergence over C, 0.26548; three times that is PyTorch's batchmean",
    inputs: given,
    params: { temperature: 1 },
    reduction: "none",
  },
  {
    slug: "temperature_two",
    purpose: "parameter",
    why: "T = 2: T^2 keeps 0.26763 of the first row, without it 0.06691 would be left",
    inputs: given,
    params: { temperature: 2 },
    reduction: "sum",
    upstream: -0.75,
  },
  {
    slug: "temperature_below_one",
    purpose: "parameter",
    why: "T = 1/2 sharpens both distributions; mmDetection's class refuses it",
    inputs: given,
    params: { temperature: 0.5 },
    reduction: "none",
  },
  {
    slug: "temperature_large",
    purpose: "extreme",
    why: "T = 2^10: the divergence is 2^-20 of what T^2 makes of it; differences cancel",
    inputs: given,
    params: { temperature: 1024 },
    reduction: "none",
    dtypes: wideDTypes,
  },
  {
    slug: "almost_a_tie",
    purpose: "extreme",
    why: "A slope below half of the smallest float64 by less than 2048 bits tell",
    inputs: { pred: [[2e-323, 0]], soft: [[0, 0]] },
    params: { temperature: 2 },
    reduction: "none",
    dtypes: ["f64"],
  },
  {
    slug: "equal",
    purpose: "boundary",
    why: "A student that is its teacher: 0, and no slope",
    inputs: { pred: given.soft, soft: given.soft },
    params: { temperature: 2 },
    reduction: "none",
  },
  {
    slug: "shifted",
    purpose: "boundary",
    why: "A student that is its teacher but for a constant: 0, too",
    inputs: { pred: [[1, 1, 2], [6, 3.5, 4]], soft: [[0, 0, 1], [2, -0.5, 0]] },
    params: { temperature: 1 },
    reduction: "none",
  },
  {
    slug: "neighbours",
    purpose: "extreme",
    why: "Beside its teacher: the loss is the square of the last digit, and never negative",
    inputs: ({ above, below }) => ({
      pred: [[above(0.5), 1, below(-1)]],
      soft: [[0.5, 1, -1]],
    }),
    params: { temperature: 1 },
    reduction: "none",
  },
  {
    slug: "impossible_class",
    purpose: "extreme",
    why: "A class whose share of the teacher underflows counts 0: 0 log 0 is no NaN",
    inputs: { pred: [[0, 0, 0], [0, 1, 2]], soft: [[2000, 0, -2000], [3000, 0, 0]] },
    params: { temperature: 1 },
    reduction: "none",
  },
  {
    slug: "opposite",
    purpose: "extreme",
    why: "Student and teacher are sure of different classes: the loss is as large as the logits",
    inputs: { pred: [[400, 0, 0]], soft: [[0, 400, 0]] },
    params: { temperature: 1 },
    reduction: "none",
  },
  {
    slug: "one_class",
    purpose: "shape",
    why: "One class: both are sure, whatever the logits",
    inputs: { pred: [[1], [-2]], soft: [[5], [0.25]] },
    reduction: "none",
  },
  {
    slug: "as_many_rows_as_classes",
    purpose: "shape",
    why: "A square of logits: the class axis is axis 1, not axis 0",
    inputs: { pred: [[2, -1], [0.5, 3]], soft: [[1, 1], [0, -2]] },
    params: { temperature: 1 },
    reduction: "none",
  },
  ...rowFactors(given),
  {
    slug: "nan_in_soft",
    purpose: "nan",
    why: "A NaN among the teacher's logits makes its own row NaN",
    inputs: { pred: [[0, 1], [0, 1]], soft: [["NaN", 2], [1, 2]] },
    reduction: "none",
  },
  {
    slug: "temperature_zero",
    purpose: "rejection",
    why: "A temperature of 0 divides by nothing",
    inputs: given,
    params: { temperature: 0 },
    refuse: "should",
    dtypes: wideDTypes,
  },
  {
    slug: "soft_too_narrow",
    purpose: "rejection",
    why: "A teacher of two classes for a student of three does not fit",
    inputs: { pred: given.pred, soft: [[0, 1], [2, 3], [4, 5]] },
    refuse: "must",
    dtypes: wideDTypes,
  },
];
