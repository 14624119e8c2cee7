/**
 * For tests of the oracle: losses of x and y that a user wrote, and calls of them.
 *
 * @module
 */
import type { Call, Spec } from "../spec/mod.ts";
import { parseSpec, resolveSpecs } from "../spec_files/mod.ts";
import { type FloatDType, tensor } from "../tensor/mod.ts";
import type { CallEnclosures } from "./enclosure.ts";
import { createOracle, type Oracle } from "./oracle.ts";

/** A loss of `x`, by which it is differentiated, and of `y`. */
export function userLoss(...forms: readonly string[]): Spec {
  const spec = {
    id: "user_loss",
    title: "A user's loss",
    family: "regression",
    summary: "A loss of x and y.",
    inputs: { x: { shape: ["*"], grad: true }, y: { shape: ["*"] } },
    output: ["*"],
    reduction: {
      modes: ["none", "sum", "mean"],
      denominators: { mean: { of: "elements" } },
    },
    formula: { forms: Object.fromEntries(forms.map((text, i) => [`form_${i}`, text])) },
  };
  const text = JSON.stringify(spec);
  return [...resolveSpecs([{ file: "user.json", spec: parseSpec(text, "user.json") }]).values()][0];
}

/** A call of such a loss. */
export function userCall(
  x: readonly number[],
  y: readonly number[] = x.map(() => 0),
  dtype: FloatDType = "f64",
  reduction: Call["reduction"] = "none",
): Call {
  const shape = [x.length];
  return {
    loss: "user_loss",
    dtype,
    inputs: { x: tensor(dtype, shape, x), y: tensor(dtype, shape, y) },
    params: {},
    reduction,
    gradients: true,
  };
}

/** What the oracle knows of a call of a loss with these forms. */
export async function userEnclosures(
  forms: string | readonly string[],
  call: Call,
): Promise<{ readonly oracle: Oracle; readonly enclosures: CallEnclosures }> {
  const oracle = await createOracle([userLoss(...[forms].flat())]);
  return { oracle, enclosures: oracle.enclose(call) };
}
