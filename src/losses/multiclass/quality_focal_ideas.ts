/**
 * Ideas for quality focal loss: qualities, the background, and where the modulator turns.
 *
 * @module
 */
import { type Idea, wideDTypes } from "../idea.ts";
import { rowFactors } from "../row_factor_ideas.ts";
import { rows } from "./rows.ts";

const given = { pred: rows, label: [0, 3, 2], score: [0.75, 0.5, 0.25] };

/** Quality focal loss. */
export const qualityFocalIdeas: readonly Idea[] = [
  {
    slug: "ordinary",
    purpose: "ordinary",
    why: "Two boxes of some quality, and a row of background",
    inputs: given,
    reduction: "none",
  },
  {
    slug: "even_logit",
    purpose: "anchor",
    why: "x = 0 and q = 3/4: log(2)/16; its slope is -0.10227, -1/64 were the modulator a constant",
    inputs: { pred: [[0]], label: [0], score: [0.75] },
    reduction: "none",
  },
  {
    slug: "background",
    purpose: "ordinary",
    why: "Label C is none of the classes: every entry is a negative, whatever the score",
    inputs: { pred: [[1, -1, 0], [1, -1, 0]], label: [3, 3], score: [0, 1] },
    reduction: "none",
  },
  {
    slug: "quality_zero",
    purpose: "boundary",
    why: "A label of quality 0 is as good as background",
    inputs: { pred: [[1, -1, 0], [1, -1, 0]], label: [1, 3], score: [0, 0] },
    reduction: "none",
  },
  {
    slug: "quality_one",
    purpose: "boundary",
    why: "Quality 1 is focal loss of a hard target without balance",
    inputs: { pred: [[2, -3], [-2, 3]], label: [0, 0], score: [1, 1] },
    reduction: "none",
  },
  {
    slug: "quality_reached",
    purpose: "boundary",
    why: "Where the score is the quality the entry and its slope are 0",
    inputs: { pred: [[0, 0.25]], label: [0], score: [0.5] },
    reduction: "none",
  },
  {
    slug: "quality_nearly_reached",
    purpose: "boundary",
    why: "Beside the quality the modulator is the square of a difference that cancels",
    inputs: ({ above }) => ({ pred: [[0, -50]], label: [0], score: [above(0.5)] }),
    reduction: "none",
  },
  {
    slug: "beta_one_reached",
    purpose: "boundary",
    why:
      "beta = 1 has a kink where the score is the quality: any slope between both sides' is right",
    inputs: { pred: [[0, 0.25]], label: [0], score: [0.5] },
    params: { beta: 1 },
    reduction: "none",
  },
  {
    slug: "beta_large",
    purpose: "parameter",
    why: "beta = 30: entries that are nearly right vanish, wrong ones stay",
    inputs: { pred: [[6, -6], [-6, 6]], label: [0, 0], score: [1, 1] },
    params: { beta: 30 },
    reduction: "none",
  },
  {
    slug: "logits_large",
    purpose: "extreme",
    why: "Entries of the size of the logit; those that are right are 0",
    inputs: ({ largest }) => ({
      pred: [[largest / 4, -largest / 4], [-largest / 4, largest / 4]],
      label: [1, 1],
      score: [1, 0.5],
    }),
    reduction: "none",
  },
  {
    slug: "weight_saves_the_sum",
    purpose: "extreme",
    why: "A row's sum over its classes is out of range, but the weight brings it back",
    inputs: ({ largest }) => ({
      pred: [[largest, largest]],
      label: [2],
      score: [0],
      weight: [0.25],
    }),
    reduction: "sum",
    dtypes: wideDTypes,
  },
  {
    slug: "as_many_rows_as_classes",
    purpose: "shape",
    why: "A square of logits: the class axis is axis 1, not axis 0",
    inputs: { pred: [[2, -1], [0.5, 3]], label: [1, 0], score: [0.75, 0.25] },
    reduction: "none",
  },
  ...rowFactors(given),
  {
    slug: "nan_in_pred",
    purpose: "nan",
    why: "A NaN among the logits makes its own row NaN",
    inputs: { ...given, pred: [[0.5, "NaN", 2], ...rows.slice(1)] },
    reduction: "none",
  },
  {
    slug: "score_above_one",
    purpose: "rejection",
    why: "A quality is at most 1",
    inputs: { ...given, score: [1.5, 0.5, 0.25] },
    refuse: "should",
    dtypes: wideDTypes,
  },
  {
    slug: "label_negative",
    purpose: "rejection",
    why: "Label -1 is neither a class nor C; mmDetection takes it for background",
    inputs: { ...given, label: [0, -1, 2] },
    refuse: "must",
    dtypes: wideDTypes,
  },
  {
    slug: "label_too_large",
    purpose: "rejection",
    why: "Label C + 1 is neither a class nor the background",
    inputs: { ...given, label: [0, 4, 2] },
    refuse: "must",
    dtypes: wideDTypes,
  },
];
