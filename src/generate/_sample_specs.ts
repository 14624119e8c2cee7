/**
 * Small losses for tests, one for each kind of shape.
 *
 * @module
 */
import type { Spec } from "../spec/mod.ts";
import { specSchema } from "../spec_files/internal.ts";

const shared = {
  title: "A loss for tests",
  summary: "Made for tests.",
  formula: { forms: { only: "pred" } },
};

/** Any shape, two real inputs, a breakpoint at a parameter, a weighted mean. */
export const distance: Spec = specSchema.parse({
  ...shared,
  id: "distance",
  family: "regression",
  inputs: {
    pred: { shape: ["*"], grad: true },
    target: { shape: ["*"], grad: true },
    weight: { shape: ["*"], role: "weight", optional: true, absent: 1 },
  },
  output: ["*"],
  params: {
    beta: { default: 1, exclusiveMinimum: 0, samples: [0.5, 1e-9, 0.1] },
    avg_factor: { default: null, nullable: true, exclusiveMinimum: 0 },
    times: { type: "integer", default: 2, minimum: 1 },
  },
  reduction: {
    modes: ["mean", "none", "sum"],
    denominators: { mean: { of: "sum_of_weights", given_by: "avg_factor" } },
    dialects: { safe: { mean: { of: "sum_of_weights", plus: 1e-6 } } },
  },
  boundaries: [
    { name: "d = beta above", input: "pred", at: "target + beta" },
    { name: "d = beta below", input: "pred", at: "target - beta" },
    { name: "d = 0", input: "pred", at: "target" },
  ],
});

/** Probabilities and soft targets, a scalar input, a dialect parameter. */
export const probability: Spec = specSchema.parse({
  ...shared,
  id: "probability",
  family: "binary",
  inputs: {
    pred: { shape: ["*"], domain: "unit_interval", grad: true },
    target: { shape: ["*"], domain: "unit_interval" },
    pos_weight: { shape: ["*"], domain: "nonnegative", optional: true, scalar_allowed: true },
    weight: { shape: ["*"], role: "weight" },
  },
  output: ["*"],
  params: {
    epsilon: { default: 1e-12, minimum: 0, dialect: true },
    alpha: { default: 0.25, nullable: true, minimum: 0, maximum: 1 },
  },
  reduction: { modes: ["mean", "none", "sum"], denominators: { mean: { of: "elements" } } },
  boundaries: [
    { name: "p = 0", input: "pred", at: "0" },
    { name: "p = 1", input: "pred", at: "1" },
    { name: "t = 0", input: "target", at: "0" },
    { name: "t = 1", input: "target", at: "1" },
  ],
});

/** A class axis, further axes, labels of which one is ignored, class weights and row weights. */
export const classes: Spec = specSchema.parse({
  ...shared,
  id: "classes",
  family: "multiclass",
  inputs: {
    pred: { shape: ["N", "C", "..."], grad: true },
    label: { kind: "label", shape: ["N", "..."], domain: "classes" },
    class_weight: { shape: ["C"], role: "class_weight", optional: true, absent: 1 },
    weight: { shape: ["N"], role: "weight", optional: true, absent: 1 },
  },
  output: ["N", "..."],
  params: {
    skip: { type: "integer", default: -100, samples: [-100, 255, 0] },
  },
  ignore: "label == skip",
  reduction: {
    modes: ["mean", "none", "sum"],
    denominators: { mean: { of: "sum_of_label_weights" } },
    dialects: {
      rows: { mean: { of: "valid_rows" } },
      weights: { mean: { of: "sum_of_weights" } },
    },
  },
  boundaries: [
    { name: "sum of weights", input: "pred", at: "sum(class_weight)" },
    { name: "zero weight", input: "class_weight", at: "0" },
    { name: "first class", input: "label", at: "0" },
  ],
});

/** Labels with a background, and inputs of every other domain. */
export const counted: Spec = specSchema.parse({
  ...shared,
  id: "counted",
  family: "multiclass",
  inputs: {
    pred: { shape: ["N", "C"], grad: true },
    label: { kind: "label", shape: ["N"], domain: "classes_or_background" },
    mask: { shape: ["N", "C"], domain: "binary" },
    counts: { shape: ["C"], domain: "count" },
    sides: { shape: ["N"], domain: "positive" },
    place: { shape: ["N"], domain: "class_position" },
  },
  output: ["N"],
  reduction: { modes: ["mean", "none", "sum"], denominators: { mean: { of: "rows" } } },
  boundaries: [
    { name: "equal counts", input: "counts", at: "min(counts)" },
    { name: "background", input: "label", at: "C" },
  ],
});

/** All of them. */
export const sampleSpecs: readonly Spec[] = [distance, probability, classes, counted];
