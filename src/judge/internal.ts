/**
 * What the other rooms of Lossproof take from here besides `mod.ts`.
 *
 * @module
 */
export { type CompleteAnswer, outputOf, readAnswers } from "./answer.ts";
export { overflowOnTheWay } from "./overflow.ts";
export type { Setting, World } from "./setting.ts";
export { judgeOutput } from "./standing.ts";
