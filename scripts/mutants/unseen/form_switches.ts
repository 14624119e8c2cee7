/**
 * Kernels that change their formula from element to element: where each is poor another one is chosen,
 * and it is the wrong one every time. Of no single formula are these the answers.
 *
 * @module
 */
import type { Call } from "../../../src/spec/mod.ts";
import type { Mutant } from "../mutant.ts";
import { slopesBy } from "../other_calls.ts";
import { answers, type How, mutant } from "../write.ts";

const { exp, fround, log, log1p, max } = Math;

/** What a kernel makes of one term, and what it should have been, both before weights. */
interface Term {
  readonly poor: number;
  readonly right: number;
}

/** Terms of calls without reduction, as far off as a kernel makes them; `undefined` = right. */
function poorTerms(termOf: (call: Call, i: number) => Term | undefined): How {
  return answers(({ value }, call) => {
    if (call.reduction !== "none") return {};
    return {
      value: value.map((x, i) => {
        const term = termOf(call, i);
        if (term === undefined || !(term.right > 0) || !Number.isFinite(term.poor)) return x;
        return x * (term.poor / term.right);
      }),
    };
  });
}

/** The cross entropy of a logit, in float64. */
function entropy(x: number, t: number): number {
  const tail = log1p(exp(-Math.abs(x)));
  return t * (max(-x, 0) + tail) + (1 - t) * (max(x, 0) + tail);
}

/** max(x, 0) - x t + …, which cancels for soft targets of large logits. */
function byFrameworks(x: number, t: number): number {
  return fround(fround(max(x, 0) - fround(x * t)) + fround(log1p(exp(-Math.abs(x)))));
}

/** (1 - t) x + … + max(-x, 0), which cancels for small targets of logits far below 0. */
function byLogSigmoid(x: number, t: number): number {
  return fround(fround(fround(1 - t) * x) + fround(fround(log1p(exp(-Math.abs(x)))) + max(-x, 0)));
}

/** -log(1 - p) of a negative, which loses what p rounds. */
function byProbability(x: number): number {
  return fround(-log(fround(1 - fround(1 / (1 + exp(-x))))));
}

/** The kernel's term where the logit has a sign of its own formula. */
function bySign(x: number, t: number): Term {
  return { poor: x > 0 ? byFrameworks(x, t) : byLogSigmoid(x, t), right: entropy(x, t) };
}

/** Whether a logit is so sure of a hard target that the slope is below half an ulp of 1. */
function isSaturated({ inputs: { pred, target } }: Call, i: number): boolean {
  const [x, t] = [pred.data[i], target.data[i]];
  return x > 18 && t === 1 || x < -18 && t === 0;
}

/** Rows by one of two formulas: logsumexp less the logit, or the logarithm of the softmax. */
function rowsBy(
  isSubtracted: (logits: readonly number[], call: Call, row: number) => boolean,
): How {
  return poorTerms((call, row) => {
    const { pred, label } = call.inputs;
    const classes = pred.shape[1];
    const k = label.data[row];
    if (pred.shape.length !== 2 || call.params.label_smoothing || k === call.params.ignore_index) {
      return undefined;
    }
    const logits = Array.from(pred.data.slice(row * classes, (row + 1) * classes));
    const highest = max(...logits);
    const sum = logits.reduce((total, x) => total + exp(x - highest), 0);
    const likelihood = fround(exp(logits[k] - highest) / sum);
    const poor = isSubtracted(logits, call, row)
      ? fround(fround(highest + fround(log(sum))) - logits[k])
      : fround(-log(likelihood));
    return { poor, right: highest - logits[k] + log(sum) };
  });
}

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "binary_cross_entropy_with_logits/saturated_slopes_flushed",
    "Both ends of the sigmoid round away: p - t for positives, 1 - (1 - p) for negatives, and each is 0",
    slopesBy("pred", (g, i, call) => isSaturated(call, i) ? 0 : g),
    { level: "should" },
  ),
  mutant(
    "binary_cross_entropy_with_logits/saturated_slopes_point_away",
    "Positives and negatives are each corrected by the other's rounding: beyond 18 slopes have the other sign",
    slopesBy("pred", (g, i, call) => isSaturated(call, i) ? -g : g),
    { level: "should" },
  ),
  mutant(
    "binary_cross_entropy_with_logits/formula_by_sign",
    "A branch on the logit's sign takes x - x t above 0 and (1 - t) x - x below it: the one that cancels",
    poorTerms(({ inputs: { pred, target, pos_weight }, params }, i) =>
      pos_weight || params.label_smoothing ? undefined : bySign(pred.data[i], target.data[i])
    ),
    { level: "should" },
  ),
  mutant(
    "binary_cross_entropy_with_logits/formula_by_target",
    "Negatives go by log(1 - p), which loses what p rounds, soft targets by (1 - t) x - x, which cancels",
    poorTerms(({ inputs: { pred, target, pos_weight }, params }, i) => {
      if (pos_weight || params.label_smoothing) return undefined;
      const [x, t] = [pred.data[i], target.data[i]];
      if (t === 0) {
        return x > 4 && x < 16 ? { poor: byProbability(x), right: entropy(x, t) } : undefined;
      }
      return t < 1 ? { poor: byLogSigmoid(x, t), right: entropy(x, t) } : undefined;
    }),
    { level: "should" },
  ),
  mutant(
    "sigmoid_focal_loss/plain_entropy_by_sign",
    "gamma = 0 is handed to a cross entropy that branches on the logit's sign, each time to what cancels",
    poorTerms(({ inputs: { pred, target }, params }, i) =>
      params.gamma !== 0 || params.clip !== null ? undefined : bySign(pred.data[i], target.data[i])
    ),
    { level: "should" },
  ),
  mutant(
    "cross_entropy/formula_by_magnitude",
    "Large logits go by logsumexp(x) - x, which cancels, the others by log(softmax(x)), which underflows",
    rowsBy((logits) => logits.some((x) => Math.abs(x) > 512)),
    { level: "should" },
  ),
  mutant(
    "weighted_cross_entropy/formula_by_weight",
    "Rows of weight above 1 go by logsumexp(x) - x, the others by log(softmax(x))",
    rowsBy((_, call, row) => call.inputs.weight.data[row] > 1),
    { level: "should" },
  ),
];
