/**
 * Mistakes in distribution focal loss: the two shares, both ends, and what a mean counts.
 *
 * @module
 */
import { evaluateReference } from "../../../src/losses/mod.ts";
import type { Call } from "../../../src/spec/mod.ts";
import { roundTo } from "../../../src/tensor/mod.ts";
import type { Mutant } from "../mutant.ts";
import { answers, computes, each, formula, hears, mutant, withNumbers, without } from "../write.ts";

const loss = "distribution_focal_loss";
const entropyOfShares = (shares: string) =>
  formula({ value: `-sum((${shares}) * log_softmax(pred))` });

/** The last class of a call. */
function lastOf({ inputs: { pred } }: Call): number {
  return pred.shape[1] - 1;
}

/** A call whose positions are others. */
function moving(move: (y: number, last: number) => number): (call: Call) => Call {
  return (call) => withNumbers(call, "target", (y) => roundTo(move(y, lastOf(call)), call.dtype));
}

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    `${loss}/last_class_looked_up`,
    "y = C - 1 looks class C up, and fails",
    computes(() => (call) =>
      call.inputs.target.data.some((y) => y === lastOf(call))
        ? { error: `index ${lastOf(call) + 1} is out of bounds` }
        : evaluateReference(call)
    ),
  ),
  mutant(
    `${loss}/last_class_clamped`,
    "y is clamped to C - 1.01",
    hears(moving((y, last) => Math.max(Math.min(y, last - 0.01), 0))),
  ),
  mutant(
    `${loss}/last_class_dropped`,
    "y = C - 1 is worth 0: no class lies above it",
    formula({ wrap: "where(target == C - 1 && C > 1, 0, weight * base)" }),
  ),
  mutant(
    `${loss}/extrapolated_below`,
    "y < 0 has a value: the weights of classes 0 and 1 go beyond 1 and below 0",
    hears(moving((y) => y < 0 ? 0 : y)),
  ),
  mutant(
    `${loss}/clamped_above`,
    "y beyond the last class is taken for the last class",
    hears(moving((y, last) => y > last ? last : y)),
  ),
  mutant(
    `${loss}/shares_swapped`,
    "Each of the two classes has the other's share",
    entropyOfShares("where(t > 0 && t < 1, 1 - t, t)"),
  ),
  mutant(
    `${loss}/ceil_for_next`,
    "The upper class is ceil(y), so that a whole y has no share at all",
    entropyOfShares("where(t == 1, 0, t)"),
  ),
  mutant(
    `${loss}/whole_counts_twice`,
    "A whole y has its class as the lower and as the upper one",
    entropyOfShares("where(t == 1, 2, t)"),
  ),
  mutant(
    `${loss}/nearest_class`,
    "y is rounded to the nearest class",
    hears(moving((y, last) => Math.min(Math.round(y), last))),
  ),
  mutant(
    `${loss}/lower_class_alone`,
    "The upper class is left out",
    entropyOfShares("where(index() <= target, t, 0)"),
  ),
  mutant(
    `${loss}/wide_hat`,
    "The hat reaches over two classes to each side",
    entropyOfShares("max(1 - abs(target - index()) / 2, 0)"),
  ),
  mutant(
    `${loss}/classes_from_one`,
    "The first class is 1",
    entropyOfShares("max(1 - abs(target - index() - 1), 0)"),
  ),
  mutant(
    `${loss}/position_in_half`,
    "The position is rounded to bfloat16",
    hears((call) => withNumbers(call, "target", (y) => roundTo(y, "bf16"))),
  ),
  mutant(
    `${loss}/entropy_subtracted`,
    "The entropy of the two shares is subtracted",
    formula({ value: "sum(t * (log(where(t == 0, 1, t)) - log_softmax(pred)))" }),
  ),
  mutant(
    `${loss}/slope_of_lower_class`,
    "The gradient is that of the lower class",
    formula({ gradient: { pred: "softmax(pred) - where(index() <= target && t > 0, 1, 0)" } }),
  ),
  mutant(
    `${loss}/mean_over_four_sides`,
    "The mean divides by four times the rows",
    formula({
      denominators: { mean: { of: "rows", given_by: "avg_factor" } },
      wrap: "weight * base / 4",
    }),
  ),
  mutant(
    `${loss}/mean_over_rows_and_classes`,
    "The mean divides by rows times classes",
    answers((numbers, { inputs, params, reduction }) =>
      reduction === "mean" && params.avg_factor == null
        ? each((x) => x / inputs.pred.shape[1])(numbers)
        : {}
    ),
  ),
  mutant(
    `${loss}/avg_factor_ignored`,
    "avg_factor is accepted, and the mean divides by the rows",
    formula({ denominators: { mean: { of: "rows" } } }),
  ),
  mutant(
    `${loss}/avg_factor_everywhere`,
    "avg_factor divides the terms that are not reduced, too",
    formula({
      denominators: {
        mean: { of: "rows", given_by: "avg_factor" },
        none: { of: "rows", given_by: "avg_factor" },
      },
    }),
  ),
  mutant(
    `${loss}/weight_ignored`,
    "weight is accepted, and not applied",
    hears((call) => without(call, "weight")),
  ),
  mutant(
    `${loss}/log_of_softmax`,
    "The logarithm of a softmax that underflows",
    formula({ value: "-sum(t * log(softmax(pred)))" }, "plain"),
  ),
  mutant(
    `${loss}/axis_of_rows`,
    "Where there are as many rows as classes the softmax goes along the rows",
    hears((call) => {
      const { pred } = call.inputs;
      const [n, c] = pred.shape;
      return n === c
        ? withNumbers(call, "pred", (_, i) => pred.data[i % c * c + Math.floor(i / c)])
        : call;
    }),
  ),
];
