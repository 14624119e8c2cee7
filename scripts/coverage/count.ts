/**
 * How often a default run draws each region of a loss.
 *
 * @module
 */
import { type Check, checksFor, type World } from "../../src/checks/mod.ts";
import { casesOf, checkSeed, drawBatches } from "../../src/runner/internal.ts";
import type { Spec } from "../../src/spec/mod.ts";
import type { FloatDType } from "../../src/tensor/mod.ts";
import { memory, orders, upstreams } from "./calls.ts";
import { params, perClass } from "./params.ts";
import type { Drawn, Topic } from "./region.ts";
import { classes, rows, shapes } from "./sizes.ts";

/** All topics. */
export const topics: readonly Topic[] = [
  shapes,
  rows,
  classes,
  params,
  perClass,
  upstreams,
  orders,
  memory,
];

/** How many cases of a run lie in a region. */
export interface Count {
  readonly topic: string;
  readonly region: string;
  readonly cases: number;
}

/** The run that is looked at. */
export interface Run {
  readonly dtype: FloatDType;
  readonly seed: number;
  /** Cases for each check. */
  readonly runs: number;
}

/**
 * Draws all cases of a loss, and counts.
 *
 * @param spec the loss; the implementation has all of it
 * @param world the other losses
 * @param run which run
 * @returns a count for each region that the loss has, topic by topic
 */
export function countRegions(spec: Spec, world: World, run: Run): readonly Count[] {
  const regions = topics.flatMap((topic) =>
    topic.regionsOf(spec).map((region) => ({ topic: topic.name, region, cases: 0 }))
  );
  for (const drawn of casesIn(spec, world, run)) {
    for (const counted of regions) if (counted.region.seen(drawn)) counted.cases++;
  }
  return regions.map(({ topic, region, cases }) => ({ topic, region: region.name, cases }));
}

function* casesIn(spec: Spec, world: World, { dtype, seed, runs }: Run): Iterable<Drawn> {
  const checks = checksFor(spec, dtype, world.capabilities[spec.id], world);
  for (const check of checks) {
    const own = checkSeed(seed, check.id, dtype);
    for (const batch of drawBatches(check, own, casesOf(check, runs), 32)) {
      for (const trial of batch) yield asDrawn(spec, check, trial);
    }
  }
}

/** Tells the calls that must be answered from those that must not. */
function asDrawn(spec: Spec, { id }: Check, trial: Drawn["trial"]): Drawn {
  const refuses = (i: number) => id.split("/")[1] === "rejects" || trial.facts.refused === i;
  const own = trial.calls.map((call, i) => ({ call, isRefused: refuses(i) }))
    .filter(({ call }) => call.loss === spec.id);
  return {
    spec,
    check: id,
    trial,
    valid: own.filter(({ isRefused }) => !isRefused).map(({ call }) => call),
    refused: own.filter(({ isRefused }) => isRefused).map(({ call }) => call),
  };
}
