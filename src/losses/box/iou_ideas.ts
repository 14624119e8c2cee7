/**
 * Ideas for losses of the intersection over the union of boxes.
 *
 * @module
 */
import { type Idea, wideDTypes } from "../idea.ts";
import { boxIdeas } from "./box_ideas.ts";

const own: readonly Idea[] = [
  {
    slug: "eps_large",
    purpose: "parameter",
    why: "Boxes that have less in common than eps cost as much as boxes apart, without a slope",
    inputs: { pred: [[0, 0, 4, 3], [0, 0, 9, 8]], target: [[1, 1, 5, 5], [1, 1, 10, 10]] },
    params: { eps: 0.5 },
    reduction: "none",
  },
  {
    slug: "small_boxes",
    purpose: "parameter",
    why: "The union is less than union_eps: identical boxes are not perfect",
    inputs: {
      pred: [[0, 0, 0.25, 0.5], [0, 0, 0.5, 0.25]],
      target: [[0, 0, 0.25, 0.5], [0.125, 0, 0.5, 0.25]],
    },
    params: { union_eps: 0.25 },
    reduction: "none",
  },
  {
    slug: "eps_negative",
    purpose: "rejection",
    why: "A share is never below 0",
    inputs: { pred: [[0, 0, 4, 3]], target: [[1, 1, 5, 5]] },
    params: { eps: -1 },
    refuse: "should",
    dtypes: wideDTypes,
  },
];

/** Those of all losses of overlaps, and their own. */
export const iouIdeas: readonly Idea[] = [...boxIdeas, ...own];
