/**
 * Witnesses of any binary loss: soft targets, and the slope at logit 0.
 *
 * @module
 */
import type { Witness } from "../convention.ts";
import { computes, gives, reads, refuses, row } from "../given.ts";

/** What becomes of a target that is neither 0 nor 1. */
export function softTargets(
  pred: string,
  at: number,
  [whenOne, whenZero]: readonly string[],
): Witness[] {
  const hard = (condition: string) => `where(${condition}, ${whenOne}, ${whenZero})`;
  return [{
    id: "soft_targets",
    asks: "target 1/4",
    calls: [{ inputs: { [pred]: row(at), target: row(0.25) } }],
    reads: "value",
    stance: "computes",
    conventions: [
      computes("mixed", "weighs both outcomes: t for 1, 1 − t for 0"),
      reads("thresholded", "counts as 0: below 1/2", {
        change: { forms: { hard: hard("target > 0.5") } },
      }),
      reads("positive", "counts as 1: above 0", {
        change: { forms: { hard: hard("target > 0") } },
      }),
      refuses("burn"),
    ],
  }];
}

/**
 * The gradient at logit 0, where max(x, 0) and |x| have kinks that cancel.
 *
 * @returns whether a framework's choice at the kinks shows
 */
export function originWitness(params: Readonly<Record<string, number>> = {}): Witness {
  const sloped = (by: string) => ({
    change: { forms: { kinks: { value: "softplus(pred)", gradient: { pred: by } } } },
  });
  return {
    id: "gradient_at_zero",
    asks: "gradient at logit 0",
    calls: [{ inputs: { pred: row(0), target: row(1) }, params }],
    reads: "pred",
    // The forms of frameworks have kinks there, at which the oracle allows any slope between.
    stance: "open",
    conventions: [
      reads("exact", "1/2 − t", sloped("0.5 - target")),
      reads("no_relu", "−t: max(x, 0) has slope 0 there", sloped("-target")),
      reads("relu", "1 − t: max(x, 0) has slope 1 there", sloped("1 - target")),
      reads("abs_and_relu", "−1/2 − t: |x| has slope 1, max(x, 0) has 0", sloped("-0.5 - target")),
      gives("nan", "NaN", NaN),
    ],
  };
}
