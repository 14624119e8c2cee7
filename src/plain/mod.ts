/**
 * A loss read once more, in plain float64: a second opinion on what the oracle makes of a spec.
 *
 * It is written from the description of the language, `spec/README.md`, and shares nothing with the oracle:
 * no graph, no derivative, no arithmetic.
 *
 * @module
 */
export { compareCall, type Comparison, type Disagreement, type Known } from "./compare.ts";
