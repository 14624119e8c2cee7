/**
 * Ideas for a sigmoid focal loss whose cross entropy, and nothing else, is of a clipped probability.
 *
 * @module
 */
import { type Idea, wideDTypes } from "../idea.ts";

/** As Keras does, see the dialect `clip`. */
export const focalClip: readonly Idea[] = [
  {
    slug: "clip_confident",
    purpose: "parameter",
    why:
      "Clipped to 1e-7 as Keras does: right and confident costs 1e-7 q^gamma, wrong and confident 16.118… at most",
    inputs: { pred: [20, -20, 20, -20], target: [1, 0, 0, 1] },
    params: { clip: 1e-7 },
    reduction: "none",
    dtypes: wideDTypes,
  },
  {
    slug: "clip_modulation",
    purpose: "parameter",
    why:
      "Where the cross entropy is flat the factor q^gamma still has its slope, of the unclipped q",
    inputs: { pred: [3, -3, 0.5, -8], target: [0, 1, 1, 0] },
    params: { clip: 0.25 },
    reduction: "none",
  },
  {
    slug: "clip_gamma_zero",
    purpose: "boundary",
    why: "With gamma = 0 nothing is left of the slope beyond the bounds",
    inputs: { pred: [3, -3, 0.5, 3], target: [0, 1, 1, 1] },
    params: { clip: 0.25, gamma: 0, alpha: null },
    reduction: "none",
  },
  {
    slug: "clip_soft",
    purpose: "parameter",
    why: "With soft targets both parts of the cross entropy are clipped, each on its own",
    inputs: { pred: [2, -2, 0.25], target: [0.25, 0.5, 0.75], weight: [0.5, 2, 3] },
    params: { clip: 0.125, gamma: 1 },
    reduction: "mean",
    upstream: -1.5,
  },
  {
    slug: "clip_zero",
    purpose: "boundary",
    why: "clip = 0 clips nothing",
    inputs: { pred: [0.5, -50, 50], target: [1, 1, 0] },
    params: { clip: 0 },
    reduction: "none",
  },
];
