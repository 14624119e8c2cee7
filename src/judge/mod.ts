/**
 * What it takes to judge answers and nothing more: the specs, the oracle, the judge.
 *
 * Runs in browsers and at the edge: no kernels, graphs, golden cases or generators.
 *
 * @module
 */
export { judgeAnswer } from "./judge_answer.ts";
export type { Accuracy, Fault, Judgement } from "./judgement.ts";
export { createOracle, type OracleOptions } from "../oracle/oracle.ts";
export type { Enclosure, Oracle } from "../oracle/enclosure.ts";
export { builtinSpecs } from "../spec/builtin.ts";
export { inDialect } from "../spec/dialect.ts";
export type { Call, Result } from "../spec/call.ts";
export type { Spec } from "../spec/spec.ts";
export { type Tensor, tensor } from "../tensor/tensor.ts";
