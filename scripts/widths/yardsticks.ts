/**
 * Five float32 formulas, each over a box, whose rounding errors FPTaylor has bounded.
 *
 * @module
 */
import type { ParamValue } from "../../src/spec/mod.ts";

/** One formula over a box of two numbers. */
export interface Yardstick {
  readonly says: string;
  readonly loss: string;
  readonly output: string;
  readonly form: string;
  readonly params: Readonly<Record<string, ParamValue>>;
  /** Where `pred` and `target` are taken from; a `target` of one number is that. */
  readonly pred: readonly [number, number];
  readonly target: readonly [number, number];
  /**
   * FPTaylor's bound of the absolute error anywhere in the box: rounding to nearest costs half an ulp of the
   * binade, elementary functions are off by 4 ulps.
   */
  readonly fptaylor: number;
  /** What our licence allows besides: as a formula, and its value at |truth|. */
  readonly excess?: { readonly says: string; at(truth: number): number };
}

const u = 2 ** -24;
const logits = { label_smoothing: 0, clip: null, log_floor: null, slope_floor: null };
const bce = "binary_cross_entropy_with_logits";

export const yardsticks: readonly Yardstick[] = [{
  says: "smooth L1, 0.5 d² / beta",
  loss: "smooth_l1_loss",
  output: "value",
  form: "textbook",
  params: { beta: 3 },
  pred: [0.25, 1],
  target: [-0.5, 0.125],
  fptaylor: 6.45717e-8,
  excess: {
    says: "u |v|: d²/beta may be d² times 1/beta, which is rounded, too (licence, 4)",
    at: (truth) => u * truth,
  },
}, {
  says: "BCE with logits, max(x, 0) - x t + log1p(exp(-|x|))",
  loss: bce,
  output: "value",
  form: "frameworks",
  params: logits,
  pred: [1, 4],
  target: [0, 1],
  fptaylor: 4.925e-7,
}, {
  says: "BCE with logits, -t log p - (1 - t) log(1 - p)",
  loss: bce,
  output: "value",
  form: "direct",
  params: logits,
  pred: [1, 4],
  target: [0, 1],
  fptaylor: 1.581e-5,
}, {
  says: "focal loss, alpha (1 - p_t)² log1p(exp(-x))",
  loss: "sigmoid_focal_loss",
  output: "value",
  form: "paper",
  params: { gamma: 2, alpha: 0.25, clip: null },
  pred: [2, 8],
  target: [1, 1],
  fptaylor: 2.388e-9,
}, {
  says: "gradient of BCE with logits, p - t",
  loss: bce,
  output: "pred",
  form: "sigmoid_minus_target",
  params: logits,
  pred: [1, 4],
  target: [0, 1],
  fptaylor: 2.682e-7,
}];
