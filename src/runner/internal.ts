/**
 * What the other rooms of Lossproof take from here besides `mod.ts`.
 *
 * @module
 */
export { answersTo } from "./answers.ts";
export { callProblems } from "./call_problems.ts";
export { counterexampleName } from "./counterexample.ts";
export {
  counterexampleSchema,
  eventSchema,
  footerSchema,
  headerSchema,
  judgedSchema,
} from "./event_schema.ts";
export { isAsked, isJudged, judgedCases, shareOf } from "./evidence.ts";
export { expecting, speaksOf } from "./expected.ts";
export { footerOf } from "./footer.ts";
export { uninterrupted, untilAborted } from "./interruption.ts";
export { layOut } from "./json_layout.ts";
export { matches } from "./pattern.ts";
export { portionsOf } from "./portion.ts";
export { specChange, versionProblems } from "./replay.ts";
export { casesOf, drawBatches } from "./sample.ts";
export { checkSeed } from "./seed.ts";
export { separatingCondition } from "./separate.ts";
export { shardOf } from "./shard.ts";
export { formsOf, isWorse, joinWorst, type Worst } from "./worst.ts";
