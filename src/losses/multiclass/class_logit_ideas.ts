/**
 * Ideas for losses of a row of class logits and a label: what the logits may be.
 *
 * @module
 */
import { type Idea, wideDTypes } from "../idea.ts";
import { rows } from "./rows.ts";

/** From the ordinary to the ends of the format; the labels are ordinary. */
export const classLogits: readonly Idea[] = [
  {
    slug: "ordinary",
    purpose: "ordinary",
    why: "Three rows of three classes, each label once",
    inputs: { pred: rows, label: [0, 1, 2] },
  },
  {
    slug: "none",
    purpose: "reduction",
    why: "Not reduced: one number a row",
    inputs: { pred: rows, label: [2, 0, 1] },
    reduction: "none",
  },
  {
    slug: "two_classes",
    purpose: "anchor",
    why: "Two classes: the binary loss of the difference of the logits",
    inputs: { pred: [[0, 1], [0, 16], [0, -17], [2, 2]], label: [1, 1, 1, 0] },
    reduction: "none",
  },
  {
    slug: "equal_logits",
    purpose: "anchor",
    why: "Equal logits: p = 1/C, cross entropy log C, whatever the label",
    inputs: { pred: [[1, 1, 1, 1, 1], [-7, -7, -7, -7, -7]], label: [0, 4] },
    reduction: "none",
  },
  {
    slug: "one_class",
    purpose: "regression",
    why: "One class: p = 1, the loss and its gradient are 0 (MONAI#2509)",
    inputs: { pred: [[3], [-100]], label: [0, 0] },
    reduction: "none",
  },
  {
    slug: "confident_and_right",
    purpose: "boundary",
    why:
      "A gap of 8 to 200 in favour of the label: log-sum-exp less the logit cancels to 0 from 17",
    inputs: {
      pred: [[8, 0, 0], [16, 0, 0], [17, 0, 0], [50, 0, 0], [104, 0, 0], [200, 0, 0]],
      label: [0, 0, 0, 0, 0, 0],
    },
    reduction: "none",
  },
  {
    slug: "confident_and_wrong",
    purpose: "boundary",
    why: "A gap of 8 to 200 against the label: log of softmax is -∞ from 104 (onnx reference)",
    inputs: {
      pred: [[8, 0], [16, 0], [17, 0], [50, 0], [89, 0], [104, 0], [200, 0]],
      label: [1, 1, 1, 1, 1, 1, 1],
    },
    reduction: "none",
  },
  {
    slug: "softmax_minus_one",
    purpose: "regression",
    why:
      "The gradient's entry of the label, softmax - 1, is tiny and must not be 0 (pytorch#195678)",
    inputs: { pred: [[40, 0, 0, 0], [20, 3, 1, 0]], label: [0, 0] },
    reduction: "none",
  },
  {
    slug: "ladder",
    purpose: "boundary",
    why: "The ladder of logits in one row: exp of any of them alone overflows somewhere",
    inputs: {
      pred: [[0, 1, 5, 8, 10, 12, 16, 17, 20, 50, 88, 89], [
        89,
        88,
        50,
        20,
        17,
        16,
        12,
        10,
        8,
        5,
        1,
        0,
      ]],
      label: [11, 11],
    },
    reduction: "none",
  },
  {
    slug: "shifted",
    purpose: "boundary",
    why: "A constant added to a row changes nothing; without subtracting the maximum exp overflows",
    inputs: { pred: [[1000, 1001, 999], [-1000, -1001, -999]], label: [0, 1] },
    reduction: "none",
  },
  {
    slug: "largest",
    purpose: "extreme",
    why: "The largest logits: their differences are out of range",
    inputs: ({ largest }) => ({
      pred: [[largest, -largest, 0], [largest, largest, 0]],
      label: [0, 1],
    }),
    reduction: "none",
  },
  {
    slug: "half_the_largest",
    purpose: "extreme",
    why: "Differences that just stay in range, for and against the label",
    inputs: ({ largest }) => ({
      pred: [[largest / 2, -largest / 2], [largest / 2, -largest / 2]],
      label: [0, 1],
    }),
    reduction: "none",
  },
  {
    slug: "subnormal",
    purpose: "extreme",
    why: "Logits that are barely not 0",
    inputs: ({ tiny, normal }) => ({
      pred: [[tiny, -tiny, 0], [normal, 0, -normal]],
      label: [0, 2],
    }),
    reduction: "none",
  },
  {
    slug: "ties",
    purpose: "boundary",
    why: "Two classes share the maximum, the label among them or not",
    inputs: { pred: [[3, 3, 1], [3, 1, 3], [1, 3, 3]], label: [0, 1, 2] },
    reduction: "none",
  },
  {
    slug: "last_label",
    purpose: "boundary",
    why: "The last class, where background is in some libraries, is a class like the others",
    inputs: { pred: rows, label: [2, 2, 2] },
    reduction: "none",
  },
  {
    slug: "eighty_classes",
    purpose: "ordinary",
    why: "As many classes as COCO has",
    inputs: {
      pred: {
        shape: [1, 80],
        data: Array.from({ length: 80 }, (_, i) => ((i * 29) % 80) / 16 - 2.5),
      },
      label: [17],
    },
    reduction: "none",
    dtypes: wideDTypes,
  },
];
