/**
 * Ideas for the pull of associative embedding.
 *
 * @module
 */
import { type Idea, wideDTypes } from "../idea.ts";
import { difference } from "./difference_ideas.ts";

const own: readonly Idea[] = [
  {
    slug: "two_objects",
    purpose: "anchor",
    why: "Two objects of a CornerNet image: the mean is over objects, not over tags",
    inputs: { pred: [1, 2], target: [1.5, 1] },
    reduction: "mean",
  },
  {
    slug: "weight_of_one",
    purpose: "parameter",
    why: "The weight multiplies value and slope",
    inputs: { pred: [3, 1], target: [1, 3] },
    params: { pull_weight: 1 },
    reduction: "none",
  },
  {
    slug: "weight_of_nothing",
    purpose: "parameter",
    why: "With the weight 0 nothing is pulled",
    inputs: { pred: [3, 1], target: [1, 3] },
    params: { pull_weight: 0 },
    reduction: "sum",
  },
  {
    slug: "square_underflows",
    purpose: "extreme",
    why: "The square of a small difference vanishes; its slope is as small as the difference",
    inputs: ({ tiny, normal }) => ({ pred: [tiny, -normal, 0], target: [0, 0, tiny] }),
    reduction: "none",
  },
  {
    slug: "square_overflows",
    purpose: "extreme",
    why: "The square of a large difference is out of range, its slope is not",
    inputs: ({ largest }) => ({ pred: [largest / 4, 0], target: [0, largest / 4] }),
    reduction: "none",
  },
  {
    slug: "weight_negative",
    purpose: "rejection",
    why: "A negative weight pushes",
    inputs: { pred: [3, 1], target: [1, 3] },
    params: { pull_weight: -1 },
    refuse: "should",
    dtypes: wideDTypes,
  },
];

/** The pull: those of any difference that do not speak of a line, and its own. */
export const aePullIdeas: readonly Idea[] = [
  ...difference.filter(({ purpose, slug }) =>
    purpose !== "extreme" && purpose !== "regression" && slug !== "empty"
  ),
  ...own,
];
