/**
 * Programs that are wrong only where tests seldom look: images, block ends, far parameters, upstreams
 * of many digits, one format after another.
 *
 * @module
 */
import { evaluateReference } from "../../../src/losses/mod.ts";
import type { Call, Result } from "../../../src/spec/mod.ts";
import { roundTo } from "../../../src/tensor/mod.ts";
import type { Mutant } from "../mutant.ts";
import { answers, changed, computes, each, mutant } from "../write.ts";

/** Twice the right answer, and one more, for some calls. */
function wrongWhere(isWrong: (call: Call) => boolean) {
  return answers((numbers, call) => isWrong(call) ? each((x) => 2 * x + 1)(numbers) : {});
}

const shapeOf = ({ inputs }: Call) => inputs.pred.shape;
const size = ({ inputs }: Call) => inputs.pred.data.length;

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "l1_loss/images_transposed",
    "Height and width are exchanged for batches of images that are not square",
    wrongWhere((call) => {
      const [, , height, width] = shapeOf(call);
      return shapeOf(call).length === 4 && height > 1 && width > 1 && height !== width;
    }),
  ),
  mutant(
    "mse_loss/rank_5",
    "Strides are kept for four axes",
    wrongWhere((call) => shapeOf(call).length > 4),
  ),
  mutant(
    "huber_loss/one_after_a_block",
    "The element after full blocks of 256 is taken for padding",
    wrongWhere((call) => size(call) > 256 && size(call) % 256 === 1),
  ),
  mutant(
    "smooth_l1_loss/mean_over_4100",
    "The mean of more than 4100 elements loses a block",
    wrongWhere((call) => call.reduction === "mean" && size(call) > 4100),
  ),
  mutant(
    "cross_entropy/over_1024_classes",
    "One block of threads goes over the classes, 1024 at most",
    wrongWhere((call) => shapeOf(call)[1] > 1024),
  ),
  mutant(
    "softmax_focal_loss/over_16384_classes",
    "A row of logits that does not fit into shared memory is cut",
    wrongWhere((call) => shapeOf(call)[1] > 16384),
  ),
  mutant(
    "cross_entropy/classes_97",
    "A vector's tail is masked wrongly for 97 classes",
    wrongWhere((call) => shapeOf(call)[1] === 97),
  ),
  mutant(
    "huber_loss/large_delta",
    "delta is clamped to 64",
    computes(() => (call) => {
      const { delta } = call.params;
      const params = { ...call.params, delta: delta !== null && delta > 64 ? 64 : delta };
      return evaluateReference({ ...call, params });
    }),
  ),
  mutant(
    "sigmoid_focal_loss/gamma_over_10",
    "gamma is clamped to 10",
    computes(() => (call) => {
      const { gamma } = call.params;
      const params = { ...call.params, gamma: gamma !== null && gamma > 10 ? 10 : gamma };
      return evaluateReference({ ...call, params });
    }),
  ),
  mutant(
    "weighted_cross_entropy/avg_factor_in_a_byte",
    "avg_factor is kept in eight bits",
    wrongWhere((call) => (call.params.avg_factor ?? 0) > 128),
  ),
  mutant(
    "cross_entropy/ignores_negatives_but_minus_one",
    "-1 stands for no label to ignore, as in a default of other libraries",
    wrongWhere(({ params, inputs }) =>
      params.ignore_index === -1 && inputs.label.data.includes(-1)
    ),
  ),
  mutant(
    "cross_entropy/class_that_is_ignored_counts",
    "A label to ignore that is also a class is not ignored",
    wrongWhere(({ params, inputs }) => {
      const ignored = params.ignore_index ?? -100;
      return ignored > 0 && ignored < inputs.pred.shape[1] && inputs.label.data.includes(ignored);
    }),
  ),
  mutant(
    "l1_loss/upstream_in_bf16",
    "The gradient from above is read in bfloat16",
    computes(() => (call) => {
      if (call.upstream === undefined) return evaluateReference(call);
      const data = call.upstream.data.map((g) => roundTo(g, "bf16"));
      return evaluateReference({ ...call, upstream: { ...call.upstream, data } });
    }),
  ),
  mutant(
    "mse_loss/scratch_of_another_format",
    "The scratch memory has the format of the first call: another format's numbers are cut",
    computes(() => {
      let before: Call["dtype"] | undefined;
      return (call) => {
        const right = evaluateReference(call);
        const isOther = before !== undefined && before !== call.dtype;
        before = call.dtype;
        return isOther ? changed(right, call, each((x) => x / 2 + 1)) : right;
      };
    }),
    { dtypes: ["f32", "f64"] },
  ),
  mutant(
    "huber_loss/half_done_after_a_refusal",
    "What a refused call leaves behind is added to the next answer",
    computes(() => {
      let isLeft = false;
      return (call) => {
        const right = evaluateReference(call);
        if ("rejected" in right) {
          isLeft = true;
          return right;
        }
        const isWrong = isLeft;
        isLeft = false;
        return isWrong ? changed(right, call, each((x) => x + 1)) : right;
      };
    }),
  ),
  mutant(
    "l1_loss/memo_by_first_element",
    "Answers are remembered by shape, parameters and the first elements",
    computes(() => {
      let last: { readonly key: string; readonly result: Result } | undefined;
      return (call) => {
        const right = evaluateReference(call);
        const { inputs: { pred, target }, dtype, reduction, gradients, upstream } = call;
        const above = upstream && [...upstream.data];
        const firsts = [pred.data[0], target.data[0], ...pred.shape];
        const key = JSON.stringify([firsts, dtype, reduction, gradients, above]);
        const result = last?.key === key && "value" in right ? last.result : right;
        last = { key, result };
        return result;
      };
    }),
  ),
  mutant(
    "l1_loss/gradients_by_tensor",
    "Gradients are kept by tensor: one tensor as prediction and target has the last gradient twice",
    answers((numbers, { inputs: { pred, target } }) =>
      pred.data === target.data ? each((x) => x + 1)(numbers) : {}
    ),
  ),
];
