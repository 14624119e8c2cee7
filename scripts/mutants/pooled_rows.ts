/**
 * The mistake of taking all rows of a mask for one.
 *
 * @module
 */
import { evaluateReference } from "../../src/losses/mod.ts";
import type { Call, Result } from "../../src/spec/mod.ts";
import { tensor } from "../../src/tensor/mod.ts";
import { changed } from "./write.ts";

/** The right answer, but all rows are one mask, whose loss stands in the place of each. */
export function pooled(call: Call): Result {
  const right = evaluateReference(call);
  const { pred, target } = call.inputs;
  const one = [1, pred.data.length];
  const { upstream: _, ...rest } = call;
  const { avg_factor: __, ...params } = call.params;
  const whole = evaluateReference({
    ...rest,
    inputs: {
      pred: tensor(call.dtype, one, pred.data),
      target: tensor(call.dtype, one, target.data),
    },
    params,
    reduction: "none",
    gradients: false,
  });
  if (!("value" in right) || !("value" in whole)) return right;
  const [loss] = whole.value.data;
  const factor = call.reduction === "sum" ? pred.shape[0] : 1;
  return changed(right, call, ({ value }) => ({ value: value.map(() => loss * factor) }));
}
