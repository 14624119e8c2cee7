/**
 * Ideas for halved L1.
 *
 * @module
 */
import type { Idea } from "../../../src/losses/idea.ts";
import { difference } from "../../../src/losses/regression/difference_ideas.ts";

/** Halved L1: those of any difference, and the half itself. */
export const halvedL1Ideas: readonly Idea[] = [
  ...difference,
  {
    slug: "three_against_one",
    purpose: "anchor",
    why: "3 against 1 is 1, not 2: it is half the distance",
    inputs: { pred: [3], target: [1] },
    reduction: "none",
  },
];
