/**
 * Memos whose key has a mark of each tensor instead of its numbers, and that forget nothing.
 *
 * @module
 */
import { evaluateReference } from "../../../src/losses/mod.ts";
import type { Result } from "../../../src/spec/mod.ts";
import { roundTo, type Tensor } from "../../../src/tensor/mod.ts";
import { refusalOf } from "../honest.ts";
import type { Mutant } from "../mutant.ts";
import { computes, type How, mutant } from "../write.ts";

/** A memo whose key has all of a call, but of each tensor just a shape and a mark. */
function remembersBy(mark: (t: Tensor, name: string) => string | number): How {
  return computes(() => {
    const memo = new Map<string, Result>();
    return (call) => {
      const refusal = refusalOf(call);
      if (refusal) return refusal;
      const { inputs, upstream, dtype, reduction, gradients, params } = call;
      const marks = Object.entries({ ...inputs, ...upstream && { upstream } })
        .map(([name, t]) => [name, t.shape, String(mark(t, name))]);
      const key = JSON.stringify([dtype, reduction, gradients, params, marks]);
      const answer = memo.get(key) ?? evaluateReference(call);
      memo.set(key, answer);
      return answer;
    };
  });
}

function sumOf(list: Iterable<number>): number {
  return [...list].reduce((a, b) => a + b, 0);
}

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "mse_loss/memo_by_sums",
    "A memo's key has a checksum of each tensor, its sum: another order has the first one's answer",
    remembersBy(({ data }) => sumOf(data)),
  ),
  mutant(
    "binary_cross_entropy_with_logits/memo_by_first_elements",
    "A memo's key has shapes and first elements",
    remembersBy(({ data }) => data[0]),
  ),
  mutant(
    "sigmoid_focal_loss/memo_by_last_elements",
    "A memo's key is a hash that each element overwrites: it has shapes and last elements",
    remembersBy(({ data }) => data[data.length - 1]),
  ),
  mutant(
    "softmax_focal_loss/memo_by_the_mean_logit",
    "A memo's key has the mean of the logits, in half, and everything else",
    remembersBy(({ data }, name) =>
      name === "pred" ? roundTo(sumOf(data) / data.length, "f16") : data.join()
    ),
  ),
  mutant(
    "cross_entropy/memo_by_the_largest_logit",
    "A memo of the log-sum is kept by the largest logit, and everything but the logits",
    remembersBy(({ data }, name) =>
      name === "pred" ? [...data].reduce((a, b) => Math.max(a, b)) : data.join()
    ),
  ),
  mutant(
    "huber_loss/memo_by_magnitudes_summed",
    "A memo's key has the sum of each tensor's magnitudes: signs and places are the first one's",
    remembersBy(({ data }) => sumOf(data.map(Math.abs))),
  ),
  mutant(
    "weighted_cross_entropy/memo_by_smallest_and_largest",
    "A memo's key has the least and the largest number of each tensor, as a quantiser would",
    remembersBy(({ data }) => {
      const sorted = data.toSorted();
      return `${sorted[0]} ${sorted[sorted.length - 1]}`;
    }),
  ),
];
