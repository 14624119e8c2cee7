/**
 * Tails, warps, blocks and counters that are wrong for some numbers of elements or rows.
 *
 * @module
 */
import type { Call } from "../../../src/spec/mod.ts";
import { leavesOut, sumsWithout } from "../left_out.ts";
import { termsOf } from "../other_calls.ts";
import type { Mutant } from "../mutant.ts";
import { mishears, readAt } from "../valid_calls.ts";
import { answers, each, mutant, withNumbers, withParam } from "../write.ts";

function sizeOfPred(call: Call): number {
  return call.inputs.pred.data.length;
}

/** The number of weights > 0 among the first of those that count. */
function positiveWeights({ inputs: { weight, label }, params }: Call, end = Infinity): number {
  return [...weight.data].filter((w, i) =>
    i < end && w > 0 && label?.data[i] !== (params.ignore_index ?? null)
  ).length;
}

/** Whether a partial sum is lost in a tree that halves their number, rounding down. */
function isLostInTree(part: number, parts: number): boolean {
  for (let at = part, left = parts; left > 1; left >>= 1) {
    const half = left >> 1;
    if (at >= 2 * half) return true;
    at %= half;
  }
  return false;
}

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "l1_loss/mask_of_12_lanes",
    "The mask of a 16-lane tail has room for 12 lanes: the last of 13 to 15 are left out",
    leavesOut((i, size) => size % 16 > 12 && i >= size - size % 16 + 12),
  ),
  mutant(
    "huber_loss/second_warp_not_summed",
    "Blocks of 33 to 256 elements answer the sum of their first warp",
    sumsWithout((i, size) => size <= 256 && i >= 32),
  ),
  mutant(
    "smooth_l1_loss/last_full_block_dropped",
    "Blocks run while start + 256 < n, then a remainder if there is one: multiples of 256 lose a block",
    leavesOut((i, size) => size % 256 === 0 && i >= size - 256),
  ),
  mutant(
    "mse_loss/last_of_a_warp_less_one",
    "The guard of an almost full last warp is i < n - 1: wrong one short of a multiple of 32",
    leavesOut((i, size) => size % 32 === 31 && i === size - 1),
  ),
  mutant(
    "binary_cross_entropy_with_logits/one_more_than_64",
    "The grid is (n + 62) / 64 blocks, at least 1: one element beyond a multiple of 64 is left out",
    leavesOut((i, size) => size > 64 && size % 64 === 1 && i === size - 1),
  ),
  mutant(
    "sigmoid_focal_loss/fast_kernel_for_multiples_of_64",
    "Multiples of 64 take a vectorised kernel, in which gamma is 2",
    mishears((call) => sizeOfPred(call) % 64 === 0 ? withParam(call, "gamma", 2) : call),
  ),
  mutant(
    "binary_cross_entropy/targets_of_the_first_block",
    "Blocks after the first of 256 read the first one's targets",
    mishears((call) => readAt(call, "target", (i) => i % 256)),
  ),
  mutant(
    "mse_loss/partial_means_lost",
    "The mean of more than 4096 elements is of partial sums, of which the last one is kept",
    sumsWithout((i, size, { reduction }) =>
      reduction === "mean" && size > 4096 && i < size - ((size - 1) % 4096 + 1)
    ),
  ),
  mutant(
    "huber_loss/counted_in_bfloat16",
    "Elements are counted one by one in bfloat16: 256 + 1 is 256",
    answers((numbers, call) => {
      const size = sizeOfPred(call);
      return call.reduction === "mean" && size > 256 ? each((x) => x * size / 256)(numbers) : {};
    }),
    { dtypes: ["bf16"] },
  ),
  mutant(
    "smooth_l1_loss/odd_warp_lost_in_the_tree",
    "The sums of warps are added in a tree that halves their number: an odd one out is lost",
    sumsWithout((i, size) => isLostInTree(Math.floor(i / 32), Math.ceil(size / 32))),
  ),
  mutant(
    "sigmoid_focal_loss/odd_node_of_small_sums_lost",
    "Sums of up to 32 elements go down a tree that halves their number: an odd one out is lost",
    sumsWithout((i, size) => size <= 32 && isLostInTree(i, size)),
  ),
  mutant(
    "binary_cross_entropy/gradient_tail_divided_twice",
    "The loop after the vectors of 8 divides gradients by n that are divided already",
    answers(({ gradients }, call) => {
      const size = sizeOfPred(call);
      const done = size - size % 8;
      if (call.reduction !== "mean" || done === 0) return {};
      const divided = each((x, i) => i < done ? x : x / size);
      return { gradients: divided({ value: [], gradients }).gradients };
    }),
  ),
  mutant(
    "cross_entropy/label_of_the_last_tile",
    "Rows go in tiles of 16; those of a last tile that is not full have its first one's label",
    mishears((call) => {
      const rows = call.inputs.label.data.length;
      const full = rows - rows % 16;
      return full === 0 ? call : readAt(call, "label", (i) => Math.min(i, full));
    }),
  ),
  mutant(
    "softmax_focal_loss/last_of_odd_rows_twice",
    "Each thread has two rows; where their number is odd the last one is summed twice",
    answers(({ value }, call) => {
      const { label } = call.inputs;
      const rows = label.data.length;
      if (call.reduction === "none" || rows === 1 || rows % 2 === 0) return {};
      const counted = [...label.data].filter((k) => k !== call.params.ignore_index).length;
      const last = termsOf(call)[rows - 1];
      const divisor = call.reduction === "mean" ? counted : 1;
      return { value: counted === 0 ? value : [value[0] + last / divisor] };
    }),
  ),
  mutant(
    "weighted_cross_entropy/positives_of_one_ballot",
    "Positive weights are counted in the 32 bits of one ballot: those of further rows do not count",
    mishears((call) =>
      call.params.avg_factor === null
        ? withParam(call, "avg_factor", Math.max(positiveWeights(call, 32), 1))
        : call
    ),
  ),
  mutant(
    "weighted_smooth_l1_loss/positives_in_8_bits",
    "Positive weights are counted in 8 bits: 256 of them are none",
    mishears((call) => {
      const positives = positiveWeights(call);
      return call.params.avg_factor === null && positives > 255
        ? withParam(call, "avg_factor", (positives & 255) + 1e-6)
        : call;
    }),
  ),
  mutant(
    "weighted_sigmoid_focal_loss/weight_after_a_warp",
    "The first weight after each full warp of 32 is read as 0",
    mishears((call) => withNumbers(call, "weight", (w, i) => i > 0 && i % 32 === 0 ? 0 : w)),
  ),
];
