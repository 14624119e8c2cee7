/**
 * Caches, buffers, flags and tiers that make an answer depend on the calls before it.
 *
 * @module
 */
import { evaluateReference } from "../../../src/losses/mod.ts";
import type { Call, Result } from "../../../src/spec/mod.ts";
import { type FloatDType, roundTo, type Tensor } from "../../../src/tensor/mod.ts";
import { ignoredCount, isIgnored } from "../cross_entropy_calls.ts";
import { refusalOf } from "../honest.ts";
import { termsOf } from "../other_calls.ts";
import type { Mutant } from "../mutant.ts";
import { changed, computes, each, type How, mutant, withNumbers, withParam } from "../write.ts";

/** An optional input that is registered when it is given, and used where its shape fits. */
function registers(name: string): How {
  return computes(() => {
    const registered = new Map<string, Tensor>();
    return (call) => {
      const refusal = refusalOf(call);
      if (refusal) return refusal;
      const shape = call.inputs.pred.shape.join();
      const given = call.inputs[name];
      if (given) registered.set(shape, given);
      const used = registered.get(shape);
      return evaluateReference(used ? { ...call, inputs: { ...call.inputs, [name]: used } } : call);
    };
  });
}

/** Valid calls, heard otherwise after so many of them. */
function after(warmUp: number, hears: (call: Call, atCapture: Call) => Call): How {
  return computes(() => {
    let calls = 0;
    let captured: Call | undefined;
    return (call) => {
      const refusal = refusalOf(call);
      if (refusal) return refusal;
      if (calls++ < warmUp) return evaluateReference(call);
      captured ??= call;
      return evaluateReference(hears(call, captured));
    };
  });
}

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "l1_loss/kernel_of_the_first_format",
    "Compiled kernels are kept by size, not format: they round to the one of the first call",
    computes(() => {
      const kernels = new Map<number, FloatDType>();
      return (call) => {
        const right = evaluateReference(call);
        const size = call.inputs.pred.data.length;
        const first = kernels.get(size) ?? call.dtype;
        if (!("value" in right)) return right;
        kernels.set(size, first);
        return changed(right, call, each((x) => roundTo(x, first)));
      };
    }),
    { dtypes: ["f32", "f64"] },
  ),
  mutant(
    "smooth_l1_loss/beta_cast_in_place",
    "A parameter's copy on the device is kept by its value, and cast in place to each call's format",
    computes(() => {
      const copies = new Map<number, number>();
      return (call) => {
        const { beta } = call.params;
        if (refusalOf(call) || !beta) return evaluateReference(call);
        const copy = roundTo(copies.get(beta) ?? beta, call.dtype) || beta;
        copies.set(beta, copy);
        return evaluateReference(withParam(call, "beta", copy));
      };
    }),
    { dtypes: ["bf16", "f32"] },
  ),
  mutant(
    "huber_loss/refusal_is_not_cleared",
    "The error flag of a refused call is read, and cleared, by the next call",
    computes(() => {
      let flag: Result | undefined;
      return (call) => {
        const raised = flag;
        flag = refusalOf(call);
        return flag ?? raised ?? evaluateReference(call);
      };
    }),
  ),
  mutant(
    "cross_entropy/accumulator_of_a_refused_call",
    "A bad label ends a call before its accumulator is reset: the next sum begins with rows in it",
    computes(() => {
      let rows = 0;
      return (call) => {
        const right = evaluateReference(call);
        if (!("value" in right)) {
          const classes = call.inputs.pred.shape[1] ?? 0;
          rows = [...call.inputs.label.data].findIndex((k) =>
            !isIgnored(call, k) && (k < 0 || k >= classes)
          );
          return right;
        }
        const left = Math.max(rows, 0);
        rows = 0;
        return call.reduction === "none"
          ? right
          : changed(right, call, ({ value }) => ({ value: [value[0] + left] }));
      };
    }),
  ),
  mutant(
    "smooth_l1_loss/workspace_of_a_larger_call",
    "Vectors of 8 terms are summed from a workspace whose rest holds those of a larger call before",
    computes(() => {
      const workspace: number[] = [];
      return (call) => {
        const right = evaluateReference(call);
        const terms = termsOf(call);
        const rest = workspace.slice(terms.length, Math.ceil(terms.length / 8) * 8);
        terms.forEach((x, i) => workspace[i] = x);
        const divisor = call.reduction === "mean" ? terms.length : 1;
        const surplus = rest.reduce((sum, x) => sum + x, 0) / divisor;
        return call.reduction === "none" || surplus === 0
          ? right
          : changed(right, call, ({ value }) => ({ value: [value[0] + surplus] }));
      };
    }),
  ),
  mutant(
    "weighted_smooth_l1_loss/gradients_accumulate_in_a_leaf",
    "The gradient of a prediction that was seen before is added to what it had: no zero_grad",
    computes(() => {
      const leaves = new Map<string, readonly number[]>();
      return (call) =>
        changed(evaluateReference(call), call, ({ gradients }) => {
          if (gradients.pred === undefined) return {};
          const leaf = `${call.inputs.pred.shape} ${call.inputs.pred.data.join()}`;
          const pred = gradients.pred.map((g, i) => g + (leaves.get(leaf)?.[i] ?? 0));
          leaves.set(leaf, pred);
          return { gradients: { ...gradients, pred } };
        });
    }),
  ),
  mutant(
    "weighted_cross_entropy/captured_after_200_calls",
    "After a warm-up of 200 calls a graph is captured, and with it that call's avg_factor",
    after(200, (call, { params }) => withParam(call, "avg_factor", params.avg_factor ?? null)),
  ),
  mutant(
    "binary_cross_entropy/fast_tier_after_200_calls",
    "After 200 calls the second tier is compiled for what it saw most of: targets of 0 or 1",
    after(200, (call) => withNumbers(call, "target", Math.round)),
  ),
  mutant(
    "cross_entropy/terms_of_ignored_rows_stay",
    "Terms are written to a buffer kept by shape, ignored rows not: they have the last call's",
    computes(() => {
      const buffers = new Map<string, readonly number[]>();
      return (call) =>
        changed(evaluateReference(call), call, ({ value }) => {
          if (call.reduction !== "none") return {};
          const shape = call.inputs.pred.shape.join();
          const before = ignoredCount(call) > 0 ? buffers.get(shape) : undefined;
          const { data } = call.inputs.label;
          const terms = value.map((x, i) => isIgnored(call, data[i]) ? before?.[i] ?? x : x);
          buffers.set(shape, terms);
          return { value: terms };
        });
    }),
  ),
  mutant(
    "mse_loss/weight_stays",
    "A weight is registered by its shape, and weights later calls that have none",
    registers("weight"),
  ),
  mutant(
    "softmax_focal_loss/alpha_stays",
    "alpha is a buffer of the module that is set when it is given, and never unset",
    registers("alpha"),
  ),
  mutant(
    "weighted_sigmoid_focal_loss/moving_normaliser",
    "The default avg_factor is a moving average over the calls before, as in a training loop",
    computes(() => {
      let average: number | undefined;
      return (call) => {
        if (refusalOf(call) || call.params.avg_factor !== null) return evaluateReference(call);
        const positives = [...call.inputs.weight.data].filter((w) => w > 0).length;
        const factor = positives / (call.params.num_classes ?? 80) + 1e-6;
        average = average === undefined ? factor : 0.9 * average + 0.1 * factor;
        return evaluateReference(withParam(call, "avg_factor", average));
      };
    }),
  ),
];
