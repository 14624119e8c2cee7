/**
 * Mistakes of programs, whatever the loss: state, sizes, formats, shapes, non-finite numbers.
 *
 * @module
 */
import { evaluateReference } from "../../../src/losses/reference.ts";
import type { Call, Result } from "../../../src/spec/mod.ts";
import { type FloatDType, roundTo, stepFloat, tensor } from "../../../src/tensor/mod.ts";
import type { Mutant } from "../mutant.ts";
import { answers, changed, computes, each, formula, hears, mutant, withNumbers } from "../write.ts";

/** Wrong by a factor for calls of some sizes. */
function wrongFor(isWrong: (size: number, call: Call) => boolean) {
  return answers((numbers, call) =>
    isWrong(call.inputs.pred.data.length, call) ? each((x) => 2 * x)(numbers) : {}
  );
}

/** Elements that a loop over vectors of a width leaves out. */
function leavesTail(width: number) {
  return computes(() => (call) => {
    const right = evaluateReference(call);
    const size = call.inputs.pred.data.length;
    const done = size - size % width;
    return call.reduction === "none"
      ? changed(right, call, each((x, i) => i < done ? x : 0))
      : right;
  });
}

const everywhere: readonly FloatDType[] = ["f64", "f32", "f16", "bf16"];

/** All of them. */
export const programs: readonly Mutant[] = [
  mutant(
    "l1_loss/stale_answer",
    "A buffer is kept for each shape, and answered before it is written: the previous call's answer",
    computes(() => {
      const buffers = new Map<string, Result>();
      return (call) => {
        const right = evaluateReference(call);
        const key = `${call.dtype} ${call.reduction} ${call.gradients} ${call.inputs.pred.shape}`;
        const stale = buffers.get(key) ?? right;
        if ("value" in right) buffers.set(key, right);
        return "value" in right ? stale : right;
      };
    }),
  ),
  mutant(
    "smooth_l1_loss/sticky_parameter",
    "beta stays what it was in the first call",
    computes(() => {
      let beta: number | null | undefined;
      return (call) => {
        const right = evaluateReference(call);
        if (!("value" in right)) return right;
        beta ??= call.params.beta;
        return evaluateReference({ ...call, params: { ...call.params, beta } });
      };
    }),
  ),
  mutant(
    "sigmoid_focal_loss/accumulates",
    "Gradients are added to those of the call before where the shape is the same",
    computes(() => {
      let before: { readonly shape: string; readonly list: readonly number[] } | undefined;
      return (call) =>
        changed(evaluateReference(call), call, ({ gradients }) => {
          if (gradients.pred === undefined) return {};
          const shape = `${call.inputs.pred.shape}`;
          const kept = before?.shape === shape ? before.list : undefined;
          const pred = gradients.pred.map((g, i) => g + (kept?.[i] ?? 0));
          before = { shape, list: gradients.pred };
          return { gradients: { ...gradients, pred } };
        });
    }),
  ),
  mutant(
    "huber_loss/every_seventh_call",
    "A race: every seventh call reads a parameter too early",
    computes(() => {
      let calls = 0;
      return (call) => {
        const right = evaluateReference(call);
        return ++calls % 7 === 0 ? changed(right, call, each((x) => 1.5 * x)) : right;
      };
    }),
  ),
  mutant(
    "l1_loss/last_bit_differs",
    "The order of summation changes from run to run: the same call, another last bit",
    computes(() => {
      let calls = 0;
      return (call) => {
        const isOdd = ++calls % 2 === 1;
        return changed(evaluateReference(call), call, ({ value }) => ({
          value: value.map((x) => isOdd && x > 1 ? stepFloat(x, 1, call.dtype) : x),
        }));
      };
    }),
  ),
  mutant(
    "cross_entropy/row_remembered",
    "Rows that were seen before, with another label, have the old label's loss",
    computes(() => {
      const labels = new Map<string, number>();
      return (call) =>
        evaluateReference(withNumbers(call, "label", (label, i) => {
          const width = call.inputs.pred.shape[1] ?? 1;
          const row = call.inputs.pred.data.slice(i * width, (i + 1) * width).join();
          if (call.inputs.pred.shape.length !== 2) return label;
          const old = labels.get(row);
          labels.set(row, label);
          return old !== undefined && old < width && label >= 0 ? old : label;
        }));
    }),
  ),
  mutant(
    "l1_loss/input_changed_in_place",
    "pred is overwritten with the difference",
    computes(() => (call) => {
      const result = evaluateReference(call);
      const { pred, target } = call.inputs;
      pred.data.forEach((x, i) => pred.data[i] = x - target.data[i]);
      return result;
    }),
  ),
  mutant(
    "smooth_l1_loss/upstream_changed_in_place",
    "The gradient from above is scaled in place",
    computes(() => (call) => {
      const result = evaluateReference(call);
      call.upstream?.data.forEach((g, i) => call.upstream!.data[i] = 0.5 * g);
      return result;
    }),
  ),
  mutant("smooth_l1_loss/size_1", "Wrong for a single element", wrongFor((size) => size === 1)),
  mutant("huber_loss/odd_sizes", "Wrong for odd sizes", wrongFor((size) => size % 2 === 1)),
  mutant("l1_loss/empty_tail_of_4", "A loop over vectors of 4 leaves out the rest", leavesTail(4)),
  mutant(
    "huber_loss/empty_tail_of_32",
    "A loop over warps of 32 leaves out the rest",
    leavesTail(32),
  ),
  mutant(
    "sigmoid_focal_loss/size_over_256",
    "Wrong for more than one block of 256",
    wrongFor((size) => size > 256),
  ),
  mutant(
    "smooth_l1_loss/size_over_1024",
    "Wrong for more elements than one block of threads has",
    wrongFor((size) => size > 1024),
  ),
  mutant(
    "l1_loss/size_over_65536",
    "Offsets are kept in 16 bits: wrong beyond 65536 elements",
    wrongFor((size) => size > 2 ** 16),
    { reported: ["105"] },
  ),
  mutant(
    "cross_entropy/size_over_65536",
    "Offsets are kept in 16 bits: wrong beyond 65536 logits",
    wrongFor((size) => size > 2 ** 16),
    { reported: ["105"] },
  ),
  mutant(
    "l1_loss/count_in_half",
    "Elements are counted in half precision, one by one: 2048 + 1 is 2048",
    answers((numbers, { inputs, reduction }) => {
      const size = inputs.pred.data.length;
      return reduction === "mean" && size > 2048 ? each((x) => x * size / 2048)(numbers) : {};
    }),
    { dtypes: ["f16"] },
  ),
  mutant(
    "l1_loss/rank_2_only_by_rows",
    "Of tensors of rank 2 and more the first row alone is summed",
    computes(() => (call) => {
      const right = evaluateReference(call);
      const { shape } = call.inputs.pred;
      if (call.reduction === "none" || shape.length < 2) return right;
      const { upstream: _, ...rest } = call;
      const terms = evaluateReference({ ...rest, reduction: "none", gradients: false });
      if (!("value" in terms)) return right;
      const width = shape.slice(1).reduce((product, n) => product * n, 1);
      const sum = [...terms.value.data.slice(0, width)].reduce((a, b) => a + b, 0);
      const divisor = call.reduction === "mean" ? width : 1;
      return changed(right, call, () => ({ value: [sum / divisor] }));
    }),
  ),
  mutant(
    "smooth_l1_loss/wrong_dtype",
    "The answer is a float64, whatever format is asked for",
    computes(() => (call) => {
      const result = evaluateReference(call);
      if (!("value" in result)) return result;
      return { ...result, value: tensor("f64", result.value.shape, result.value.data) };
    }),
  ),
  mutant(
    "huber_loss/values_of_another_format",
    "Half precision is answered with numbers that are no halves",
    computes(() => (call) => {
      const result = evaluateReference({ ...call, dtype: "f32" });
      if (!("value" in result)) return result;
      return { ...result, value: { ...result.value, dtype: call.dtype } };
    }),
    { dtypes: ["f16"] },
  ),
  mutant(
    "sigmoid_focal_loss/gradient_missing",
    "The gradient is left out where the reduction is none",
    computes(() => (call) => {
      const result = evaluateReference(call);
      return "value" in result && call.reduction === "none" ? { value: result.value } : result;
    }),
  ),
  mutant(
    "l1_loss/flat_gradient",
    "The gradient has the shape of the flattened input",
    computes(() => (call) => {
      const result = evaluateReference(call);
      if (!("value" in result) || !result.gradients?.pred) return result;
      const { data, dtype } = result.gradients.pred;
      return {
        ...result,
        gradients: { ...result.gradients, pred: tensor(dtype, [data.length], data) },
      };
    }),
  ),
  mutant(
    "l1_loss/nan_becomes_0",
    "NaN is swallowed: nan_to_num on the inputs",
    computes(() => (call) => {
      const zero = (x: number) => Number.isNaN(x) ? 0 : x;
      return evaluateReference(withNumbers(withNumbers(call, "pred", zero), "target", zero));
    }),
  ),
  mutant(
    "smooth_l1_loss/nan_skipped",
    "Rows with NaN are left out of the reduction: nansum",
    computes(() => (call) => {
      const right = evaluateReference(call);
      if (call.reduction === "none") return right;
      const { pred, target } = call.inputs;
      const isBad = (i: number) => Number.isNaN(pred.data[i] + target.data[i]);
      const heard = withNumbers(
        withNumbers(call, "pred", (x, i) => isBad(i) ? 0 : x),
        "target",
        (x, i) => isBad(i) ? 0 : x,
      );
      return evaluateReference(heard);
    }),
  ),
  mutant(
    "cross_entropy/nan_row_is_0",
    "A row with a NaN has the loss 0",
    answers(each((x) => Number.isNaN(x) ? 0 : x)),
  ),
  mutant(
    "huber_loss/nan_compares_false",
    "A NaN falls into the branch of a constant",
    formula({
      value: "where(d <= delta, 0.5 * d^2, where(d > delta, delta * (d - 0.5 * delta), 0))",
    }),
  ),
  mutant(
    "l1_loss/nan_spreads",
    "One NaN makes every term NaN, without reduction too",
    answers(({ value }) => value.some(Number.isNaN) ? { value: value.map(() => NaN) } : {}),
  ),
  mutant(
    "l1_loss/infinity_clipped",
    "Answers are at most 1e30",
    answers(each((x) => Math.min(Math.max(x, -1e30), 1e30))),
  ),
  mutant(
    "huber_loss/square_underflows_first",
    "(d / delta)^2 delta^2: the square underflows where the loss does not",
    formula({
      value: "where(d <= delta, 0.5 * (d / delta)^2 * delta^2, delta * (d - 0.5 * delta))",
    }, "plain"),
  ),
  mutant(
    "smooth_l1_loss/difference_overflows",
    "2 d is computed on the way: it overflows where d does not",
    formula({
      value: "where(d < beta, 0.5 * d^2 / beta, 0.5 * (2 * d - beta))",
    }, "plain"),
  ),
  mutant(
    "l1_loss/sum_in_half",
    "The sum of halves is of twice the terms, halved: it overflows where the sum does not",
    computes(() => (call) => {
      const right = evaluateReference(call);
      const limit = 65504 / 2;
      return call.reduction === "sum"
        ? changed(
          right,
          call,
          ({ value }) => ({ value: value.map((x) => x > limit ? Infinity : x) }),
        )
        : right;
    }),
    { dtypes: ["f16"] },
  ),
  mutant(
    "l1_loss/low_precision_differences",
    "The difference is computed in TF32: ten bits",
    computes(() => (call) => {
      const short = (x: number) => roundTo(x / 2, "f16") * 2;
      return evaluateReference(
        withNumbers(
          withNumbers(call, "pred", (x) => Math.abs(x) < 6e4 && Math.abs(x) > 1e-3 ? short(x) : x),
          "target",
          (x) => Math.abs(x) < 6e4 && Math.abs(x) > 1e-3 ? short(x) : x,
        ),
      );
    }),
  ),
  mutant(
    "huber_loss/computed_in_bfloat16",
    "Inputs are rounded to bfloat16 before anything is computed",
    computes(() => (call) => {
      const short = (x: number) => roundTo(x, "bf16");
      return evaluateReference(withNumbers(withNumbers(call, "pred", short), "target", short));
    }),
    { dtypes: ["f64", "f32", "f16"] },
  ),
  mutant(
    "smooth_l1_loss/one_ulp_of_another_format",
    "Answers are rounded to bfloat16",
    answers(each((x) => roundTo(x, "bf16"))),
    { dtypes: ["f64", "f32", "f16"] },
  ),
  mutant(
    "l1_loss/off_by_1e-6",
    "An epsilon keeps the square root's derivative finite: sqrt(d^2 + 1e-12)",
    formula({ value: "sqrt((pred - target)^2 + 1e-12)" }),
  ),
  mutant(
    "smooth_l1_loss/infinite_loop_of_refusals",
    "Every call is refused",
    computes(() => () => ({ rejected: "not now" })),
    { dtypes: everywhere },
  ),
  mutant(
    "huber_loss/all_nan",
    "Every answer is NaN",
    answers(each(() => NaN)),
    { dtypes: everywhere },
  ),
  mutant(
    "l1_loss/arguments_swapped_in_the_gradient",
    "pred and target are handed on in each other's place: only the gradients tell",
    hears((call) => ({
      ...call,
      inputs: { pred: call.inputs.target, target: call.inputs.pred },
    })),
  ),
];
