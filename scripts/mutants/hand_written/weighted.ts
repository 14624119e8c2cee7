/**
 * Mistakes with the weights of elements and rows, and with what a mean divides by.
 *
 * @module
 */
import { evaluateReference } from "../../../src/losses/mod.ts";
import type { Call, Result } from "../../../src/spec/mod.ts";
import type { Tensor } from "../../../src/tensor/mod.ts";
import { filled } from "../../../src/tensor/internal.ts";
import type { Mutant } from "../mutant.ts";
import { changed, computes, each, formula, hears, mutant, withParam } from "../write.ts";

const mean = { of: "count_of_positive_weights", given_by: "avg_factor" } as const;

function hasNoWeight({ inputs: { weight } }: Call): boolean {
  return [...weight.data].every((w) => w === 0);
}

/** Weights of square shape are read along the other axis. */
function transposed(call: Call): Call {
  const { shape, data } = call.inputs.weight;
  const [n] = shape;
  if (shape.length !== 2 || shape[1] !== n) return call;
  const turned = {
    ...call.inputs.weight,
    data: data.map((_, i) => data[i % n * n + Math.floor(i / n)]),
  };
  return { ...call, inputs: { ...call.inputs, weight: turned as Tensor } };
}

/** The loss with unit weights, averaged, then weighted: every row has the mean's value. */
function averagedFirst(call: Call): Result {
  const right = evaluateReference(call);
  const ones = filled(call.dtype, call.inputs.weight.shape, 1);
  const plain = evaluateReference({ ...call, inputs: { ...call.inputs, weight: ones } });
  if (!("value" in right) || !("value" in plain)) return right;
  const { data } = call.inputs.weight;
  const average = [...data].reduce((sum, w) => sum + w, 0) / data.length;
  return changed(right, call, () => ({
    value: [...plain.value.data].map((x, i) => x * (call.reduction === "none" ? data[i] : average)),
  }));
}

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "weighted_smooth_l1_loss/transposed_weight",
    "A square weight is applied along the wrong axis",
    hears(transposed),
    { reported: ["open-mmlab/mmdetection#10323"] },
  ),
  mutant(
    "weighted_smooth_l1_loss/averaged_first",
    "The loss is reduced before it is weighted",
    computes(() => averagedFirst),
    { reported: ["open-mmlab/mmdetection#790"] },
  ),
  mutant(
    "weighted_smooth_l1_loss/all_zero_crashes",
    "The early return for weights that are all 0 fails",
    computes(() => (call) =>
      hasNoWeight(call) ? { error: "dimension mismatch" } : evaluateReference(call)
    ),
    { reported: ["open-mmlab/mmdetection#4982"] },
  ),
  mutant(
    "weighted_smooth_l1_loss/no_epsilon",
    "The default avg_factor has no epsilon: 0/0 without positives",
    formula({ denominators: { mean } }),
    { reported: ["kuangliu/torchcv#35"] },
  ),
  mutant(
    "weighted_smooth_l1_loss/weight_squared",
    "The weight is applied twice",
    formula({ wrap: "weight * weight * base" }),
    { reported: ["open-mmlab/mmdetection#846"] },
  ),
  mutant(
    "weighted_smooth_l1_loss/weight_not_applied",
    "The weight only counts, and weighs nothing",
    formula({ wrap: "where(weight == weight, 1, 0) * base" }),
    { reported: ["vlfeat/matconvnet#523"] },
  ),
  mutant(
    "weighted_smooth_l1_loss/avg_factor_ignored",
    "avg_factor is ignored",
    hears((call) => withParam(call, "avg_factor", null)),
  ),
  mutant(
    "weighted_smooth_l1_loss/epsilon_on_the_given_factor",
    "The epsilon is added to an avg_factor that is given, too",
    hears((call) =>
      withParam(
        call,
        "avg_factor",
        call.params.avg_factor === null ? null : Math.fround((call.params.avg_factor ?? 1) + 1e-6),
      )
    ),
  ),
  mutant(
    "weighted_smooth_l1_loss/clamped",
    "The default avg_factor is at least 1",
    formula({ denominators: { mean: { ...mean, minimum: 1 } } }),
  ),
  mutant(
    "weighted_smooth_l1_loss/divided_by_sum",
    "The default avg_factor is the sum of the weights",
    formula({ denominators: { mean: { ...mean, of: "sum_of_weights", plus: 1e-6 } } }),
  ),
  mutant(
    "weighted_smooth_l1_loss/divided_by_number",
    "The default avg_factor is the number of elements",
    formula({ denominators: { mean: { ...mean, of: "elements", plus: 1e-6 } } }),
  ),
  mutant(
    "weighted_smooth_l1_loss/divided_by_boxes",
    "The default avg_factor is a quarter of the count: one box, four numbers",
    computes(() => (call) => {
      const right = evaluateReference(call);
      return call.params.avg_factor === null ? changed(right, call, each((x) => 4 * x)) : right;
    }),
  ),
  mutant(
    "weighted_smooth_l1_loss/weights_below_1_do_not_count",
    "The count of positive weights is of those that are at least 1",
    computes(() => (call) => {
      const { weight } = call.inputs;
      const count = [...weight.data].filter((w) => w >= 1).length + 1e-6;
      return evaluateReference(
        call.params.avg_factor === null ? withParam(call, "avg_factor", count) : call,
      );
    }),
  ),
  mutant(
    "weighted_cross_entropy/averaged_first",
    "The entropy is reduced before it is weighted",
    computes(() => averagedFirst),
    { reported: ["open-mmlab/mmdetection#848"] },
  ),
  mutant(
    "weighted_cross_entropy/all_zero_returns_a_scalar",
    "The early return for weights that are all 0 forgets the reduction",
    computes(() => (call) => {
      const right = evaluateReference(call);
      if (!hasNoWeight(call) || !("value" in right)) return right;
      return { ...right, value: filled(call.dtype, [], 0) };
    }),
    { reported: ["open-mmlab/mmdetection#3018"] },
  ),
  mutant(
    "weighted_cross_entropy/weight_broadcasts",
    "A weight of another shape is broadcast",
    computes(() => (call) => {
      const { weight, label } = call.inputs;
      if (weight.data.length === label.data.length) return evaluateReference(call);
      const resized = filled(call.dtype, label.shape, 1);
      return evaluateReference({ ...call, inputs: { ...call.inputs, weight: resized } });
    }),
    { reported: ["open-mmlab/mmdetection#2552"] },
  ),
  mutant(
    "weighted_cross_entropy/weight_dropped_with_avg_factor",
    "The weights are dropped where avg_factor is given",
    hears((call) =>
      call.params.avg_factor === null ? call : {
        ...call,
        inputs: { ...call.inputs, weight: filled(call.dtype, call.inputs.weight.shape, 1) },
      }
    ),
    { reported: ["modelscope/ms-swift#10100"] },
  ),
  mutant(
    "weighted_cross_entropy/nothing_over_nothing",
    "Without positives the divisor is 0",
    formula({ denominators: { mean, none: mean } }, "plain"),
    { reported: ["open-mmlab/mmdetection#3688"] },
  ),
  mutant(
    "weighted_cross_entropy/divided_by_sum",
    "The default avg_factor is the sum of the weights",
    formula({
      denominators: {
        mean: { ...mean, of: "sum_of_weights", minimum: 1 },
        none: { ...mean, of: "sum_of_weights", minimum: 1 },
      },
    }),
    { reported: ["OpenSynth-energy/OpenSynth#45"] },
  ),
  mutant(
    "weighted_cross_entropy/divided_by_rows",
    "The default avg_factor is the number of rows",
    formula({
      denominators: { mean: { ...mean, of: "rows" }, none: { ...mean, of: "rows" } },
    }),
  ),
  mutant(
    "weighted_cross_entropy/vector_not_divided",
    "Without reduction avg_factor is not applied",
    formula({ denominators: { mean: { ...mean, minimum: 1 } } }),
  ),
];
