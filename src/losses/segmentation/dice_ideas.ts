/**
 * Ideas for dice losses.
 *
 * @module
 */
import { type Idea, wideDTypes } from "../idea.ts";
import { maskIdeas, masks, maskWeightIdeas } from "./mask_ideas.ts";

const own: readonly Idea[] = [
  {
    slug: "anchor",
    purpose: "anchor",
    why: "0.47145877378: mmDetection casts the target to float32, and is off by 1e-8",
    inputs: { pred: [[0.5, 0.8]], target: [[1, 0]] },
    reduction: "none",
    dtypes: wideDTypes,
  },
  {
    slug: "both_empty",
    purpose: "boundary",
    why: "Both masks are empty: V-Net's loss is 1",
    inputs: { pred: [[0, 0]], target: [[0, 0]] },
    reduction: "none",
  },
  {
    slug: "both_empty_naive",
    purpose: "boundary",
    why: "Both masks are empty: the naive loss is 0",
    inputs: { pred: [[0, 0]], target: [[0, 0]] },
    params: { naive: 1 },
    reduction: "none",
  },
  {
    slug: "naive",
    purpose: "parameter",
    why: "The naive loss: sums instead of squares, eps above and below",
    inputs: masks,
    params: { naive: 1, eps: 1 },
    reduction: "none",
  },
  {
    slug: "half_against_one",
    purpose: "parameter",
    why: "p = 0.5, t = 1, eps 0: 1/5 by squares",
    inputs: { pred: [[0.5]], target: [[1]] },
    params: { eps: 0 },
    reduction: "none",
  },
  {
    slug: "half_against_one_naive",
    purpose: "parameter",
    why: "p = 0.5, t = 1, eps 0: 1/3 naively",
    inputs: { pred: [[0.5]], target: [[1]] },
    params: { eps: 0, naive: 1 },
    reduction: "none",
  },
  {
    slug: "faint",
    purpose: "extreme",
    why: "Without eps the size does not matter: squares that underflow would be 0/0",
    inputs: ({ normal }) => ({ pred: [[normal, 0]], target: [[normal, normal]] }),
    params: { eps: 0 },
    reduction: "none",
    dtypes: wideDTypes,
  },
  {
    slug: "eps_negative",
    purpose: "rejection",
    why: "A negative eps can make the size 0",
    inputs: masks,
    params: { eps: -1 },
    refuse: "should",
    dtypes: wideDTypes,
  },
];

/** Those of masks that speak of the same thing for every loss of an overlap, and dice's own. */
export const diceIdeas: readonly Idea[] = [...maskIdeas, ...maskWeightIdeas, ...own];
