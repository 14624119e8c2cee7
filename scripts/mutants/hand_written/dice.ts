/**
 * Mistakes in dice losses: which sums, where eps stands, and what a row is.
 *
 * @module
 */
import { evaluateReference } from "../../../src/losses/mod.ts";
import { filled } from "../../../src/tensor/internal.ts";
import type { Mutant } from "../mutant.ts";
import { pooled } from "../pooled_rows.ts";
import { answers, computes, formula, hears, mutant, withNumbers, withParam } from "../write.ts";

const vnet = "1 - 2 * overlap / norm";
const naive = "1 - area_share";

/** Both losses, one of them written otherwise. */
function written(other: { readonly vnet?: string; readonly naive?: string }) {
  return formula({ value: `where(naive == 1, ${other.naive ?? naive}, ${other.vnet ?? vnet})` });
}

/** All of them. */
export const mutants: readonly Mutant[] = [
  ...[
    { dice: "dice_loss", p: "pred", slope: "1" },
    { dice: "dice_with_logits_loss", p: "p", slope: "p * n" },
  ].flatMap(({ dice, p, slope }) => [
    mutant(
      `${dice}/not_squared`,
      "V-Net's loss with areas instead of squares",
      written({ vnet: "1 - 2 * overlap / (area + target_area + 2 * eps)" }),
    ),
    mutant(
      `${dice}/root_of_squares`,
      "The sizes are the roots of the sums of squares",
      written({ vnet: "1 - 2 * overlap / (sqrt(mass) + sqrt(target_mass) + 2 * eps)" }),
    ),
    mutant(
      `${dice}/eps_once`,
      "V-Net's loss with eps once, not for each of both masks",
      written({ vnet: "1 - 2 * overlap / (mass + target_mass + eps)" }),
    ),
    mutant(
      `${dice}/eps_above`,
      "V-Net's loss with eps above, too: two empty masks are worth 0",
      written({ vnet: "1 - (2 * overlap + 2 * eps) / norm" }),
    ),
    mutant(
      `${dice}/naive_eps_below_alone`,
      "The naive loss without eps above: two empty masks are worth 1",
      written({ naive: "1 - 2 * overlap / areas" }),
    ),
    mutant(
      `${dice}/not_twice`,
      "The overlap counts once",
      written({ vnet: "1 - overlap / norm", naive: "1 - (overlap + eps) / areas" }),
    ),
    mutant(
      `${dice}/lesser_of_both`,
      "The overlap is the sum of the lesser of both: the same for hard targets alone",
      written({ naive: `1 - ((areas - eps - sum(abs(${p} - target), P)) + eps) / areas` }),
    ),
    mutant(
      `${dice}/empty_is_zero`,
      "A row without target is left out: worth 0, as an absent class is",
      written({
        vnet: `where(target_area == 0, 0, ${vnet})`,
        naive: `where(target_area == 0, 0, ${naive})`,
      }),
    ),
    mutant(
      `${dice}/negative`,
      "Less the coefficient, without 1",
      written({ vnet: "-2 * overlap / norm", naive: "-area_share" }),
    ),
    mutant(
      `${dice}/logarithm`,
      "The logarithm of the coefficient",
      written({ vnet: "-log(2 * overlap / norm)" }),
    ),
    mutant(
      `${dice}/pooled`,
      "All rows are one mask, as where the batch is flattened",
      computes(() => pooled),
    ),
    mutant(
      `${dice}/mean_over_entries`,
      "The mean divides by the number of entries",
      answers(({ value, gradients }, { reduction, params, inputs }) => {
        const entries = reduction === "mean" && params.avg_factor === null
          ? inputs.pred.shape[1]
          : 1;
        return {
          value: value.map((x) => x / entries),
          gradients: { pred: gradients.pred?.map((x) => x / entries) ?? [] },
        };
      }),
    ),
    mutant(
      `${dice}/target_in_float32`,
      "The target is cast to float32, in float64, too",
      hears((call) => withNumbers(call, "target", Math.fround)),
      { dtypes: ["f64"] },
    ),
    mutant(
      `${dice}/size_detached`,
      "The size is no part of the gradient",
      formula({
        gradient: {
          pred: `where(naive == 1, -2 * target / areas, -2 * target / norm) * ${slope}`,
        },
      }),
    ),
    mutant(
      `${dice}/avg_factor_epsilon`,
      "float32's epsilon is added to an avg_factor that is given, undeclared",
      formula({
        denominators: { mean: { of: "rows", given_by: "avg_factor", given_plus: 2 ** -23 } },
      }),
      { dtypes: ["f64"] },
    ),
    mutant(
      `${dice}/avg_factor_ignored`,
      "avg_factor is ignored",
      hears((call) => withParam(call, "avg_factor", null)),
    ),
    mutant(
      `${dice}/avg_factor_zero`,
      "avg_factor = 0 is divided by as if it were float32's epsilon",
      hears((call) =>
        call.params.avg_factor === 0 ? withParam(call, "avg_factor", 2 ** -23) : call
      ),
      { level: "should" },
    ),
    mutant(
      `${dice}/avg_factor_in_sum`,
      "avg_factor is taken, and not used, in a sum",
      hears((call) => call.reduction === "sum" ? withParam(call, "avg_factor", null) : call),
      { level: "should" },
    ),
    mutant(
      `${dice}/early_return`,
      "Where no weight is positive the answer is a scalar 0, not reduced, too",
      computes(() => (call) => {
        const right = evaluateReference(call);
        const { weight } = call.inputs;
        if (!("value" in right) || weight === undefined || weight.data.some((w) => w > 0)) {
          return right;
        }
        return { ...right, value: filled(call.dtype, [], 0) };
      }),
    ),
  ]),
  mutant(
    "dice_with_logits_loss/no_activation",
    "The logits are taken for probabilities",
    formula({ let: { p: "pred", n: "1 - pred" } }),
  ),
  mutant(
    "dice_with_logits_loss/activated_twice",
    "The logistic is applied to probabilities",
    formula({ let: { p: "sigmoid(sigmoid(pred))", n: "1 - sigmoid(sigmoid(pred))" } }),
  ),
  mutant(
    "dice_with_logits_loss/activation_detached",
    "The gradient is that by the probability",
    formula({ gradient: { pred: "where(naive == 1, (area_share - 2 * target) / areas, vnet)" } }),
  ),
  mutant(
    "dice_with_logits_loss/softmax",
    "The probabilities are a softmax over the entries",
    formula({ let: { p: "softmax(pred, P)", n: "1 - softmax(pred, P)" } }),
  ),
  mutant(
    "dice_with_logits_loss/threshold",
    "The overlap is that of masks cut at 1/2, as in the metric",
    formula({ let: { p: "where(pred > 0, 1, 0)", n: "where(pred > 0, 0, 1)" } }),
  ),
  mutant(
    "dice_with_logits_loss/cut_early",
    "The logistic is 0 below -80, where it is a normal number and its exponential does not overflow",
    formula({ let: { p: "where(pred < -80, 0, sigmoid(pred))" } }),
  ),
  mutant(
    "dice_with_logits_loss/subnormals_coarse",
    "The slopes by logits whose exponentials overflow are 1 % too small, not 0",
    answers(({ gradients }, { inputs: { pred } }) => ({
      gradients: {
        ...gradients,
        pred: gradients.pred?.map((g, i) => pred.data[i] < -89 ? 0.99 * g : g) ?? [],
      },
    })),
  ),
];
