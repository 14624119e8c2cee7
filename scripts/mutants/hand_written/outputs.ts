/**
 * Programs that answer in another format, shape or place, or not at all.
 *
 * @module
 */
import { evaluateReference } from "../../../src/losses/mod.ts";
import { type FloatDType, tensor } from "../../../src/tensor/mod.ts";
import type { Mutant } from "../mutant.ts";
import { computes, hears, mutant } from "../write.ts";

const everywhere: readonly FloatDType[] = ["f64", "f32", "f16", "bf16"];

/** All of them. */
export const mutants: readonly Mutant[] = [
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
    "smooth_l1_loss/infinite_loop_of_refusals",
    "Every call is refused",
    computes(() => () => ({ rejected: "not now" })),
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
