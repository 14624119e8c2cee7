/**
 * Mistakes in squared error.
 *
 * @module
 */
import type { Mutant } from "../mutant.ts";
import { answers, formula, mutant } from "../write.ts";

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "mse_loss/halved",
    "Half the square, as optax's l2_loss",
    formula({ value: "0.5 * (pred - target)^2" }),
  ),
  mutant("mse_loss/absolute", "The absolute difference", formula({ value: "abs(pred - target)" })),
  mutant("mse_loss/sum_squared", "The square of the sum", formula({ value: "(pred + target)^2" })),
  mutant(
    "mse_loss/expanded",
    "pred² − 2 pred target + target²: it cancels where they are near",
    formula({
      value: "pred^2 - 2 * pred * target + target^2",
    }),
  ),
  mutant(
    "mse_loss/slope_without_two",
    "The gradient lacks the factor 2",
    formula({
      gradient: { pred: "pred - target", target: "target - pred" },
    }),
  ),
  mutant(
    "mse_loss/same_slopes",
    "The gradient by the target has the prediction's sign",
    formula({
      gradient: { target: "2 * (pred - target)" },
    }),
  ),
  mutant(
    "mse_loss/weight_inside",
    "The weight stands inside the square",
    formula({
      value: "(weight * (pred - target))^2",
      wrap: "base",
    }),
  ),
  mutant(
    "mse_loss/weight_on_pred",
    "The weight multiplies the prediction, not the square",
    formula({
      value: "(weight * pred - target)^2",
      wrap: "base",
    }),
  ),
  mutant(
    "mse_loss/mean_by_weights",
    "The mean divides by the sum of the weights",
    formula({
      denominators: { mean: { of: "sum_of_weights" } },
    }),
    { reported: ["OpenSynth-energy/OpenSynth#45"] },
  ),
  mutant(
    "mse_loss/sum_of_last_means",
    "The sum is over means along the last axis, as in Keras",
    answers(({ value, gradients }, { reduction, inputs }) => {
      const last = reduction === "sum" ? inputs.pred.shape.at(-1) ?? 1 : 1;
      return {
        value: value.map((x) => x / last),
        gradients: Object.fromEntries(
          Object.entries(gradients).map(([name, slope]) => [name, slope.map((x) => x / last)]),
        ),
      };
    }),
  ),
  mutant(
    "mse_loss/mean_gradient_not_divided",
    "The gradient of the mean is the gradient of the sum",
    answers(({ gradients }, { reduction, inputs }) => ({
      gradients: reduction !== "mean" ? gradients : Object.fromEntries(
        Object.entries(gradients).map((
          [name, slope],
        ) => [name, slope.map((x) => x * inputs.pred.data.length)]),
      ),
    })),
  ),
];
