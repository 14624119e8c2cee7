/**
 * A random spec's honest implementation that knows nothing of the oracle: the plain reading of the formula, in
 * which every operation is rounded to the format.
 *
 * @module
 */
import { plainCall } from "../../src/plain/internal.ts";
import { type Call, type Result, type Spec } from "../../src/spec/mod.ts";
import { valueShape } from "../../src/spec/internal.ts";
import { roundTo, tensor } from "../../src/tensor/mod.ts";
import { leaving } from "../zoo/limits.ts";

/**
 * The values of a loss; no gradients.
 *
 * @param spec the loss
 * @returns its answers; what leaves the format's range on the way is not computed
 */
export function plainly(spec: Spec): (call: Call) => Result {
  return (call) => {
    let leaves = false;
    const round = (x: number): number => {
      const rounded = roundTo(x, call.dtype);
      if (!Number.isFinite(rounded)) leaves = true;
      return rounded;
    };
    const value = plainCall(spec, call, round).value();
    if (leaves || value.some(Number.isNaN)) return leaving;
    return { value: tensor(call.dtype, valueShape(spec, call), value) };
  };
}
