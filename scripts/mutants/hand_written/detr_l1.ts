/**
 * Mistakes in the L1 loss of DETR's boxes.
 *
 * @module
 */
import type { Mutant } from "../mutant.ts";
import { answers, formula, hears, mutant, withParam } from "../write.ts";

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "detr_l1_loss/over_numbers",
    "avg_factor, the number of boxes, is taken four times: a box is four numbers",
    hears((call) =>
      withParam(
        call,
        "avg_factor",
        call.params.avg_factor == null ? null : 4 * call.params.avg_factor,
      )
    ),
  ),
  mutant(
    "detr_l1_loss/over_rows",
    "The mean is over the rows where avg_factor is absent",
    formula({ denominators: { mean: { of: "rows", given_by: "avg_factor" } } }),
  ),
  mutant(
    "detr_l1_loss/avg_factor_ignored",
    "avg_factor is ignored",
    hears((call) => withParam(call, "avg_factor", null)),
  ),
  mutant(
    "detr_l1_loss/at_least_one_box",
    "avg_factor is raised to 1",
    hears((call) =>
      withParam(
        call,
        "avg_factor",
        call.params.avg_factor == null ? null : Math.max(call.params.avg_factor, 1),
      )
    ),
  ),
  mutant(
    "detr_l1_loss/mean_over_weights",
    "The mean divides by the sum of the weights",
    formula({ denominators: { mean: { of: "sum_of_weights", given_by: "avg_factor" } } }),
  ),
  mutant(
    "detr_l1_loss/corners",
    "Boxes are made corners first, of which only the upper left is kept in place of the centre",
    formula({
      value:
        "abs(pred - target - where(index(box) == 0, 0.5 * (pred.w - target.w), where(index(box) == 1, 0.5 * (pred.h - target.h), 0)))",
    }),
  ),
  mutant(
    "detr_l1_loss/sides_by_roots",
    "Width and height are compared by their roots, as in YOLO",
    formula({
      value: "where(index(box) < 2, abs(pred - target), abs(sqrt(abs(pred)) - sqrt(abs(target))))",
    }),
  ),
  mutant(
    "detr_l1_loss/weight_of_the_first_number",
    "The weight of a box's first number is that of all four",
    hears((call) => {
      const { weight } = call.inputs;
      if (weight === undefined) return call;
      const data = weight.data.map((_, i) => weight.data[i - i % 4]);
      return { ...call, inputs: { ...call.inputs, weight: { ...weight, data } as typeof weight } };
    }),
  ),
  mutant(
    "detr_l1_loss/gradient_not_divided",
    "The gradient of the mean is the gradient of the sum",
    answers(({ gradients }, { reduction, inputs, params }) => ({
      gradients: reduction !== "mean" ? gradients : Object.fromEntries(
        Object.entries(gradients).map((
          [name, slope],
        ) => [name, slope.map((x) => x * (params.avg_factor ?? inputs.pred.data.length))]),
      ),
    })),
  ),
];
