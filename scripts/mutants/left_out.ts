/**
 * Kernels that leave out some elements of an elementwise loss.
 *
 * @module
 */
import type { Call } from "../../src/spec/mod.ts";
import { termsOf } from "./other_calls.ts";
import { answers, each, type How, type Numbers } from "./write.ts";

/** Whether an element is left out, of a number of elements. */
export type IsLeft = (i: number, size: number, call: Call) => boolean;

/** Elements whose thread never runs: no term and no slope. */
export function leavesOut(isLeft: IsLeft): How {
  return answers((numbers, call) => {
    const size = call.inputs.pred.data.length;
    const kept = each((x, i) => isLeft(i, size, call) ? 0 : x);
    return {
      ...sumLeavingOut(isLeft, call),
      gradients: kept({ value: [], gradients: numbers.gradients }).gradients,
      ...call.reduction === "none" && { value: kept(numbers).value },
    };
  });
}

/** Elements whose terms are not summed; slopes and terms themselves are right. */
export function sumsWithout(isLeft: IsLeft): How {
  return answers((_, call) => sumLeavingOut(isLeft, call));
}

function sumLeavingOut(isLeft: IsLeft, call: Call): Partial<Numbers> {
  const size = call.inputs.pred.data.length;
  if (call.reduction === "none") return {};
  const terms = termsOf(call);
  const kept = terms.filter((_, i) => !isLeft(i, size, call));
  if (kept.length === terms.length) return {};
  const sum = kept.reduce((a, b) => a + b, 0);
  return { value: [call.reduction === "mean" ? sum / size : sum] };
}
