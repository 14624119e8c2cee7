/**
 * Mutants that answer some of a call by what another call of the same loss is answered.
 *
 * @module
 */
import { evaluateReference } from "../../src/losses/mod.ts";
import type { Call } from "../../src/spec/mod.ts";
import { answers, type How, type Numbers, numbersOf } from "./write.ts";

/** The right numbers of a call; `undefined` where it is refused or the loss has no such reduction. */
export function rightNumbers(call: Call): Numbers | undefined {
  return numbersOf(evaluateReference(call));
}

/** A call without the gradient from above, which then is ones. */
export function withoutUpstream(call: Call): Call {
  const { upstream: _, ...rest } = call;
  return rest;
}

/** The terms of a call, before any reduction; none where the loss does not give them. */
export function termsOf(call: Call): readonly number[] {
  const unreduced = { ...withoutUpstream(call), reduction: "none" as const, gradients: false };
  return rightNumbers(unreduced)?.value ?? [];
}

/**
 * The right value, with the gradients of another call.
 *
 * @param near the other call; the same call where nothing is wrong
 * @param names the inputs by which the gradient is wrong; absent = all
 */
export function slopesOf(near: (call: Call) => Call, names?: readonly string[]): How {
  return answers(({ gradients }, call) => {
    const other = rightNumbers(near(call))?.gradients ?? gradients;
    const mixed = Object.entries(gradients).map(([name, list]) => [
      name,
      names === undefined || names.includes(name) ? other[name] : list,
    ]);
    return { gradients: Object.fromEntries(mixed) };
  });
}

/**
 * The right answer, but for some elements of a gradient.
 *
 * @param name the input by which the gradient is
 * @param slope what becomes of each of its numbers
 */
export function slopesBy(
  name: string,
  slope: (g: number, i: number, call: Call) => number,
): How {
  return answers(({ gradients }, call) =>
    gradients[name] === undefined ? {} : {
      gradients: { ...gradients, [name]: gradients[name].map((g, i) => slope(g, i, call)) },
    }
  );
}

/** What the slope of a term counts for in a loss that has no weights and averages over its elements. */
export function shareOf({ inputs: { pred }, reduction, upstream }: Call, i: number): number {
  const above = upstream?.data[reduction === "none" ? i : 0] ?? 1;
  return reduction === "mean" ? above / pred.data.length : above;
}
