/**
 * Gradients from above that are handed on wrongly when they are not ones.
 *
 * @module
 */
import { evaluateReference } from "../../../src/losses/mod.ts";
import type { Call } from "../../../src/spec/mod.ts";
import { roundTo, tensor } from "../../../src/tensor/mod.ts";
import type { Mutant } from "../mutant.ts";
import { mishears } from "../valid_calls.ts";
import { changed, computes, type How, mutant, numbersOf } from "../write.ts";

type List = readonly number[];

/** A call with another gradient from above. */
function under(call: Call, change: (above: List) => List): Call {
  const { upstream } = call;
  if (upstream === undefined) return call;
  const data = change([...upstream.data]);
  return { ...call, upstream: tensor(upstream.dtype, upstream.shape, data) };
}

/** The gradient from above taken for another one. */
function takes(change: (above: List, call: Call) => List): How {
  return mishears((call) => under(call, (above) => change(above, call)));
}

const ones = (above: List) => above.map(() => 1);

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "huber_loss/upstream_in_whole_numbers",
    "The gradient from above goes through an integer buffer: 0.1 is 0",
    takes((above) => above.map(Math.round)),
  ),
  mutant(
    "mse_loss/upstream_clamped",
    "Gradients are clipped to [-1, 1] where they come in, not where the optimiser takes them",
    takes((above) => above.map((g) => Math.min(Math.max(g, -1), 1))),
  ),
  mutant(
    "smooth_l1_loss/magnitude_of_the_upstream",
    "The gradient from above is taken for a weight, and its magnitude is used",
    takes((above) => above.map(Math.abs)),
  ),
  mutant(
    "l1_loss/upstream_of_one_sign_is_expanded",
    "A gradient from above of one sign is taken for an expanded scalar: its first element counts",
    takes((above) =>
      above.every((g) => Math.sign(g) === Math.sign(above[0])) ? above.map(() => above[0]) : above
    ),
  ),
  mutant(
    "binary_cross_entropy_with_logits/upstream_for_terms_only",
    "Backward of a reduced loss begins at ones, as if the loss were the last node",
    takes((above, { reduction }) => reduction === "none" ? above : ones(above)),
  ),
  mutant(
    "cross_entropy/upstream_as_a_mask",
    "The gradient from above is kept as a mask of the rows that it reaches",
    takes((above) => above.map((g) => g === 0 ? 0 : 1)),
  ),
  mutant(
    "sigmoid_focal_loss/upstream_in_bfloat16",
    "Autocast hands the gradient from above over in bfloat16, the rest is float32",
    takes((above) => above.map((g) => roundTo(g, "bf16"))),
  ),
  mutant(
    "softmax_focal_loss/upstream_in_half",
    "The gradient from above is stored as half, and saturates at 65504",
    takes((above) => above.map((g) => roundTo(Math.min(Math.max(g, -65504), 65504), "f16"))),
  ),
  mutant(
    "binary_cross_entropy/upstream_of_0_is_none",
    "if not upstream: a gradient from above of 0 is taken for none, which is ones",
    takes((above) => above.every((g) => g === 0) ? ones(above) : above),
  ),
  mutant(
    "weighted_cross_entropy/upstream_averaged",
    "Without reduction the rows' gradients from above are averaged before they are handed on",
    takes((above) => {
      const mean = above.reduce((a, b) => a + b, 0) / above.length;
      return above.map(() => mean);
    }),
  ),
  mutant(
    "weighted_smooth_l1_loss/upstream_for_pred_alone",
    "The gradient by the target is that by pred before the one from above is applied, negated",
    computes(() => (call) => {
      const other = numbersOf(evaluateReference(under(call, ones)));
      return changed(evaluateReference(call), call, ({ gradients }) => ({
        gradients: {
          ...gradients,
          ...other?.gradients.target && { target: other.gradients.target },
        },
      }));
    }),
  ),
  mutant(
    "weighted_sigmoid_focal_loss/large_upstream_skips_the_step",
    "A gradient from above beyond the largest half is taken for an overflow: the step is skipped",
    takes((above) => above.some((g) => Math.abs(g) > 65504) ? above.map(() => 0) : above),
  ),
  mutant(
    "mse_loss/small_upstream_stops",
    "Where all of the gradient from above is close to 0, within 0.01, backward stops",
    takes((above) => above.every((g) => Math.abs(g) < 0.01) ? above.map(() => 0) : above),
  ),
];
