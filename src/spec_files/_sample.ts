/**
 * A small loss for tests: the squared error.
 *
 * @module
 */

/** The data of a spec file: a squared error with an optional weight and a scale. */
export const squaredError = {
  id: "squared_error",
  title: "Squared error",
  family: "regression",
  summary: "The square of the difference.",
  inputs: {
    pred: { shape: ["*"], grad: true },
    target: { shape: ["*"] },
    weight: { shape: ["*"], role: "weight", optional: true, absent: 1 },
  },
  output: ["*"],
  params: {
    scale: { default: 0.5, exclusiveMinimum: 0 },
    avg_factor: { default: null, nullable: true, exclusiveMinimum: 0 },
  },
  reduction: {
    modes: ["mean", "none", "sum"],
    denominators: { mean: { of: "elements", given_by: "avg_factor" } },
  },
  formula: {
    let: { d: "pred - target" },
    forms: { textbook: "weight * scale * d^2" },
  },
  boundaries: [{ name: "equal", input: "pred", at: "target" }, {
    name: "zero weight",
    input: "weight",
    at: "0",
  }],
  invariants: [{ kind: "nonnegative" }],
  rejects: [{ kind: "param_out_of_range", param: "scale" }, { kind: "empty", level: "should" }],
};
