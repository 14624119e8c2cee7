/**
 * What is tried, and what the judge says of it.
 *
 * @module
 */
import type { Call } from "../spec/mod.ts";

/** One thing to try: the calls to make, and the facts that relate their answers. */
export interface Trial {
  /** What is asked, in this order; at least one call. */
  readonly calls: readonly Call[];
  /** What the judge needs beyond the calls, e.g. the permutation that led to the second one. */
  readonly facts: Readonly<Record<string, number | readonly number[]>>;
}

/** How exact an answer was: the worst multiple of the error bound A. */
export interface Accuracy {
  /** `"value"` or the input's name whose gradient it is. */
  readonly output: string;
  /** |answer - truth| / A, at its worst. */
  readonly multiple: number;
  /** The form that every answer so far honestly evaluates. */
  readonly form: string;
  /** The forms that explain every answer so far, each alone; there where all forms were tried. */
  readonly forms?: readonly string[];
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
  /**
   * An operation of a listed form that can leave the format's range there, as text: this fault shows at
   * the far end of the format, and may be one of overflow.
   */
  readonly overflow?: string;
  /** How the answers contradict each other, where it takes several to tell that one is wrong. */
  readonly law?: BrokenLaw;
}

/** What a check says of one case. */
export type Judgement =
  | { readonly status: "pass"; readonly accuracy?: readonly Accuracy[]; readonly weak?: boolean }
  | ({ readonly status: "fail" } & Fault)
  | { readonly status: "undecided"; readonly why: string }
  | { readonly status: "skipped"; readonly why: string };
