/**
 * What the other rooms of Lossproof take from here besides `mod.ts`.
 *
 * @module
 */
export { type CompleteAnswer, outputOf, outputsOf, readAnswers } from "./answer.ts";
export { fail, requireConsistent } from "./fail.ts";
export { overflowOnTheWay } from "./overflow.ts";
export type { Setting, World } from "./setting.ts";
export { judgeNumbers, judgeOutputs } from "./standing.ts";
