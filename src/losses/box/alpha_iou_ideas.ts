/**
 * Ideas for alpha IoU loss.
 *
 * @module
 */
import { type Idea, wideDTypes } from "../idea.ts";
import { anchorBoxes, boxIdeas } from "./box_ideas.ts";
import { smallBoxIdeas } from "./giou_ideas.ts";

/** Of alpha IoU loss. */
export const alphaIouIdeas: readonly Idea[] = [
  ...boxIdeas,
  ...smallBoxIdeas,
  {
    slug: "power_one",
    purpose: "parameter",
    why: "With the power 1 it is 1 - IoU",
    inputs: anchorBoxes,
    params: { alpha: 1 },
    reduction: "none",
  },
  {
    slug: "power_between",
    purpose: "parameter",
    why: "A power that is no whole number",
    inputs: anchorBoxes,
    params: { alpha: 5.5, eps: 0 },
    reduction: "none",
  },
  {
    slug: "nearly_equal",
    purpose: "extreme",
    why: "Boxes that are nearly equal: a power of the share, taken from 1, loses digits",
    inputs: ({ above }) => ({ pred: [[0, 0, 4, 4]], target: [[0, 0, 4, above(4)]] }),
    params: { eps: 0 },
    reduction: "none",
  },
  {
    slug: "power_below_one",
    purpose: "rejection",
    why: "Powers below 1 have an infinite slope at boxes apart",
    inputs: { pred: [[0, 0, 4, 3]], target: [[1, 1, 5, 5]] },
    params: { alpha: 0.5 },
    refuse: "should",
    dtypes: wideDTypes,
  },
];
