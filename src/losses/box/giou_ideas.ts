/**
 * Ideas for generalized and for distance IoU loss.
 *
 * @module
 */
import { type Idea, wideDTypes } from "../idea.ts";
import { boxIdeas } from "./box_ideas.ts";

const small = {
  pred: [[0, 0, 0.25, 0.5], [0, 0, 0.25, 0.25], [0, 0, 0.5, 0.25]],
  target: [[0, 0, 0.25, 0.5], [1, 1, 1.25, 1.25], [0.125, 0.125, 0.5, 0.5]],
};

/** What a quotient's epsilon does to boxes that are small beside it. */
export const smallBoxIdeas: readonly Idea[] = [
  {
    slug: "without_eps",
    purpose: "parameter",
    why: "Without eps the quotients are those of the areas",
    inputs: { pred: [[0, 0, 2, 1], [0, 0, 4, 3]], target: [[4, 3, 7, 5], [1, 1, 5, 5]] },
    params: { eps: 0 },
    reduction: "none",
  },
  {
    slug: "small_boxes",
    purpose: "parameter",
    why: "Areas below eps: identical boxes are not perfect",
    inputs: small,
    params: { eps: 0.25 },
    reduction: "none",
  },
  {
    slug: "shared_centre",
    purpose: "boundary",
    why: "Boxes of one centre, one along x and one along y",
    inputs: { pred: [[0, 2, 6, 4]], target: [[2, 0, 4, 6]] },
    reduction: "none",
  },
  {
    slug: "tiny_boxes",
    purpose: "extreme",
    why: "Areas underflow; without eps no quotient does",
    inputs: ({ normal }) => ({
      pred: [[0, 0, 4 * normal, 3 * normal]],
      target: [[normal, normal, 5 * normal, 5 * normal]],
    }),
    params: { eps: 0 },
    reduction: "none",
    dtypes: wideDTypes,
  },
  {
    slug: "eps_negative",
    purpose: "rejection",
    why: "A negative eps can make an area 0",
    inputs: { pred: [[0, 0, 4, 3]], target: [[1, 1, 5, 5]] },
    params: { eps: -1 },
    refuse: "should",
    dtypes: wideDTypes,
  },
];

/** Of generalized IoU loss. */
export const giouIdeas: readonly Idea[] = [
  ...boxIdeas,
  ...smallBoxIdeas,
  {
    slug: "eps_added",
    purpose: "parameter",
    why: "torchvision adds eps to the areas, of which mmDetection takes the larger",
    inputs: small,
    params: { eps: 0.25, eps_added: 1 },
    reduction: "none",
  },
];

/** Of distance IoU loss. */
export const diouIdeas: readonly Idea[] = [...boxIdeas, ...smallBoxIdeas];
