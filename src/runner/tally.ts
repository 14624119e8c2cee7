/**
 * What is known of a check after some of its cases.
 *
 * @module
 */
import type { Fault, Judgement, Trial } from "../judge/mod.ts";
import type { Spec } from "../spec/mod.ts";
import type { Counterexample, ExpectedFailure } from "./event.ts";
import type { Failure } from "./shrink.ts";
import { foldWorst, type Worst } from "./worst.ts";

/** A failure: of a case that was drawn, or a counterexample of an earlier run that fails again. */
export type Found = Failure | { readonly again: Counterexample };

/** What is known of a check after some of its cases. */
export interface Tally {
  cases: number;
  passed: number;
  weak: number;
  undecided: number;
  skipped: number;
  /** Cases that lie outside the declared domain, which are not asked. */
  outside: number;
  /** Cases that fit the condition of a known failure. */
  aside: number;
  /** The first reason why a case was not decided, not judged, or not asked. */
  why: { undecided?: string; skipped?: string; outside?: string };
  worst: Map<string, Worst>;
  /** What fails. */
  failure?: Found;
  /** The first known failure that shows, and how. */
  known?: { readonly entry: ExpectedFailure; readonly found: Found };
  /** Known failures that show. */
  readonly shown: Set<ExpectedFailure>;
  /** Known failures of which a case holds; they may show in others. */
  readonly held: Set<ExpectedFailure>;
  /** Whether a signal came before the check had its outcome. */
  interrupted: boolean;
}

/** Nothing is known yet. */
export function emptyTally(): Tally {
  return {
    cases: 0,
    passed: 0,
    weak: 0,
    undecided: 0,
    skipped: 0,
    outside: 0,
    aside: 0,
    why: {},
    worst: new Map(),
    shown: new Set(),
    held: new Set(),
    interrupted: false,
  };
}

/** Counts a case that is judged. */
export function countCase(
  tally: Tally,
  trial: Trial,
  judgement: Judgement,
  spec: Spec | undefined,
): void {
  tally.cases++;
  switch (judgement.status) {
    case "pass":
      tally.passed++;
      if (judgement.weak) tally.weak++;
      tally.worst = foldWorst(tally.worst, judgement.accuracy ?? [], trial, spec);
      break;
    case "undecided":
    case "skipped":
      tally[judgement.status]++;
      tally.why[judgement.status] ??= judgement.why;
  }
}

/** Counts a case that is not asked. */
export function countOutside(tally: Tally, why: string): void {
  tally.outside++;
  tally.why.outside ??= why;
}

/** Where a judgement says that the answers are wrong. */
export function faultOf(judgement: Judgement): Fault | undefined {
  if (judgement.status !== "fail") return undefined;
  const { status: _, ...fault } = judgement;
  return fault;
}
