/**
 * Shards: a plan is dealt out, so that several machines try a part each.
 *
 * @module
 */
import type { FloatDType } from "../tensor/mod.ts";

/** Which part of a plan: the `index`-th of `count`, from 1. */
export interface Shard {
  /** From 1 to `count`. */
  readonly index: number;
  /** How many parts there are, at least 1. */
  readonly count: number;
}

/**
 * The part of a plan that is one shard's.
 *
 * Checks are dealt in turn, those of one kind and format next to each other, since they take about the
 * same time: each shard gets its share of the slow ones. The parts of all shards are the whole, and have
 * nothing in common; which check is where depends on the plan alone. A check is never split, so that its
 * first failing case is the same in every run: more shards than a thirtieth of a plan's checks gain little.
 *
 * @param checks the whole plan, in its order
 * @param shard which part
 * @returns the shard's checks, in the order of the plan
 */
export function shardOf<T extends { readonly id: string; readonly dtype: FloatDType }>(
  checks: readonly T[],
  { index, count }: Shard,
): T[] {
  const groups = Map.groupBy(checks, ({ id, dtype }) => `${id.split("/")[1]} ${dtype}`);
  const dealt = [...groups].toSorted(([a], [b]) => a < b ? -1 : 1).flatMap(([, group]) => group);
  const own = new Set(dealt.filter((_, place) => place % count === index - 1));
  return checks.filter((check) => own.has(check));
}
