/**
 * Kernels that leave out some elements of an elementwise loss.
 *
 * @module
 */
import { builtinSpecs, type Call } from "../../src/spec/mod.ts";
import { valueShape } from "../../src/spec/internal.ts";
import { sizeOf } from "../../src/tensor/internal.ts";
import { termsOf } from "./other_calls.ts";
import { answers, each, type How, type Numbers } from "./write.ts";

/** Whether an element is left out, of a number of elements. */
export type IsLeft = (i: number, size: number, call: Call) => boolean;

/** Elements whose thread never runs: no term and no slope. */
export function leavesOut(isLeft: IsLeft): How {
  return answers((numbers, call) => {
    const size = termsIn(call);
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

/** How many terms a call has. */
function termsIn(call: Call): number {
  const spec = builtinSpecs.get(call.loss);
  return spec === undefined ? 0 : sizeOf(valueShape(spec, { ...call, reduction: "none" }));
}

function sumLeavingOut(isLeft: IsLeft, call: Call): Partial<Numbers> {
  const size = termsIn(call);
  if (call.reduction === "none") return {};
  const terms = termsOf(call);
  const kept = terms.filter((_, i) => !isLeft(i, size, call));
  if (kept.length === terms.length) return {};
  const sum = kept.reduce((a, b) => a + b, 0);
  return { value: [call.reduction === "mean" ? sum / size : sum] };
}
