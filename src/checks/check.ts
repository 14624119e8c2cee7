/**
 * A check: what to ask of an implementation, and how to judge what it answers.
 *
 * @module
 */
import type { Arbitrary } from "../generate/arbitrary.ts";
import type { Call, Level, Result } from "../spec/mod.ts";
import type { FloatDType } from "../tensor/mod.ts";

/** One thing to try: the calls to make, and the facts that relate their answers. */
export interface Trial {
  /** What is asked, in this order; at least one call. */
  readonly calls: readonly Call[];
  /** What the judge needs beyond the calls, e.g. the permutation that led to the second one. */
  readonly facts: Readonly<Record<string, number | readonly number[]>>;
}

/** How exact an answer was: the worst multiple of the first-order error bound A. */
export interface Accuracy {
  /** `"value"` or the input's name whose gradient it is. */
  readonly output: string;
  /** |answer - truth| / A, at its worst. */
  readonly multiple: number;
  /** The form that every answer so far honestly evaluates. */
  readonly form: string;
  /** Index of the call within the case. */
  readonly call: number;
  /** Row-major index into the output. */
  readonly element: number;
}

/** An answered number of a law, times its coefficient. */
export interface AnsweredTerm {
  /** Index of the call. */
  readonly call: number;
  /** `"value"` or the input's name whose gradient it is. */
  readonly output: string;
  /** Row-major index into that output. */
  readonly element: number;
  /** What the number is multiplied by. */
  readonly coefficient: number;
  /** The number that was answered. */
  readonly got: number;
}

/** A law that the answers break: Σ coefficient·answer + constant is not 0, not ≤ 0 or not < 0. */
export interface BrokenLaw {
  /** What is added up; the first is the number at fault. */
  readonly terms: readonly AnsweredTerm[];
  /** What is added to it. */
  readonly constant: number;
  /** What the exact values' sum is to 0. */
  readonly sense: "=" | "<=" | "<";
}

/** Where an answer is wrong. */
export interface Fault {
  /** What is wrong, in one sentence. */
  readonly why: string;
  /** Index of the call at fault. */
  readonly call: number;
  /** `"value"` or the input's name whose gradient it is. */
  readonly output?: string;
  /** Row-major index into that output. */
  readonly element?: number;
  /** The number that would have been right. */
  readonly expected?: number;
  /** The number that was answered. */
  readonly got?: number;
  /** The nearest honest enclosure: any answer inside would have passed. */
  readonly allowed?: readonly [number, number];
  /** How the answers contradict each other, where it takes several to tell that one is wrong. */
  readonly law?: BrokenLaw;
}

/** What a check says of one case. */
export type Judgement =
  | { readonly status: "pass"; readonly accuracy?: readonly Accuracy[]; readonly weak?: boolean }
  | ({ readonly status: "fail" } & Fault)
  | { readonly status: "undecided"; readonly why: string }
  | { readonly status: "skipped"; readonly why: string };

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
