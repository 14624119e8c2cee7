/**
 * What a run says as it goes: one header, one event a judgement, one footer.
 *
 * Every report and the exit code are folds over this stream.
 *
 * @module
 */
import type { About } from "../adapters/implementation.ts";
import type { Accuracy, Case, Fault } from "../checks/check.ts";
import type { Level } from "../spec/mod.ts";
import type { FloatDType } from "../tensor/mod.ts";

/** The plan, before anything was called. */
export interface Header {
  readonly type: "header";
  readonly format: 1;
  readonly lossproof: string;
  readonly implementation: About;
  readonly seed: number;
  /** Cases per check. */
  readonly runs: number;
  readonly dtypes: readonly FloatDType[];
  /** Grade asked for; absent = any listed form. */
  readonly form?: string;
  readonly checks: readonly {
    readonly id: string;
    readonly loss: string;
    readonly dtype: FloatDType;
    readonly level: Level;
  }[];
}

/** The smallest input found that breaks a check; self-contained. */
export interface Counterexample {
  readonly check: string;
  readonly dtype: FloatDType;
  readonly requirement: string;
  /** The run's seed; the check's own derives from it. */
  readonly seed: number;
  /** fast-check's path to the shrunk case. */
  readonly path: string;
  readonly trial: Case;
  readonly fault: Fault;
}

/**
 * The outcome of one check over all its cases: it fails with its first failing case, passes when one
 * passed and none failed, and is undecided or skipped when no case says more.
 */
export interface Judged {
  readonly type: "judged";
  readonly check: string;
  readonly loss: string;
  readonly dtype: FloatDType;
  readonly level: Level;
  readonly status: "pass" | "fail" | "undecided" | "skipped";
  /** Cases tried. */
  readonly cases: number;
  /** Of those, passed only because the enclosure was too wide to say much. */
  readonly weak: number;
  /** Of those, left open at the last precision. */
  readonly undecided: number;
  /** Of those, not judged, e.g. since the implementation lacks what they ask for. */
  readonly skipped: number;
  readonly milliseconds: number;
  readonly why?: string;
  /** The worst over all cases, one per output. */
  readonly accuracy?: readonly (Accuracy & { readonly trial: Case; readonly dominant?: string })[];
  readonly counterexample?: Counterexample;
}

/** The counts, after everything. A stream without it is incomplete. */
export interface Footer {
  readonly type: "footer";
  readonly counts: Readonly<Record<"pass" | "fail" | "undecided" | "skipped", number>>;
  /** Failed checks of level `must`. */
  readonly violations: number;
  readonly cases: number;
  readonly milliseconds: number;
  /** Whether every `must` holds, and something was tried at all. */
  readonly conforms: boolean;
}

/** One line of a run. */
export type Event = Header | Judged | Footer;
