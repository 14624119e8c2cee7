/**
 * Ideas for binary cross entropy of rows of classes: whose pos_weight is whose.
 *
 * @module
 */
import type { NestedJson } from "../../tensor/mod.ts";
import { elementWeight } from "../element_weight_ideas.ts";
import { type GivenTensors, type Idea, wideDTypes } from "../idea.ts";
import { logits } from "./logit_ideas.ts";

/** Two rows of three classes, of both outcomes in each class. */
const anchors = {
  pred: [[0.5, -1.25, 2], [-3, 0.25, 1]],
  target: [[1, 0, 1], [0, 1, 0]],
} as const;

/** What no loss of elements alone has. */
const own: readonly Idea[] = [
  {
    slug: "pos_weight",
    purpose: "weight",
    why: "Each class has its own pos_weight, the same in every row",
    inputs: { ...anchors, pos_weight: [3, 0.5, 2] },
    reduction: "none",
  },
  {
    slug: "pos_weight_square",
    purpose: "weight",
    why: "As many rows as classes: a pos_weight by row fits as well, and is wrong",
    inputs: { pred: [[0.5, -1.25], [2, -3]], target: [[1, 1], [1, 1]], pos_weight: [3, 0.5] },
    reduction: "none",
  },
  {
    slug: "pos_weight_soft",
    purpose: "weight",
    why: "With soft targets both parts of a term count, of which pos_weight multiplies one",
    inputs: {
      pred: [[0.5, -1.25, 2], [-3, 0.25, 1]],
      target: [[0.25, 0.5, 0.75], [0.5, 0.75, 0.25]],
      pos_weight: [4, 1, 0.25],
    },
    reduction: "none",
  },
  {
    slug: "pos_weight_zero",
    purpose: "boundary",
    why: "pos_weight = 0 takes the positive part of one class away, and of no other",
    inputs: { pred: [[50, -50], [-2, -2]], target: [[1, 1], [0.5, 1]], pos_weight: [0, 1] },
    reduction: "none",
  },
  {
    slug: "pos_weight_mean",
    purpose: "reduction",
    why: "The mean divides by all six terms, whatever the classes weigh",
    inputs: { ...anchors, pos_weight: [3, 0.5, 2] },
    reduction: "mean",
  },
  {
    slug: "pos_weight_one_class",
    purpose: "shape",
    why: "One class: [N, 1] and a pos_weight of one element",
    inputs: { pred: [[0.5], [-1.25], [2]], target: [[1], [1], [0]], pos_weight: [3] },
    reduction: "none",
  },
  {
    slug: "pos_weight_and_weight",
    purpose: "weight",
    why:
      "pos_weight by class and weight by element, with label smoothing and a gradient from above",
    inputs: { ...anchors, weight: [[0.5, 2, 3], [1, 0, 0.25]], pos_weight: [3, 0.5, 2] },
    params: { label_smoothing: 0.25 },
    reduction: "sum",
    upstream: -0.75,
  },
  {
    slug: "upstream_by_term",
    purpose: "upstream",
    why: "Without reduction each term of each class has its own gradient from above",
    inputs: { ...anchors, pos_weight: [3, 0.5, 2] },
    reduction: "none",
    upstream: [[1, -0.5, 0], [4, 0.25, -2]],
  },
  {
    slug: "pos_weight_too_long",
    purpose: "rejection",
    why: "A pos_weight for four of three classes does not fit",
    inputs: { ...anchors, pos_weight: [3, 0.5, 2, 1] },
    refuse: "should",
    dtypes: wideDTypes,
  },
  {
    slug: "pos_weight_by_row",
    purpose: "rejection",
    why: "A pos_weight for each of two rows, of three classes, does not fit",
    inputs: { ...anchors, pos_weight: [3, 0.5] },
    refuse: "should",
    dtypes: wideDTypes,
  },
];

/** Ideas of any shape, as far as they are vectors: as one row of classes. */
function inOneRow(ideas: readonly Idea[]): readonly Idea[] {
  return ideas.filter(({ inputs }) => typeof inputs === "function" || isFlat(inputs)).map(
    ({ upstream, inputs, ...idea }) => ({
      ...idea,
      inputs: typeof inputs === "function" ? (ends) => rowsOf(inputs(ends)) : rowsOf(inputs),
      ...upstream !== undefined && { upstream: Array.isArray(upstream) ? [upstream] : upstream },
    }),
  );
}

function isFlat(inputs: GivenTensors): boolean {
  return Object.values(inputs).every((given) => Array.isArray(given) && !Array.isArray(given[0]));
}

function rowsOf(inputs: GivenTensors): GivenTensors {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, given]) => [name, [given as NestedJson]]),
  );
}

/** Binary cross entropy of rows of classes. */
export const logitCrossEntropyByClassIdeas: readonly Idea[] = [
  ...inOneRow([...logits, ...elementWeight]),
  ...own,
];
