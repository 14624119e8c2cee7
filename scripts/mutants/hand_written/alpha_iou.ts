/**
 * Mistakes in alpha IoU loss: what is raised to the power.
 *
 * @module
 */
import type { Mutant } from "../mutant.ts";
import { formula, hears, mutant, withParam } from "../write.ts";

const loss = "alpha_iou_loss";

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    `${loss}/power_of_the_rest`,
    "What the share lacks to 1 is raised to the power",
    formula({ value: "lost^alpha" }),
  ),
  mutant(
    `${loss}/over_alpha`,
    "The loss is divided by its power",
    formula({ value: "(1 - share^alpha) / alpha" }),
  ),
  mutant(
    `${loss}/always_three`,
    "The power is 3, whatever is asked",
    hears((call) => withParam(call, "alpha", 3)),
  ),
  mutant(
    `${loss}/linear`,
    "There is no power",
    hears((call) => withParam(call, "alpha", 1)),
  ),
  mutant(
    `${loss}/slope_without_the_power`,
    "The slope is that of 1 - IoU, times the power",
    formula({ gradient: { pred: "derivative / share^(alpha - 1)" } }),
  ),
  mutant(
    `${loss}/slope_without_alpha`,
    "The slope lacks the factor alpha",
    formula({ gradient: { pred: "derivative / alpha", target: "derivative / alpha" } }),
  ),
  mutant(
    `${loss}/nan_apart`,
    "The slope of boxes apart is their share, 0, to a power over 0",
    formula({ gradient: { pred: "derivative * (share / share)" } }, "plain"),
  ),
  mutant(
    `${loss}/eps_left_out`,
    "Nothing is added to the union",
    hears((call) => withParam(call, "eps", 0)),
  ),
];
