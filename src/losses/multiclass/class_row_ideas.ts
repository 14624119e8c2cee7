/**
 * Ideas for losses of a row of class logits and a label: which rows count, and how they come.
 *
 * @module
 */
import { type Idea, wideDTypes } from "../idea.ts";
import { rows } from "./rows.ts";

/** Ignored rows, gradients from above, shapes, NaN, and labels that are none. */
export const classRows: readonly Idea[] = [
  {
    slug: "ignored_default",
    purpose: "ignored",
    why:
      "A row with label -100 does not count: its term and gradient are 0, the mean is over the others (mmdetection#7367, burn#5568)",
    inputs: { pred: rows, label: [0, -100, 2] },
    reduction: "mean",
  },
  {
    slug: "ignored_none",
    purpose: "ignored",
    why: "Not reduced, an ignored row keeps its place with a 0 (Paddle#28622)",
    inputs: { pred: rows, label: [0, -100, 2] },
    reduction: "none",
  },
  {
    slug: "ignored_255",
    purpose: "ignored",
    why: "ignore_index = 255 lies outside the classes and is never looked up (Paddle#34718)",
    inputs: { pred: rows, label: [255, 1, 2] },
    params: { ignore_index: 255 },
  },
  {
    slug: "ignored_class",
    purpose: "ignored",
    why: "ignore_index = 0 makes a class of its own ignored: it stays in the softmax",
    inputs: { pred: rows, label: [0, 1, 0] },
    params: { ignore_index: 0 },
  },
  {
    slug: "ignored_nan",
    purpose: "ignored",
    why: "A NaN in a row that does not count is no reason for NaN anywhere",
    inputs: { pred: [["NaN", 1, 2], [3, 0.25, -0.5]], label: [-100, 1] },
    reduction: "mean",
  },
  {
    slug: "upstream_scalar",
    purpose: "upstream",
    why: "A gradient from above that is not 1 scales every gradient (TransformerEngine#2139)",
    inputs: { pred: rows, label: [0, 1, 2] },
    reduction: "mean",
    upstream: -2.5,
  },
  {
    slug: "upstream_vector",
    purpose: "upstream",
    why: "Without reduction each row has its own gradient from above (DirectML#739)",
    inputs: { pred: rows, label: [0, 1, 2] },
    reduction: "none",
    upstream: [2, 0, -0.5],
  },
  {
    slug: "one_row",
    purpose: "shape",
    why: "One row: nothing is squeezed",
    inputs: { pred: [[0.5, -1.25, 2]], label: [1] },
    reduction: "none",
  },
  {
    slug: "as_many_rows_as_classes",
    purpose: "shape",
    why: "A square of logits: the class axis is axis 1, not axis 0",
    inputs: { pred: [[2, -1], [0.5, 3]], label: [1, 0] },
    reduction: "none",
  },
  {
    slug: "nan_in_pred",
    purpose: "nan",
    why: "A NaN among the logits comes out again in its own row",
    inputs: { pred: [[0.5, "NaN", 2], [3, 0.25, -0.5]], label: [0, 1] },
    reduction: "none",
  },
  {
    slug: "nan_mean",
    purpose: "nan",
    why: "A NaN among the logits makes the mean NaN: max must not hide it",
    inputs: { pred: [[0.5, 1, 2], [3, 0.25, "NaN"]], label: [0, 1] },
    reduction: "mean",
  },
  {
    slug: "all_ignored",
    purpose: "ignored",
    why:
      "No row counts: the mean is 0/0, NaN in PyTorch and 0 elsewhere; nothing is asked of the value",
    inputs: { pred: rows.slice(0, 2), label: [-100, -100] },
    reduction: "mean",
  },
  {
    slug: "label_too_large",
    purpose: "rejection",
    why: "Label C, the background of newer libraries, is no class here",
    inputs: { pred: rows, label: [0, 3, 2] },
    refuse: "must",
    dtypes: wideDTypes,
  },
  {
    slug: "label_negative",
    purpose: "rejection",
    why: "Label -1 must not wrap to the last class (optax, keras on jax)",
    inputs: { pred: rows, label: [0, -1, 2] },
    refuse: "must",
    dtypes: wideDTypes,
  },
  {
    slug: "labels_too_few",
    purpose: "rejection",
    why: "Two labels for three rows do not fit",
    inputs: { pred: rows, label: [0, 1] },
    refuse: "must",
    dtypes: wideDTypes,
  },
  {
    slug: "empty",
    purpose: "rejection",
    why: "No rows: a mean over nothing is made up",
    inputs: { pred: { shape: [0, 3], data: [] }, label: { shape: [0], data: [] } },
    refuse: "should",
    dtypes: wideDTypes,
  },
];
