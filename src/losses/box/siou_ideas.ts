/**
 * Ideas for SIoU loss.
 *
 * @module
 */
import { type Idea, wideDTypes } from "../idea.ts";
import { anchorBoxes, boxIdeas } from "./box_ideas.ts";
import { smallBoxIdeas } from "./giou_ideas.ts";

const pairs = {
  pred: [...anchorBoxes.pred, [0, 0, 2, 1]],
  target: [...anchorBoxes.target, [4, 3, 7, 5]],
};
const parting = {
  pred: [0, 5, 10, 20, 40].map((d) => [d, 0, d + 10, 10]),
  target: [0, 5, 10, 20, 40].map(() => [0, 0, 10, 10]),
};

/** Of SIoU loss; of boxes without a width, and of one centre without eps, nothing is asked. */
export const siouIdeas: readonly Idea[] = [
  ...boxIdeas,
  ...smallBoxIdeas,
  {
    slug: "parting",
    purpose: "boundary",
    why: "Boxes that part cost ever more",
    inputs: parting,
    reduction: "none",
  },
  {
    slug: "parting_rewarded",
    purpose: "parameter",
    why: "With neg_gamma 0, mmDetection's default, boxes that part are perfect in the end",
    inputs: parting,
    params: { neg_gamma: 0 },
    reduction: "none",
  },
  {
    slug: "not_clamped",
    purpose: "parameter",
    why: "Without bounds the reward of distance goes below 0, as PaddleDetection lets it",
    inputs: parting,
    params: { neg_gamma: 0, clamped: 0 },
    reduction: "none",
  },
  {
    slug: "theta_one",
    purpose: "parameter",
    why: "With the power 1 a difference of sides has a slope at once",
    inputs: pairs,
    params: { theta: 1 },
    reduction: "none",
  },
  {
    slug: "theta_fraction",
    purpose: "parameter",
    why: "A power that is no whole number",
    inputs: pairs,
    params: { theta: 6.5, eps: 0 },
    reduction: "none",
  },
  {
    slug: "along_one_axis",
    purpose: "boundary",
    why: "A shift along x alone: an angle of nearly nothing",
    inputs: { pred: [[0, 0, 2, 2], [0, 0, 2, 2]], target: [[1, 0, 3, 2], [0, 4, 2, 6]] },
    reduction: "none",
  },
  {
    slug: "diagonal",
    purpose: "boundary",
    why: "A shift of 45 degrees, at which the libraries take the other sine",
    inputs: { pred: [[0, 0, 2, 2]], target: [[1, 1, 3, 3]] },
    params: { eps: 0 },
    reduction: "none",
  },
  {
    slug: "theta_below_one",
    purpose: "rejection",
    why: "Powers below 1 have an infinite slope at boxes of one shape",
    inputs: { pred: [[0, 0, 4, 3]], target: [[1, 1, 5, 5]] },
    params: { theta: 0.5 },
    refuse: "should",
    dtypes: wideDTypes,
  },
];
