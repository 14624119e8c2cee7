/**
 * Witnesses of the focal loss of logits: what alpha balances, where gamma stands, what soft labels mean.
 *
 * @module
 */
import type { Spec } from "../../spec/mod.ts";
import type { Given, Witness } from "../convention.ts";
import { computes, gives, reads, refuses, row } from "../given.ts";
import { originWitness } from "./logit_witnesses.ts";
import { saturationWitness } from "./clipping_witnesses.ts";

const bce = "(target * softplus(-pred) + (1 - target) * softplus(pred))";
const q = "(n * target + p * (1 - target))";

/** Two positives and a negative, all at logit 0: each is worth log 2 without balance. */
const balanced: Readonly<Record<string, Given>> = { pred: row(0, 0, 0), target: row(1, 1, 0) };

/**
 * The witnesses of the sigmoid focal loss.
 *
 * @param spec the loss, weighted or not
 * @returns of alpha, gamma, soft targets and the extremes
 */
export function sigmoidFocalWitnesses(spec: Spec): Witness[] {
  const focused = (balance: string) => ({
    forms: { focal: `where(given(alpha), ${balance}, 1) * ${q}^gamma * ${bce}` },
  });
  const gamma0 = { gamma: 0, alpha: 0.25 };
  return [
    {
      id: "alpha",
      asks: "alpha",
      calls: [{ inputs: balanced, params: gamma0 }, { inputs: balanced, params: { alpha: 0.25 } }],
      reads: "value",
      stance: "computes",
      settles: true,
      conventions: [
        computes("balance", "weighs positives, 1 − alpha negatives", undefined, {
          by: "mmDetection, torchvision, fvcore, optax, MONAI",
        }),
        computes("all", "weighs everything", focused("alpha")),
        computes("off", "does nothing: off by default", focused("1"), {
          by: "Keras unless apply_class_balancing",
        }),
        computes(
          "reversed",
          "weighs negatives, 1 − alpha positives",
          focused("((1 - alpha) * target + alpha * (1 - target))"),
        ),
        computes(
          "positives",
          "weighs positives, nothing negatives",
          focused("(alpha * target + 1 - target)"),
        ),
        computes(
          "negatives",
          "weighs negatives, nothing positives",
          focused("(target + alpha * (1 - target))"),
        ),
      ],
    },
    {
      id: "no_alpha",
      asks: "alpha absent",
      calls: [
        { inputs: balanced, params: { gamma: 0, alpha: null } },
        { inputs: balanced, params: { alpha: null } },
      ],
      reads: "value",
      stance: "computes",
      conventions: [
        computes("off", "no balancing", undefined, { by: "optax, kornia, MONAI" }),
        reads("default", "alpha = 1/4", { params: { alpha: 0.25 } }),
        reads("half", "alpha = 1/2", { params: { alpha: 0.5 } }),
        refuses(),
      ],
    },
    {
      id: "zero_alpha",
      asks: "alpha = 0",
      calls: [{ inputs: balanced, params: { gamma: 0, alpha: 0 } }],
      reads: "value",
      stance: "computes",
      conventions: [
        computes("weight", "positives weigh nothing"),
        reads("off", "no balancing", { params: { alpha: null } }, { by: "TensorFlow Addons" }),
        refuses(),
      ],
    },
    {
      id: "gamma",
      asks: "gamma",
      calls: [
        { inputs: { pred: row(2), target: row(1) }, params: { gamma: 2, alpha: 1 } },
        { inputs: { pred: row(2), target: row(1) }, params: { gamma: 2 } },
      ],
      reads: "value",
      stance: "computes",
      settles: true,
      conventions: [
        computes("miss", "(1 − p_t)^gamma"),
        computes("hit", "p_t^gamma", { forms: { hit: `balance * (1 - ${q})^gamma * ${bce}` } }),
        computes("label", "(1 − t)^gamma, as printed in notes: 0", {
          forms: { label: `balance * (1 - target)^gamma * ${bce}` },
        }),
        computes("none", "does nothing", { forms: { none: `balance * ${bce}` } }),
        computes("star", "FL*: −log σ(gamma x)/gamma", {
          forms: { star: "balance * softplus(-gamma * (2 * target - 1) * pred) / gamma" },
        }, { by: "fvcore's sigmoid_focal_loss_star" }),
      ],
    },
    {
      id: "soft_targets",
      asks: "soft labels",
      calls: [
        { inputs: { pred: row(1), target: row(0.25) }, params: { gamma: 2, alpha: null } },
        { inputs: { pred: row(1), target: row(0.25) }, params: { gamma: 2 } },
      ],
      reads: "value",
      stance: "computes",
      conventions: [
        computes("mixed", "m = p + y − 2py", undefined, {
          by: "mmDetection, torchvision, fvcore, optax, Keras",
        }),
        reads("signed", "m = σ(−x (2y − 1))", {
          change: {
            forms: { signed: `balance * sigmoid(-pred * (2 * target - 1))^gamma * ${bce}` },
          },
        }, { by: "MONAI" }),
        reads("likelihood", "m = 1 − exp(−BCE)", {
          change: { forms: { likelihood: `balance * (1 - exp(-${bce}))^gamma * ${bce}` } },
        }, { by: "segmentation_models.pytorch" }),
        reads("two_terms", "y (1 − p)^gamma (−log p) + (1 − y) p^gamma (−log(1 − p))", {
          change: {
            forms: {
              terms: "where(given(alpha), alpha, 1) * target * n^gamma * softplus(-pred) + " +
                "where(given(alpha), 1 - alpha, 1) * (1 - target) * p^gamma * softplus(pred)",
            },
          },
        }, { by: "kornia" }),
        reads("hard", "y below 1/2 counts as 0", {
          change: { forms: { hard: "balance * p^gamma * softplus(pred)" } },
        }),
        refuses(),
      ],
    },
    {
      ...saturationWitness(spec),
      calls: [{ inputs: { pred: row(-128), target: row(1) }, params: { gamma: 0, alpha: 1 } }],
    },
    {
      id: "sharp_gradient",
      asks: "gradient at gamma = 1/2",
      calls: [{ inputs: { pred: row(128), target: row(1) }, params: { gamma: 0.5 } }],
      reads: "pred",
      stance: "computes",
      conventions: [
        computes("finite", "finite"),
        gives("nan", "NaN: 0^(gamma − 1) times 0", NaN, "kornia"),
      ],
    },
    originWitness({ gamma: 0, alpha: 1 }),
  ];
}
