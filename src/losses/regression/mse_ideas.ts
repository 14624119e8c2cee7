/**
 * Ideas for squared error.
 *
 * @module
 */
import { elementWeight } from "../element_weight_ideas.ts";
import { type Idea, wideDTypes } from "../idea.ts";
import { difference } from "./difference_ideas.ts";

/** What a square does at the ends of a format, where a line does something else. */
const own: readonly Idea[] = [
  {
    slug: "three_against_one",
    purpose: "anchor",
    why: "3 against 1 is 4, not 2: there is no half, which optax's l2_loss has",
    inputs: { pred: [3, 1], target: [1, 3] },
    reduction: "none",
  },
  {
    slug: "square_underflows",
    purpose: "extreme",
    why: "The square of a small difference vanishes; its slope is as small as the difference",
    inputs: ({ tiny, normal }) => ({ pred: [tiny, -normal, 0], target: [0, 0, tiny] }),
    reduction: "none",
  },
  {
    slug: "square_overflows",
    purpose: "extreme",
    why:
      "The square of a large difference is out of range: infinity is honest, its slope is finite",
    inputs: ({ largest }) => ({ pred: [largest / 4, 0], target: [0, largest / 4] }),
    reduction: "none",
  },
  {
    slug: "weight_saves_the_square",
    purpose: "extreme",
    why: "The square is out of range, but the weight brings the term back into it",
    inputs: ({ largest }) => ({ pred: [largest / 4], target: [0], weight: [4 / largest] }),
    reduction: "sum",
    dtypes: wideDTypes,
  },
];

/** Squared error: those of any difference that do not speak of a line, and its own. */
export const mseIdeas: readonly Idea[] = [
  ...difference.filter(({ purpose }) => purpose !== "extreme" && purpose !== "regression"),
  ...elementWeight,
  ...own,
];
