/**
 * Agreement: the value and the gradients are honest evaluations of a listed form.
 *
 * @module
 */
import type { Spec } from "../spec/mod.ts";
import { gradientInputsOf, reductionsOf } from "../spec/internal.ts";
import type { Check } from "./check.ts";
import { calls, makeCheck } from "./make_check.ts";
import { judgeOutputs, type Setting } from "../judge/internal.ts";

/** The value agrees with a form, one check a reduction. */
export function agreement(spec: Spec, setting: Setting): Check[] {
  return reductionsOf(spec, setting.capability).map((reduction) =>
    makeCheck(
      spec,
      setting,
      {
        kind: "agreement",
        detail: reduction,
        level: "must",
        requirement:
          `Every number of the value with reduction "${reduction}" is what an honest evaluation of a listed formula can give`,
      },
      calls(spec, setting, { reduction, gradients: false }).map(alone),
      (trial, results) => judgeOutputs(trial, results, setting, ["value"]),
    )
  );
}

/**
 * The gradients agree with a form, one check an input, over all reductions and upstream gradients; and so
 * do the value that comes with them, which an implementation may compute in another way then, and the
 * other gradients.
 */
export function gradientAgreement(spec: Spec, setting: Setting): Check[] {
  const inputs = gradientInputsOf(spec, setting.capability);
  return inputs.map((input) =>
    makeCheck(
      spec,
      setting,
      {
        kind: "gradient",
        detail: input,
        level: "must",
        requirement:
          `Every number of the gradient by "${input}" is what an honest evaluation of a listed formula can give, for every reduction and upstream gradient, and so is every number that comes with it`,
      },
      calls(spec, setting, { present: spec.inputs[input].optional ? [input] : [] }).map(alone),
      (trial, results) =>
        judgeOutputs(trial, results, setting, [
          input,
          "value",
          ...inputs.filter((other) => other !== input),
        ]),
    )
  );
}

function alone<C>(
  call: C,
): { readonly calls: readonly [C]; readonly facts: Record<string, never> } {
  return { calls: [call], facts: {} };
}
