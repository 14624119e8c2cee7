/**
 * The runner: from a plan to events, counterexamples and their replay.
 *
 * @module
 */
export * from "./event.ts";
export { campaign, type CampaignOptions } from "./campaign.ts";
export { mergeParts, type Part } from "./merge.ts";
export { makePlan, type Plan, type PlanOptions } from "./plan.ts";
export { CannotPlan } from "./cannot_plan.ts";
export { matches } from "./pattern.ts";
export { run, type RunOptions } from "./run.ts";
export type { Helper } from "./helper.ts";
export { counterexampleName, readCounterexample, writeCounterexample } from "./counterexample.ts";
export {
  planReplay,
  type Replay,
  replay,
  type ReplayOptions,
  specChange,
  versionProblems,
} from "./replay.ts";
export { type Shard, shardOf } from "./shard.ts";
