/**
 * The frame of a check: its id, its calls, and laws as its judge.
 *
 * @module
 */
import fc, { type Arbitrary } from "fast-check";
import { callArbitrary, type CallOptions } from "../generate/mod.ts";
import type { Call, Level, Result, Spec } from "../spec/mod.ts";
import { gradientInputsOf } from "../spec/internal.ts";
import type { Check } from "./check.ts";
import type { Judgement, Trial } from "../judge/mod.ts";
import type { Setting } from "../judge/internal.ts";
import { judgeLaws, type Law } from "./law.ts";

/** What a check says of itself. */
export interface Title {
  /** The kind, e.g. `"linear_in_weight"`: the second component of the id. */
  readonly kind: string;
  /** What tells it from the loss's other checks of this kind: the third component. */
  readonly detail?: string;
  readonly level: Level;
  /** The obligation, in one sentence. */
  readonly requirement: string;
  /** Which part of a run's cases it is given; absent = all. */
  readonly share?: number;
}

/**
 * Makes a check.
 *
 * @param spec the loss
 * @param setting what the check is made for
 * @param title what it says of itself
 * @param trials what to try
 * @param judge how to judge the answers to one case
 */
export function makeCheck(
  spec: Spec,
  setting: Setting,
  title: Title,
  trials: Arbitrary<Trial>,
  judge: (trial: Trial, results: readonly Result[]) => Judgement,
): Check {
  const { kind, detail, level, requirement, share } = title;
  const id = [spec.id, kind, ...(detail === undefined ? [] : [detail])].join("/");
  const { oracle } = setting.world;
  return {
    id,
    loss: spec.id,
    dtype: setting.dtype,
    level,
    requirement,
    ...share !== undefined && { share },
    trials,
    judge: (trial, results) => oracle.recycling(() => judge(trial, results)),
  };
}

/**
 * The part of a run's cases that a check is given whose every case has several calls and asks all of their
 * rows. A relation between single points is given all: each case tries another point.
 */
export const shareOfWholeCalls = 0.5;

/**
 * Makes a check that is judged by laws.
 *
 * @param laws the theorems that relate the answers to one case, from its calls and facts alone
 */
export function makeLawCheck(
  spec: Spec,
  setting: Setting,
  title: Title,
  trials: Arbitrary<Trial>,
  laws: (trial: Trial) => readonly Law[],
): Check {
  return makeCheck(
    spec,
    setting,
    title,
    trials,
    (trial, results) => judgeLaws(trial, results, setting, laws(trial)),
  );
}

/** Calls of a loss that the implementation takes, with its gradients. */
export function calls(
  spec: Spec,
  setting: Setting,
  options: Omit<CallOptions, "dtype" | "capability"> = {},
): Arbitrary<Call> {
  const { dtype, capability } = setting;
  const gradients = gradientInputsOf(spec, capability).length > 0;
  return callArbitrary(spec, { gradients, ...options, dtype, capability });
}

/**
 * Calls for relations between several of them: mostly on a coarse grid, where an answer can be
 * held to its last bit, and some with boundary and extreme values; of at most 80 classes.
 */
export function relatedCalls(
  spec: Spec,
  setting: Setting,
  options: Omit<CallOptions, "dtype" | "capability" | "ordinary"> = {},
): Arbitrary<Call> {
  const some = { classes: { max: 80 }, ...options };
  return fc.oneof(
    { weight: 3, arbitrary: calls(spec, setting, { ...some, ordinary: true }) },
    { weight: 1, arbitrary: calls(spec, setting, some) },
  );
}
