/**
 * The runner: from a plan to events, counterexamples and their replay.
 *
 * @module
 */
export { campaign, type CampaignOptions } from "./campaign.ts";
export { CannotPlan } from "./cannot_plan.ts";
export { readCounterexample, writeCounterexample } from "./counterexample.ts";
export type * from "./event.ts";
export type { Helper } from "./helper.ts";
export { mergeParts, type Part } from "./merge.ts";
export { makePlan, type Plan, type PlanOptions } from "./plan.ts";
export { planReplay, type Replay, replay, type ReplayOptions } from "./replay.ts";
export { run, type RunOptions } from "./run.ts";
export type { Shard } from "./shard.ts";
