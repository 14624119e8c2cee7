/**
 * Witnesses of balanced L1: which function it is, and whether its curve ends at beta.
 *
 * @module
 */
import type { Spec } from "../../spec/mod.ts";
import type { Witness } from "../convention.ts";
import { computes, gives, reads, refuses, row } from "../given.ts";
import { refusal } from "../stance.ts";

/**
 * The witnesses of balanced L1.
 *
 * @param spec balanced L1
 * @returns which function it is, where its curve ends, and what a beta of 0 means
 */
export function balancedL1Witnesses(spec: Spec): Witness[] {
  const paper =
    "where(a < 1, alpha / b * (b * a + 1) * log1p(b * a) - alpha * a, gamma * a + gamma / b - alpha)";
  return [
    {
      id: "function",
      asks: "function",
      calls: [{ inputs: { pred: row(0.5, 2), target: row(0, 0) } }],
      reads: "value",
      stance: "computes",
      settles: true,
      conventions: [
        computes("balanced", "α (b a + 1) log(b a/β + 1)/b − α a, then γ a + C", undefined, {
          by: "mmDetection",
        }),
        computes("without_constant", "the line without the constant that joins it to the curve", {
          forms: {
            jump:
              "where(a < beta, alpha / b * (b * a + 1) * log1p(b * a / beta) - alpha * a, gamma * a)",
          },
        }),
        computes("smooth_l1", "smooth L1", {
          forms: { smooth: "where(a < beta, 0.5 * a^2 / beta, a - 0.5 * beta)" },
        }),
        computes("absolute", "|d|: L1", { forms: { absolute: "a" } }),
      ],
    },
    {
      id: "end_of_curve",
      asks: "beta = 1/2",
      calls: [{ inputs: { pred: row(0.25, 0.75), target: row(0, 0) }, params: { beta: 0.5 } }],
      reads: "value",
      stance: "computes",
      conventions: [
        computes("beta", "the curve ends at it"),
        reads("one", "the curve ends at 1 as in the paper", { change: { forms: { paper } } }),
      ],
    },
    {
      id: "zero_breakpoint",
      asks: "beta = 0",
      calls: [{ inputs: { pred: row(1.5), target: row(0) }, params: { beta: 0 } }],
      reads: "value",
      stance: refusal(spec, "param_out_of_range", "beta"),
      conventions: [
        refuses("mmDetection"),
        reads("line", "the line alone", { change: { forms: { line: "gamma * a + gamma / b" } } }),
        gives("nan", "NaN", NaN),
      ],
    },
  ];
}
