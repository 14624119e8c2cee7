/**
 * Memos whose key leaves something out: an answer is right, and wrongly given again to a like call.
 *
 * Each shows only to a check that asks two calls which are alike in that way, one after the other.
 *
 * @module
 */
import { evaluateReference } from "../../../src/losses/mod.ts";
import type { Call } from "../../../src/spec/mod.ts";
import type { Tensor } from "../../../src/tensor/mod.ts";
import type { Mutant } from "../mutant.ts";
import { changed, computes, type How, mutant, type Numbers, numbersOf } from "../write.ts";

/** What is answered to a call whose key is the last one's: the right numbers, changed by the last. */
type Recall = (right: Numbers, last: Numbers) => Partial<Numbers>;

/** A memo of the last call; calls without a key are not remembered. */
function remembers(keyOf: (call: Call) => string | undefined, recall: Recall): How {
  return computes(() => {
    let last: { readonly key: string; readonly numbers: Numbers } | undefined;
    return (call) => {
      const right = evaluateReference(call);
      const key = keyOf(call);
      const numbers = numbersOf(right);
      if (key === undefined || numbers === undefined) return right;
      const stale = last?.key === key ? last.numbers : undefined;
      last = { key, numbers };
      return stale === undefined ? right : changed(right, call, () => recall(numbers, stale));
    };
  });
}

const staleValue: Recall = (_, { value }) => ({ value });
const staleGradients: Recall = ({ gradients }, last) => ({
  gradients: { ...gradients, ...last.gradients },
});

/** Everything that a call says, but some inputs and parameters. */
function allBut(call: Call, ...left: readonly string[]): string {
  const { dtype, reduction, gradients, params, upstream } = call;
  const inputs = Object.entries(call.inputs).filter(([name]) => !left.includes(name))
    .map(([name, t]) => [name, ...textOf(t)]);
  const kept = Object.entries(params).filter(([name]) => !left.includes(name));
  const above = left.includes("upstream") ? [] : textOf(upstream);
  return JSON.stringify([dtype, reduction, gradients, call.inputs.pred.shape, kept, inputs, above]);
}

function textOf(t: Tensor | undefined): readonly string[] {
  return t === undefined ? [] : [String(t.shape), Array.from(t.data, String).join()];
}

/** What it makes of each pair of a prediction and a target. */
function pairs(call: Call, text: (p: number, t: number) => string): readonly string[] {
  const { pred, target } = call.inputs;
  if (String(pred.shape) !== String(target.shape)) return [];
  return Array.from(pred.data, (p: number, i: number) => text(p, target.data[i]));
}

/** The rows of logits, each with its classes sorted and its label's marked. */
function sortedClasses({ inputs: { pred, label } }: Call): readonly string[] {
  const classes = pred.shape[1];
  return Array.from(label.data, (k: number, row: number) => {
    const logits = Array.from(pred.data.slice(row * classes, (row + 1) * classes), String);
    return logits.map((x, c) => c === k ? `${x} label` : x).toSorted().join();
  });
}

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "smooth_l1_loss/memo_without_upstream",
    "The memo's key leaves out the gradient from above",
    remembers((call) => call.gradients ? allBut(call, "upstream") : undefined, staleGradients),
  ),
  mutant(
    "l1_loss/memo_of_unordered_rows",
    "The memo's key is a sum over the rows: their terms come in the order of the call before",
    remembers(
      (call) =>
        allBut(call, "pred", "target", "upstream") +
        pairs(call, (p, t) => `${p} ${t}`).toSorted().join(),
      staleValue,
    ),
  ),
  mutant(
    "huber_loss/memo_of_unordered_pairs",
    "The memo's key does not tell prediction and target apart: the gradients are exchanged",
    remembers(
      (call) =>
        allBut(call, "pred", "target") +
        pairs(call, (p, t) => [p, t].toSorted((a, b) => a - b).join(" ")).join(),
      staleGradients,
    ),
  ),
  mutant(
    "smooth_l1_loss/memo_of_magnitudes",
    "The memo's key has magnitudes alone: gradients have the sign of the call before",
    remembers(
      (call) =>
        allBut(call, "pred", "target") +
        pairs(call, (p, t) => `${Math.abs(p)} ${Math.abs(t)} ${p * t < 0}`).join(),
      staleGradients,
    ),
  ),
  mutant(
    "smooth_l1_loss/memo_without_scale",
    "Batches are normalised by their largest number; the memo's key leaves out which that was",
    remembers((call) => {
      const { pred, target } = call.inputs;
      const beta = call.params.beta ?? 1;
      const largest = [...pred.data, ...target.data]
        .reduce((most, x) => Math.max(most, Math.abs(x)), beta);
      return Number.isFinite(largest)
        ? allBut(call, "pred", "target", "beta") + beta / largest +
          pairs(call, (p, t) => `${p / largest} ${t / largest}`).join()
        : undefined;
    }, staleValue),
  ),
  mutant(
    "binary_cross_entropy_with_logits/memo_of_the_target",
    "The memo's key has everything but the logits, which are taken for those of the same batch",
    remembers(
      (call) => call.inputs.pred.data.some(Number.isNaN) ? undefined : allBut(call, "pred"),
      staleValue,
    ),
  ),
  mutant(
    "binary_cross_entropy_with_logits/memo_of_margins",
    "The memo's key has the margin (2y - 1) x: the gradient has the sign of the call before",
    remembers(
      (call) =>
        allBut(call, "pred", "target") +
        pairs(call, (x, y) => `${(2 * y - 1) * x} ${Math.abs(2 * y - 1)}`).join(),
      staleGradients,
    ),
  ),
  mutant(
    "cross_entropy/memo_of_unordered_classes",
    "The memo's key sorts the classes: the gradient is in the order of the call before",
    remembers(
      (call) =>
        call.gradients && call.inputs.pred.shape.length === 2 && !call.inputs.class_weight
          ? allBut(call, "pred", "label") + sortedClasses(call).join(";")
          : undefined,
      staleGradients,
    ),
  ),
  mutant(
    "sigmoid_focal_loss/focal_weight_updated",
    "For the same logits and another gamma the focal weight is updated by the inverse of its ratio",
    remembers(
      (call) => (call.params.gamma ?? 2) > 0 ? allBut(call, "gamma") : undefined,
      ({ value }, last) => ({
        value: value.map((x, i) => x === 0 ? last.value[i] : last.value[i] * (last.value[i] / x)),
      }),
    ),
  ),
];
