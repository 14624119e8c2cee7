/**
 * Ideas for seesaw loss: counts of classes, and which class is ahead of the label.
 *
 * @module
 */
import { type Idea, wideDTypes } from "../idea.ts";
import { rowFactors } from "../row_factor_ideas.ts";
import { classLogits } from "./class_logit_ideas.ts";
import { classRows } from "./class_row_ideas.ts";
import { withPerClass } from "./per_class_ideas.ts";
import { rows } from "./rows.ts";

const counts = [100, 10, 1];
const inputs = { pred: rows, label: [0, 1, 2], counts };

/** Ideas for any logits, with a count for each class. */
const withCounts = (ideas: readonly Idea[]) => withPerClass(ideas, "counts", [100, 10, 1, 0]);

const shared: ReadonlySet<string> = new Set([
  "two_classes",
  "equal_logits",
  "one_class",
  "confident_and_right",
  "confident_and_wrong",
  "shifted",
  "largest",
  "half_the_largest",
  "subnormal",
  "ties",
]);

const own: readonly Idea[] = [
  {
    slug: "ordinary",
    purpose: "ordinary",
    why: "Three classes, each ten times rarer than the one before",
    inputs,
    reduction: "none",
  },
  {
    slug: "anchors",
    purpose: "anchor",
    why: "Logits (1, 0, 2): 0.4465 of the commonest class, and cross entropy of the rarest",
    inputs: { pred: [[1, 0, 2], [1, 0, 2]], label: [0, 2], counts },
    reduction: "none",
  },
  {
    slug: "equal_counts",
    purpose: "boundary",
    why: "As many of each class: only q matters",
    inputs: { ...inputs, counts: [7, 7, 7] },
    reduction: "none",
  },
  {
    slug: "no_rows_yet",
    purpose: "boundary",
    why: "Classes of which there has been none count 1",
    inputs: { ...inputs, counts: [0, 1, 0] },
    reduction: "none",
  },
  {
    slug: "p_zero",
    purpose: "parameter",
    why: "Without p counts do not matter",
    inputs,
    params: { p: 0 },
    reduction: "mean",
  },
  {
    slug: "q_zero",
    purpose: "parameter",
    why: "Without q the other classes' logits are only lowered",
    inputs,
    params: { q: 0 },
    reduction: "sum",
    upstream: -0.5,
  },
  {
    slug: "neither",
    purpose: "parameter",
    why: "Without p and q it is cross entropy",
    inputs,
    params: { p: 0, q: 0 },
    reduction: "mean",
  },
  {
    slug: "unlikely_label",
    purpose: "boundary",
    why: "The label's probability is below eps, which bounds how far a class is ahead of it",
    inputs: { pred: [[0, 6], [0, 3], [0, 200]], label: [0, 0, 0], counts: [5, 5] },
    reduction: "none",
  },
  {
    slug: "eps_of_one",
    purpose: "parameter",
    why: "At eps 1 no class is ahead of a label",
    inputs: { pred: [[0, 6], [0, 3]], label: [0, 1], counts: [5, 5] },
    params: { eps: 1 },
    reduction: "none",
  },
  {
    slug: "fractional_powers",
    purpose: "parameter",
    why: "Powers that are no whole numbers",
    inputs,
    params: { p: 2.5, q: 0.5, eps: 0.25 },
    reduction: "none",
    upstream: [2, 0, -0.5],
  },
  {
    slug: "counts_too_few",
    purpose: "rejection",
    why: "Two counts for three classes do not fit",
    inputs: { ...inputs, counts: [1, 1] },
    refuse: "must",
    dtypes: wideDTypes,
  },
  {
    slug: "counts_negative",
    purpose: "rejection",
    why: "There is no negative number of rows",
    inputs: { ...inputs, counts: [1, -1, 1] },
    refuse: "should",
    dtypes: wideDTypes,
  },
  {
    slug: "eps_zero",
    purpose: "rejection",
    why: "The label's probability may be 0, which nothing is divided by",
    inputs,
    params: { eps: 0 },
    refuse: "should",
    dtypes: wideDTypes,
  },
];

/** Seesaw loss. */
export const seesawIdeas: readonly Idea[] = [
  ...own,
  ...withCounts(classLogits.filter(({ slug }) => shared.has(slug))),
  ...withCounts(classRows.filter(({ purpose }) => purpose !== "ignored")),
  ...rowFactors(inputs),
];
