/**
 * Random cases, each there because it brings two features together that no case before it had together.
 *
 * @module
 */
import fc from "fast-check";
import { callArbitrary } from "../generate/mod.ts";
import { checkSeed } from "../runner/internal.ts";
import type { Call, Spec } from "../spec/mod.ts";
import { type FloatDType, floatDTypes } from "../tensor/mod.ts";
import { featuresOf } from "./features.ts";
import type { Draft } from "./drafts.ts";

/** Where the random cases of every golden file begin. */
export const goldenSeed = 1;

/** Random calls of each format that are looked at. */
const candidates = 160;

/** Random cases of each format that are kept at most. */
const kept = 10;

/**
 * Chooses random calls that bring new pairs of features together, those with most new pairs first.
 *
 * @param spec the loss
 * @param before the cases that are there already
 */
export function pairDrafts(spec: Spec, before: readonly Draft[]): Draft[] {
  return floatDTypes.flatMap((dtype) => {
    const covered = new Set<string>();
    for (const { call, refuse } of before) {
      if (call.dtype !== dtype || refuse !== undefined) continue;
      for (const pair of pairsOf(featuresOf(spec, call))) covered.add(pair);
    }
    const pool = drawn(spec, dtype).map((call) => ({
      call,
      pairs: pairsOf(featuresOf(spec, call)),
    }));
    const chosen: Draft[] = [];
    while (chosen.length < kept) {
      const fresh = pool.map(({ pairs }) => pairs.filter((pair) => !covered.has(pair)));
      const most = Math.max(...fresh.map((pairs) => pairs.length));
      if (most === 0) break;
      const best = fresh.findIndex((pairs) => pairs.length === most);
      for (const pair of fresh[best]) covered.add(pair);
      chosen.push({
        name: `pairs_${chosen.length + 1}/${dtype}`,
        purpose: "random",
        why: whyOf(fresh[best], dtype),
        call: pool[best].call,
      });
    }
    return chosen;
  });
}

/** Calls small enough to be read; half of them with the ends of the format. */
function drawn(spec: Spec, dtype: FloatDType): Call[] {
  const options = { dtype, rows: { max: 4 }, classes: { max: 4 } };
  const seed = checkSeed(goldenSeed, `${spec.id}/golden`, dtype);
  const draw = { seed, numRuns: candidates / 2 };
  return [
    ...fc.sample(callArbitrary(spec, options), draw),
    ...fc.sample(callArbitrary(spec, { ...options, extreme: true }), draw),
  ];
}

const between = " and ";

function pairsOf(features: readonly string[]): string[] {
  const sorted = features.toSorted((a, b) => a < b ? -1 : a > b ? 1 : 0);
  return sorted.flatMap((a, i) => sorted.slice(i + 1).map((b) => `${a}${between}${b}`));
}

function whyOf([first, ...others]: readonly string[], dtype: FloatDType): string {
  const more = others.length === 0 ? "" : `; ${others.length} more pairs are new`;
  return `Random, the first ${dtype} case with ${first} together${more}`;
}
