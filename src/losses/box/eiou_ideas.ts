/**
 * Ideas for extended IoU loss.
 *
 * @module
 */
import { type Idea, wideDTypes } from "../idea.ts";
import { anchorBoxes, boxIdeas } from "./box_ideas.ts";
import { smallBoxIdeas } from "./giou_ideas.ts";

/** Of extended IoU loss. */
export const eiouIdeas: readonly Idea[] = [
  ...boxIdeas,
  ...smallBoxIdeas,
  {
    slug: "smooth",
    purpose: "ordinary",
    why: "Boxes that have nearly all in common: the parabola",
    inputs: { pred: [[0, 0, 10, 10]], target: [[0, 0, 10, 9.5]] },
    params: { eps: 0 },
    reduction: "none",
  },
  {
    slug: "all_smooth",
    purpose: "parameter",
    why: "A smooth point of 2, which no loss reaches: all is the parabola",
    inputs: {
      pred: [...anchorBoxes.pred, [0, 0, 2, 1]],
      target: [...anchorBoxes.target, [4, 3, 7, 5]],
    },
    params: { smooth_point: 2 },
    reduction: "none",
  },
  {
    slug: "at_the_smooth_point",
    purpose: "boundary",
    why: "The parabola and the line meet, with one slope",
    inputs: { pred: [[0, 0, 4, 4]], target: [[0, 0, 4, 2]] },
    params: { smooth_point: 0.5, eps: 0 },
    reduction: "none",
  },
  {
    slug: "smooth_point_zero",
    purpose: "rejection",
    why: "The parabola has no width",
    inputs: { pred: [[0, 0, 4, 3]], target: [[1, 1, 5, 5]] },
    params: { smooth_point: 0 },
    refuse: "should",
    dtypes: wideDTypes,
  },
];
