/**
 * Ideas for Jaccard loss.
 *
 * @module
 */
import { type Idea, wideDTypes } from "../idea.ts";
import { maskIdeas, masks } from "./mask_ideas.ts";

const own: readonly Idea[] = [
  {
    slug: "anchor",
    purpose: "anchor",
    why: "13/18 at the decimals 0.5 and 0.8 against 1 and 0",
    inputs: { pred: [[0.5, 0.8]], target: [[1, 0]] },
    reduction: "none",
    dtypes: wideDTypes,
  },
  {
    slug: "both_empty_smoothed",
    purpose: "boundary",
    why: "Both masks are empty: smoothing makes it 0",
    inputs: { pred: [[0, 0]], target: [[0, 0]] },
    params: { smooth: 1 },
    reduction: "none",
  },
  {
    slug: "smooth",
    purpose: "parameter",
    why: "smooth is added once above and once below",
    inputs: masks,
    params: { smooth: 1 },
    reduction: "none",
  },
  {
    slug: "faint",
    purpose: "extreme",
    why: "The smallest floats are a mask as any other",
    inputs: ({ tiny, normal }) => ({ pred: [[tiny, normal]], target: [[0, normal]] }),
    reduction: "none",
    dtypes: wideDTypes,
  },
  {
    slug: "smooth_negative",
    purpose: "rejection",
    why: "A negative smooth can make the union 0",
    inputs: masks,
    params: { smooth: -1 },
    refuse: "should",
    dtypes: wideDTypes,
  },
];

/** Those of masks, and its own. */
export const jaccardIdeas: readonly Idea[] = [...maskIdeas, ...own];
