/**
 * Programs that are wrong for tensors of some size or rank.
 *
 * @module
 */
import { evaluateReference } from "../../../src/losses/mod.ts";
import type { Call } from "../../../src/spec/mod.ts";
import type { Mutant } from "../mutant.ts";
import { answers, changed, computes, each, mutant } from "../write.ts";

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

/** All of them. */
export const mutants: readonly Mutant[] = [
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
    { reported: ["pytorch/pytorch#190139"] },
  ),
  mutant(
    "cross_entropy/size_over_65536",
    "Offsets are kept in 16 bits: wrong beyond 65536 logits",
    wrongFor((size) => size > 2 ** 16),
    { reported: ["pytorch/pytorch#190139"] },
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
];
