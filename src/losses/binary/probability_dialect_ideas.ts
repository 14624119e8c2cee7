/**
 * Ideas for what libraries do about probabilities of 0 and 1: epsilon, clip, log_floor, slope_floor.
 *
 * @module
 */
import { type Idea, wideDTypes } from "../idea.ts";

/** What PyTorch does. */
const torch = { log_floor: -100, slope_floor: 1e-12 };

/** Binary cross entropy whose logarithms are kept finite, each library in its own way. */
export const probabilityDialects: readonly Idea[] = [
  {
    slug: "epsilon_perfect",
    purpose: "parameter",
    why:
      "epsilon inside the logarithm: a perfect prediction costs less than 0, -1.19e-7 in TensorFlow.js",
    inputs: { pred: [0, 1], target: [0, 1] },
    params: { epsilon: 1e-7 },
    reduction: "none",
    dtypes: wideDTypes,
  },
  {
    slug: "epsilon_hopeless",
    purpose: "parameter",
    why:
      "With epsilon the worst prediction costs -log(epsilon), 16.118…, counted once (tensorflow#41595)",
    inputs: { pred: [0, 1], target: [1, 0] },
    params: { epsilon: 1e-7 },
    reduction: "none",
    dtypes: wideDTypes,
  },
  {
    slug: "epsilon_large",
    purpose: "parameter",
    why: "An epsilon that is exact and large enough to be seen in every digit",
    inputs: { pred: [0.25, 0.75, 0.5], target: [1, 0, 0.5] },
    params: { epsilon: 0.0625 },
    reduction: "mean",
  },
  {
    slug: "epsilon_lost",
    purpose: "regression",
    why:
      "1 - p + epsilon at p = 1 with an epsilon that is lost beside 1 (keras#377, scikit-learn#24315)",
    inputs: { pred: [1, 1], target: [0, 0.5] },
    params: { epsilon: 1e-12 },
    reduction: "none",
    dtypes: wideDTypes,
  },
  {
    slug: "clip_perfect",
    purpose: "parameter",
    why: "Clipped to 1e-7 as Keras does, a perfect prediction costs 1e-7 and has no slope",
    inputs: { pred: [0, 1], target: [0, 1] },
    params: { clip: 1e-7 },
    reduction: "none",
    dtypes: wideDTypes,
  },
  {
    slug: "clip_hopeless",
    purpose: "regression",
    why:
      "Clipped, the worst prediction costs -log(clip), 16.118…, and its slope is 0, not that of the bound (tensorflow/addons#693)",
    inputs: { pred: [0, 1, 1e-8], target: [1, 0, 1] },
    params: { clip: 1e-7 },
    reduction: "none",
    dtypes: wideDTypes,
  },
  {
    slug: "clip_both_sides",
    purpose: "boundary",
    why:
      "Outside, at and inside the bounds of a clip that is exact: at a bound both slopes are right",
    inputs: ({ above, below }) => ({
      pred: [0.125, below(0.25), 0.25, above(0.25), 0.5, 0.75, 0.875],
      target: [1, 1, 1, 1, 1, 0, 0],
    }),
    params: { clip: 0.25 },
    reduction: "none",
  },
  {
    slug: "clip_soft",
    purpose: "parameter",
    why: "With soft targets both logarithms are of the clipped probability",
    inputs: { pred: [0, 0.125, 0.5, 1], target: [0.25, 0.5, 0.75, 0.875] },
    params: { clip: 0.0625 },
    reduction: "mean",
    upstream: -2,
  },
  {
    slug: "clip_zero",
    purpose: "boundary",
    why: "clip = 0 clips nothing: a hopeless prediction is infinite again",
    inputs: { pred: [0, 0.25, 1], target: [0, 1, 0] },
    params: { clip: 0 },
    reduction: "none",
  },
  {
    slug: "clip_and_epsilon",
    purpose: "parameter",
    why: "Clipped first, epsilon is added to what was clipped, not to the probability",
    inputs: { pred: [0, 0.03125, 0.75, 1], target: [1, 1, 0, 0] },
    params: { clip: 0.0625, epsilon: 0.125 },
    reduction: "none",
  },
  {
    slug: "torch_hopeless",
    purpose: "parameter",
    why:
      "PyTorch: each logarithm is at least -100, and the slope there is 1e12, though the value is flat",
    inputs: { pred: [0, 1, 0, 1], target: [1, 0, 0.5, 1] },
    params: torch,
    reduction: "none",
    dtypes: wideDTypes,
  },
  {
    slug: "torch_ordinary",
    purpose: "parameter",
    why: "Far from 0 and 1 neither floor is felt: the plain loss and its derivative",
    inputs: { pred: [0.5, 0.25, 0.75, 0.875], target: [1, 0, 0.5, 0] },
    params: torch,
    reduction: "mean",
    dtypes: wideDTypes,
  },
  {
    slug: "torch_small",
    purpose: "extreme",
    why:
      "Where p (1 - p) is about 1e-12 the floor of the slope takes over; the logarithm's is far away",
    inputs: { pred: [1e-10, 1e-12, 1e-13, 1e-20], target: [1, 1, 1, 0] },
    params: torch,
    reduction: "none",
    dtypes: wideDTypes,
  },
  {
    slug: "log_floor_alone",
    purpose: "parameter",
    why: "Without a floor of the slope, the derivative of a logarithm that is at its floor is 0",
    inputs: { pred: [0, 0, 1, 1], target: [1, 0.25, 0, 0.75] },
    params: { log_floor: -100 },
    reduction: "none",
    dtypes: wideDTypes,
  },
  {
    slug: "log_floor_both_sides",
    purpose: "boundary",
    why: "log p is -3.47, -2.77, -0.03: only the first is raised to -3, of p and of 1 - p alike",
    inputs: {
      pred: [0.03125, 0.0625, 0.96875, 0.03125, 0.9375, 0.96875],
      target: [1, 1, 1, 0, 0, 0],
    },
    params: { log_floor: -3 },
    reduction: "none",
  },
  {
    slug: "log_floor_mean",
    purpose: "reduction",
    why: "The floor is of each logarithm, not of the mean, and the target multiplies it",
    inputs: { pred: [0, 0.03125, 0.5], target: [0.5, 0.75, 1] },
    params: { log_floor: -3 },
    reduction: "mean",
    upstream: 0.5,
  },
  {
    slug: "slope_floor_seen",
    purpose: "parameter",
    why:
      "(p - t) / max(p (1 - p), 1/8): p (1 - p) is 7/64, then 3/16, then 1/4; the value is the plain one",
    inputs: { pred: [0.125, 0.25, 0.5], target: [1, 0, 0.5] },
    params: { slope_floor: 0.125 },
    reduction: "sum",
  },
  {
    slug: "slope_floor_zero",
    purpose: "boundary",
    why: "slope_floor = 0 raises nothing: the slope is the derivative",
    inputs: { pred: [0.125, 0.75], target: [1, 0.5] },
    params: { slope_floor: 0 },
    reduction: "none",
  },
];
