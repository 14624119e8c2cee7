/**
 * A check: what to ask of an implementation, and how to judge what it answers.
 *
 * @module
 */
import type { Arbitrary } from "../generate/internal.ts";
import type { Judgement, Trial } from "../judge/mod.ts";
import type { Level, Result } from "../spec/mod.ts";
import type { FloatDType } from "../tensor/mod.ts";

/** One obligation of one loss in one format, ready to be tried. */
export interface Check {
  /** Stable for ever: `loss/kind/detail`. */
  readonly id: string;
  /** The id of the loss's spec. */
  readonly loss: string;
  /** The format that it is tried in. */
  readonly dtype: FloatDType;
  /** How much it binds. */
  readonly level: Level;
  /** The obligation, in one sentence. */
  readonly requirement: string;
  /** Where the spec says so: a path in it, e.g. `invariants[3]`. */
  readonly clause?: string;
  /** Which part of a run's cases it is given, at least one, where each costs much; absent = all. */
  readonly share?: number;
  /** Random trials, which shrink towards small, readable ones. */
  readonly trials: Arbitrary<Trial>;
  /**
   * Judges the answers to one case.
   *
   * @param trial a case of this check, drawn or stored
   * @param results one for each of its calls, in their order
   * @returns whether the obligation holds there
   */
  judge(trial: Trial, results: readonly Result[]): Judgement;
}
