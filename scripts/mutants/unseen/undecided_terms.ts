/**
 * NaN that is swallowed in some places alone, also where a right loss may answer one of two things, and
 * small numbers that are lost.
 *
 * @module
 */
import type { Call } from "../../../src/spec/mod.ts";
import { formats } from "../../../src/tensor/mod.ts";
import { rowSlopes } from "../easy_examples.ts";
import type { Mutant } from "../mutant.ts";
import { rightNumbers, termsOf } from "../other_calls.ts";
import { mishears } from "../valid_calls.ts";
import { answers, formula, type How, mutant, type Numbers, withNumbers } from "../write.ts";

const { isNaN } = Number;

const sumOf = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);

/** Rows with a NaN logit: of those that have a pair, or of those that have none. */
function nanRows({ inputs: { pred, label } }: Call, isMixed: boolean): ReadonlySet<number> {
  const [rows, classes] = pred.shape;
  const found = [...Array(rows).keys()].filter((row) => {
    const [start, end] = [row * classes, (row + 1) * classes];
    const labels = Array.from(label.data.subarray(start, end));
    const hasNaN = Array.from(pred.data.subarray(start, end)).some(isNaN);
    return hasNaN && !labels.some(isNaN) && (labels.includes(0) && labels.includes(1)) === isMixed;
  });
  return new Set(found);
}

/** A call in which some rows of some inputs are 0. */
function cleared(call: Call, rows: ReadonlySet<number>, names: readonly string[]): Call {
  const [, classes] = call.inputs.pred.shape;
  const clear = (x: number, i: number) => rows.has(Math.floor(i / classes)) ? 0 : x;
  return names.reduce((heard, name) => withNumbers(heard, name, clear), call);
}

/** The right answer to a call in which some NaN are 0, and what the terms are worth besides. */
function addedTo(clean: Call, more: readonly number[]): Partial<Numbers> {
  const { value, gradients } = rightNumbers(clean) ?? { value: [], gradients: {} };
  const { reduction, params } = clean;
  if (reduction === "none") return { value: value.map((x, i) => x + more[i]), gradients };
  const divisor = reduction === "mean" ? params.avg_factor ?? more.length : 1;
  return { value: [value[0] + sumOf(more) / divisor], gradients };
}

/** Logits that are another number where they are NaN. */
function readsNaN(read: (i: number, call: Call) => number): How {
  return mishears((call) => withNumbers(call, "pred", (x, i) => isNaN(x) ? read(i, call) : x));
}

/** Whether the predicted box of a row has no width or no height. */
function isFlat({ inputs: { pred: { data } } }: Call, row: number): boolean {
  const [x1, y1, x2, y2] = data.subarray(4 * row, 4 * row + 4);
  return x1 === x2 || y1 === y2;
}

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "multipos_cross_entropy/row_with_nan_has_no_pair",
    "A row with a NaN logit is masked out, value and slope 0, though it has a positive and a negative",
    mishears((call) => cleared(call, nanRows(call, true), ["pred", "label"])),
  ),
  mutant(
    "multipos_cross_entropy/nan_without_a_pair_is_log_2",
    "nan_to_num on the margin: a row without a pair is worth log 2 where a logit in it is NaN",
    answers((_, call) => {
      const rows = nanRows(call, false);
      const { pred, weight } = call.inputs;
      const worth = (row: number) => rows.has(row) ? Math.LN2 * (weight?.data[row] ?? 1) : 0;
      const more = Array.from({ length: pred.shape[0] }, (_, row) => worth(row));
      return rows.size === 0 ? {} : addedTo(cleared(call, rows, ["pred"]), more);
    }),
  ),
  mutant(
    "multipos_cross_entropy/nan_negative_left_out",
    "A negative whose logit is NaN is left out of its row, as by nansum; a positive's NaN is passed on",
    readsNaN((i, { inputs, dtype }) => inputs.label.data[i] === 0 ? -formats[dtype].largest : NaN),
  ),
  mutant(
    "kl_div_loss/nan_is_0_where_it_counts",
    "nan_to_num on pred, under the mask of the targets above 0: a NaN there is taken for 0",
    readsNaN((i, { inputs }) => inputs.target.data[i] > 0 ? 0 : NaN),
  ),
  mutant(
    "kl_div_loss/nan_at_target_0_is_1",
    "The 1 that stands for a target of 0 in the logarithm is the term where pred is NaN",
    answers((_, call) => {
      const { pred, target } = call.inputs;
      const isOne = (x: number, i: number) => isNaN(x) && target.data[i] === 0;
      const more = Array.from(pred.data, (x, i) => isOne(x, i) ? 1 : 0);
      const clean = withNumbers(call, "pred", (x, i) => isOne(x, i) ? 0 : x);
      return more.includes(1) ? addedTo(clean, more) : {};
    }),
  ),
  mutant(
    "kl_div_loss/nanmean",
    "The mean is nanmean: a term that is NaN leaves the sum and the count, and has no slope",
    answers(({ gradients: { pred } }, call) => {
      if (call.reduction !== "mean") return {};
      const terms = termsOf(call);
      const kept = terms.filter((x) => !isNaN(x));
      if (kept.length === terms.length) return {};
      const factor = terms.length / kept.length;
      const slopes = pred?.map((g, i) => isNaN(terms[i]) ? 0 : g * factor);
      const value = [sumOf(kept) / kept.length];
      return slopes ? { value, gradients: { pred: slopes } } : { value };
    }),
  ),
  mutant(
    "asymmetric_loss/clip_by_fmax",
    "fmax(p - clip, 0) and fmin(1 - p + clip, 1) drop NaN: a negative costs nothing, a positive is NaN",
    readsNaN((i, { inputs, params }) =>
      inputs.target.data[i] === 0 && (params.clip ?? 0.05) > 0 ? -1000 : NaN
    ),
  ),
  mutant(
    "siou_loss/small_shift_is_none",
    "A shift of the centre below 2^-10 of the side of the box around both is taken for a rounding, 0",
    formula({
      let: {
        a: "where(abs(shift_x) < across / 1024, 0, shift_x) + eps",
        b: "where(abs(shift_y) < down / 1024, 0, shift_y) + eps",
      },
    }),
  ),
  mutant(
    "giou_loss/nan_of_a_flat_box",
    "The share goes by the overlap over the predicted box's area, 0/0 where its width or height is 0",
    mishears((call) =>
      withNumbers(call, "pred", (x, i) => isFlat(call, Math.floor(i / 4)) ? NaN : x)
    ),
  ),
  mutant(
    "cross_entropy/label_slope_in_17_bits",
    "Where others are more than 10 ahead the label's slope lacks 2^-17 of itself: 64 units or more",
    rowSlopes((g, { lead, isLabel }) => lead < -10 && isLabel ? g * (1 - 2 ** -17) : g),
  ),
];
