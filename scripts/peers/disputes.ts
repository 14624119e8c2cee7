/**
 * Where libraries differ on purpose, and a check must take a side: named as such, not as faults.
 *
 * @module
 */
import type { Counterexample, Judged } from "../../src/runner/mod.ts";
import { matches } from "../../src/runner/mod.ts";

/** A known dispute of convention. */
export interface Dispute {
  /** The names of the implementations that are known for it, as they announce themselves. */
  readonly of: readonly string[];
  /** A pattern of check ids. */
  readonly check: string;
  /** What the failing input must be for the dispute to explain it; absent = any. */
  readonly when?: (counterexample: Counterexample) => boolean;
  /** What is done differently. */
  readonly what: string;
  /** Where CONVENTIONS.md says so. */
  readonly clause: string;
}

/** Every known dispute that no dialect of a spec names. */
export const disputes: readonly Dispute[] = [
  {
    of: ["PyTorch"],
    check: "smooth_l1_loss/rejects/param_out_of_range.beta",
    when: ({ trial }) => trial.calls[0].params.beta === 0,
    what: "beta = 0 is L1",
    clause: "1.9, 2",
  },
  {
    of: ["Keras"],
    check: "cross_entropy/rejects/shapes_differ.pred.label",
    what: "a last axis of length 1 is squeezed",
    clause: "1.11, shape mismatch",
  },
  {
    of: ["PyTorch", "optax", "Keras"],
    check: "*/rejects/shapes_differ.*",
    what: "shapes that differ are broadcast; PyTorch's L1 family warns",
    clause: "1.11, shape mismatch",
  },
  {
    of: ["optax"],
    check: "cross_entropy/rejects/label_out_of_range.label",
    what: "a label below 0 counts from the last class, one that is too large is NaN",
    clause: "1.5, optax integer",
  },
  {
    of: ["ONNX reference evaluator"],
    check: "cross_entropy/rejects/label_out_of_range.label",
    what:
      "the standard leaves labels out of range undefined; one below 0 counts from the last class",
    clause: "1.5, ONNX SCE",
  },
];

/** Where CONVENTIONS.md speaks of what a dialect names: of a parameter, or of any reduction. */
export const dialectClauses: Readonly<Record<string, string>> = {
  log_floor: "1.4, torch BCELoss",
  slope_floor: "1.4, torch BCELoss",
  clip: "1.9, 11",
  epsilon: "1.9, 11",
  reduction: "1.9, 3",
};

/**
 * The dispute that explains a failed check.
 *
 * @param implementation the name that it announces
 * @param judged the failed check
 * @returns the dispute; `undefined` for a fault
 */
export function disputeOf(
  implementation: string,
  { check, counterexample }: Judged,
): Dispute | undefined {
  return disputes.find((dispute) =>
    dispute.of.includes(implementation) && matches(check, dispute.check) &&
    counterexample !== undefined && (dispute.when?.(counterexample) ?? true)
  );
}
