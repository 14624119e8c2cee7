/**
 * The eleven losses: what each takes, its kernel, and what its reductions divide by.
 *
 * @module
 */
import type { Reduction } from "../spec/call.ts";
import * as class_terms from "./class_terms.ts";
import {
  avgFactorOr,
  countOfPositiveWeights,
  countOfTerms,
  countOfValidRows,
  sumOfLabelWeights,
} from "./denominator.ts";
import * as element_terms from "./element_terms.ts";
import type { InputRule, Operands, ParamRule, Signature } from "./operands.ts";
import type { Terms } from "./reduction.ts";

/** One loss of the reference. */
export interface Loss extends Signature {
  /** Evaluates the terms and, where wanted, their derivatives. */
  readonly terms: (operands: Operands, gradients: boolean) => Terms;
  /** D by reduction; a reduction without one divides by 1. */
  readonly denominators: Partial<Readonly<Record<Reduction, (p: Operands) => readonly number[]>>>;
}

const all: readonly Reduction[] = ["mean", "none", "sum"];
const perElement: InputRule = { over: "elements" };
const probability: InputRule = { over: "elements", unitInterval: true };
const pair = { pred: perElement, target: perElement };
const judged = { pred: perElement, target: probability };
const rows = { pred: perElement, label: { over: "rows", label: true } } as const;

const positive: ParamRule = { absent: 1, above: 0 };
const avgFactor: ParamRule = { absent: null, nullable: true, above: 0 };
const gamma: ParamRule = { absent: 2, atLeast: 0 };
const alpha: ParamRule = { absent: 0.25, nullable: true, atLeast: 0, atMost: 1 };
const clip: ParamRule = { absent: null, nullable: true, atLeast: 0, below: 0.5 };
const smoothing: ParamRule = { absent: 0, atLeast: 0, atMost: 1 };
const ignoreIndex: ParamRule = { absent: -100, integer: true };

/** The losses by the ids of their specs. */
export const referenceLosses: Readonly<Record<string, Loss>> = {
  l1_loss: {
    reductions: all,
    inputs: pair,
    params: {},
    classAxis: false,
    terms: element_terms.l1,
    denominators: { mean: countOfTerms },
  },
  smooth_l1_loss: {
    reductions: all,
    inputs: pair,
    params: { beta: positive },
    classAxis: false,
    terms: element_terms.smoothL1,
    denominators: { mean: countOfTerms },
  },
  huber_loss: {
    reductions: all,
    inputs: pair,
    params: { delta: positive },
    classAxis: false,
    terms: element_terms.huber,
    denominators: { mean: countOfTerms },
  },
  weighted_smooth_l1_loss: {
    reductions: ["mean"],
    inputs: { ...pair, weight: perElement },
    params: { beta: positive, avg_factor: avgFactor },
    classAxis: false,
    terms: element_terms.smoothL1,
    denominators: { mean: (p) => avgFactorOr(p, () => countOfPositiveWeights(p) + 1e-6) },
  },
  binary_cross_entropy: {
    reductions: all,
    inputs: { pred: probability, target: probability },
    params: {
      epsilon: { absent: 0, atLeast: 0 },
      clip,
      log_floor: { absent: null, nullable: true, atMost: 0 },
      slope_floor: { absent: null, nullable: true, atLeast: 0 },
    },
    classAxis: false,
    terms: element_terms.binaryCrossEntropyTerms,
    denominators: { mean: countOfTerms },
  },
  binary_cross_entropy_with_logits: {
    reductions: all,
    inputs: {
      ...judged,
      weight: { over: "elements", optional: true },
      pos_weight: { over: "elements", optional: true, scalarAllowed: true },
    },
    params: { label_smoothing: smoothing },
    classAxis: false,
    terms: element_terms.logitTerms,
    denominators: { mean: countOfTerms },
  },
  cross_entropy: {
    reductions: all,
    inputs: { ...rows, class_weight: { over: "classes", optional: true } },
    params: { ignore_index: ignoreIndex, label_smoothing: smoothing },
    classAxis: "any rank",
    terms: class_terms.crossEntropyTerms,
    denominators: { mean: sumOfLabelWeights },
  },
  weighted_cross_entropy: {
    reductions: ["mean", "none"],
    inputs: { ...rows, weight: { over: "rows" } },
    params: { avg_factor: avgFactor, ignore_index: ignoreIndex },
    classAxis: "rank 2",
    terms: class_terms.crossEntropyTerms,
    denominators: { mean: countedRows, none: countedRows },
  },
  sigmoid_focal_loss: {
    reductions: all,
    inputs: { ...judged, weight: { over: "elements", optional: true } },
    params: { gamma, alpha, clip },
    classAxis: false,
    terms: element_terms.sigmoidFocal,
    denominators: { mean: countOfTerms },
  },
  weighted_sigmoid_focal_loss: {
    reductions: ["mean"],
    inputs: { ...judged, weight: perElement },
    params: {
      gamma,
      alpha,
      num_classes: { absent: 80, integer: true, atLeast: 1 },
      avg_factor: avgFactor,
    },
    classAxis: false,
    terms: element_terms.sigmoidFocal,
    denominators: { mean: countedElements },
  },
  softmax_focal_loss: {
    reductions: all,
    inputs: { ...rows, alpha: { over: "classes", optional: true, scalarAllowed: true } },
    params: { gamma, ignore_index: ignoreIndex },
    classAxis: "rank 2",
    terms: class_terms.softmaxFocalTerms,
    denominators: { mean: countOfValidRows },
  },
};

/** `avg_factor`, or max(count(w > 0), 1). */
function countedRows(operands: Operands): readonly number[] {
  return avgFactorOr(operands, () => Math.max(countOfPositiveWeights(operands), 1));
}

/** `avg_factor`, or count(w > 0) / num_classes + 1e-6. */
function countedElements(operands: Operands): readonly number[] {
  const classes = operands.params.num_classes ?? 1;
  return avgFactorOr(operands, () => countOfPositiveWeights(operands) / classes + 1e-6);
}
