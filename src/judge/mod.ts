/**
 * What it takes to judge answers and nothing more: the specs, the oracle, the judge.
 *
 * Runs in browsers and at the edge: no kernels, graphs, golden cases or generators.
 *
 * @module
 */
export { judgeAnswer } from "./judge_answer.ts";
export * from "./judgement.ts";
export { createOracle, type Enclosure, type Oracle, type OracleOptions } from "../oracle/mod.ts";
export { builtinSpecs, type Call, inDialect, type Result, type Spec } from "../spec/mod.ts";
export { type Tensor, tensor } from "../tensor/mod.ts";
