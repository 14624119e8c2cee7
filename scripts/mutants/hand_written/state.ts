/**
 * Programs that remember, or write where they should only read.
 *
 * @module
 */
import { evaluateReference } from "../../../src/losses/mod.ts";
import type { Result } from "../../../src/spec/mod.ts";
import { stepFloat } from "../../../src/tensor/mod.ts";
import type { Mutant } from "../mutant.ts";
import { changed, computes, each, mutant, withNumbers } from "../write.ts";

/** All of them. */
export const mutants: readonly Mutant[] = [
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
];
