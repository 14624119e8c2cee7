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

/** A reading that computes whatever it meets anew takes minutes for a choice within a choice of many classes. */
const mostOperations = 2_000_000;

/**
 * The values of a loss; no gradients.
 *
 * @param spec the loss
 * @returns its answers; what leaves the format's range on the way is not computed, nor what takes too long
 */
export function plainly(spec: Spec): (call: Call) => Result {
  return (call) => {
    let [leaves, operations] = [false, 0];
    const tooMany = new Error("There are too many operations");
    const round = (x: number): number => {
      if (++operations > mostOperations) throw tooMany;
      const rounded = roundTo(x, call.dtype);
      if (!Number.isFinite(rounded)) leaves = true;
      return rounded;
    };
    try {
      const value = plainCall(spec, call, round).value();
      if (leaves || value.some(Number.isNaN)) {
        return { unsupported: "Something on the way is not finite" };
      }
      return { value: tensor(call.dtype, valueShape(spec, call), value) };
    } catch (error) {
      if (error !== tooMany) throw error;
      return { unsupported: tooMany.message };
    }
  };
}
