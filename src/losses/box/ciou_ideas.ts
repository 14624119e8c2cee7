/**
 * Ideas for complete IoU loss.
 *
 * @module
 */
import { type Idea, wideDTypes } from "../idea.ts";
import { anchorBoxes, boxIdeas } from "./box_ideas.ts";
import { smallBoxIdeas } from "./giou_ideas.ts";

const exact = { eps: 0, height_eps: 0 };

/** Of complete IoU loss. */
export const ciouIdeas: readonly Idea[] = [
  ...boxIdeas,
  ...smallBoxIdeas,
  {
    slug: "without_gate",
    purpose: "parameter",
    why: "Aspect ratios count whatever is in common, as in torchvision, also of boxes apart",
    inputs: {
      pred: [...anchorBoxes.pred, [0, 0, 2, 1]],
      target: [...anchorBoxes.target, [4, 3, 7, 5]],
    },
    params: { ...exact, gate: -1 },
    reduction: "none",
  },
  {
    slug: "at_the_gate",
    purpose: "boundary",
    why:
      "The loss jumps where half is in common: at a half aspect ratios do not count, above they do",
    inputs: { pred: [[0, 0, 10, 5], [0, 0, 10, 5.5]], target: [[0, 0, 10, 10], [0, 0, 10, 10]] },
    params: exact,
    reduction: "none",
  },
  {
    slug: "heights_below_their_eps",
    purpose: "parameter",
    why: "An epsilon of its own is added to heights",
    inputs: { pred: [[0, 0, 4, 0.25]], target: [[0, 0, 4, 0.375]] },
    params: { eps: 0, height_eps: 0.25 },
    reduction: "none",
  },
  {
    slug: "alpha_eps",
    purpose: "parameter",
    why: "An epsilon is added to what alpha is divided by, and to nothing else",
    inputs: { pred: [[0, 0, 9, 8]], target: [[1, 1, 10, 10]] },
    params: { ...exact, alpha_eps: 0.25 },
    reduction: "none",
  },
  {
    slug: "equal_ratios",
    purpose: "boundary",
    why: "Boxes of one aspect ratio: alpha is 0, whatever they have in common",
    inputs: { pred: [[0, 0, 8, 4], [0, 0, 2, 1]], target: [[1, 0, 9, 4], [0, 0, 16, 8]] },
    params: { ...exact, gate: -1 },
    reduction: "none",
  },
  {
    slug: "beyond_two",
    purpose: "boundary",
    why: "Far boxes of opposite aspect ratios would cost more than 2: there they have no slope",
    inputs: { pred: [[0, 0, 1, 64]], target: [[512, 512, 576, 513]] },
    params: { ...exact, gate: -1 },
    reduction: "none",
  },
  {
    slug: "not_clamped",
    purpose: "parameter",
    why: "torchvision lets the loss grow beyond 2",
    inputs: { pred: [[0, 0, 1, 64]], target: [[512, 512, 576, 513]] },
    params: { ...exact, gate: -1, clamped: 0 },
    reduction: "none",
  },
  {
    slug: "gate_above_one",
    purpose: "rejection",
    why: "No share is above 1: nothing would pass such a gate",
    inputs: { pred: [[0, 0, 4, 3]], target: [[1, 1, 5, 5]] },
    params: { gate: 2 },
    refuse: "should",
    dtypes: wideDTypes,
  },
];
