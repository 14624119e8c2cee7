/**
 * Ideas for smoothed binary cross entropy: where the smoothing goes, and that confidence costs.
 *
 * @module
 */
import { type Idea, wideDTypes } from "../idea.ts";
import { logitsWith } from "./logit_ideas.ts";

const pred = [0.5, -1.25, 2, -3];
const target = [1, 0, 0, 1];

const own: readonly Idea[] = [
  {
    slug: "ordinary",
    purpose: "ordinary",
    why: "Smoothing 0.1, which no binary format holds exactly, moves targets towards 1/2",
    inputs: { pred, target },
    reduction: "none",
  },
  {
    slug: "anchors",
    purpose: "anchor",
    why: "Known to 25 digits: x = 1 and target 1 at smoothing 0.125, 0.37576",
    inputs: { pred: [1, 1], target: [1, 0] },
    params: { smoothing: 0.125 },
    reduction: "none",
  },
  {
    slug: "three_classes",
    purpose: "parameter",
    why: "timm spreads the smoothing of a label over the classes: a third goes to each",
    inputs: { pred, target },
    params: { smoothing: 0.25, classes: 3 },
    reduction: "none",
  },
  {
    slug: "eighty_classes",
    purpose: "parameter",
    why: "Over 80 classes a negative gets next to nothing, a positive loses nearly all of it",
    inputs: { pred, target },
    params: { classes: 80 },
    reduction: "mean",
  },
  {
    slug: "one_class",
    purpose: "boundary",
    why: "With one class all of the share goes to the positive: 1 stays 1, and 0 becomes a",
    inputs: { pred, target },
    params: { smoothing: 0.5, classes: 1 },
    reduction: "none",
  },
  {
    slug: "flipped",
    purpose: "parameter",
    why:
      "The share goes to the opposite target (segmentation_models.pytorch): twice that of halves",
    inputs: { pred, target: [1, 0, 0.25, 0.75] },
    params: { smoothing: 0.125, flip: 1 },
    reduction: "none",
  },
  {
    slug: "flipped_classes",
    purpose: "parameter",
    why: "Where the target is flipped the number of classes does not matter",
    inputs: { pred, target },
    params: { flip: 1, classes: 80 },
    reduction: "mean",
    upstream: -0.5,
  },
  {
    slug: "none_at_all",
    purpose: "boundary",
    why: "Smoothing 0 is binary cross entropy, whatever the classes",
    inputs: { pred, target },
    params: { smoothing: 0, classes: 3 },
    reduction: "sum",
  },
  {
    slug: "nearly_all",
    purpose: "boundary",
    why: "Just below smoothing 1 the target hardly matters",
    inputs: { pred, target },
    params: { smoothing: 0.96875 },
    reduction: "none",
  },
  {
    slug: "confident_and_right",
    purpose: "boundary",
    why: "Confidence costs: a smoothed target has its least at the logit of T",
    inputs: { pred: [8, 17, 50, 200, -8, -200], target: [1, 1, 1, 1, 0, 0] },
    params: { smoothing: 0.25 },
    reduction: "none",
  },
  {
    slug: "soft_targets",
    purpose: "ordinary",
    why: "Soft targets are smoothed like hard ones",
    inputs: { pred: [1, 1, -2, 0.5], target: [0.25, 0.75, 0.5, 0.125] },
    params: { smoothing: 0.25, classes: 3 },
    reduction: "none",
  },
  {
    slug: "smoothing_one",
    purpose: "rejection",
    why: "At smoothing 1 the target would not matter: timm asserts that it is less",
    inputs: { pred, target },
    params: { smoothing: 1 },
    refuse: "should",
    dtypes: wideDTypes,
  },
  {
    slug: "no_classes",
    purpose: "rejection",
    why: "A share of no classes is 0/0, or infinite",
    inputs: { pred, target },
    params: { classes: 0 },
    refuse: "should",
    dtypes: wideDTypes,
  },
];

/** Smoothed binary cross entropy. */
export const smoothedBceIdeas: readonly Idea[] = [
  ...own,
  ...logitsWith(
    "ladder_positive",
    "ladder_negative",
    "zero",
    "subnormal",
    "upstream_scalar",
    "upstream_vector",
  ),
];
