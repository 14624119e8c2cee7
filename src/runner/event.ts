/**
 * What a run says as it goes: one header, one event a judgement, one footer.
 *
 * Every report and the exit code are folds over this stream.
 *
 * @module
 */
import type { About } from "../adapters/mod.ts";
import type { Accuracy, Fault, Trial } from "../judge/mod.ts";
import type { Level } from "../spec/mod.ts";
import type { FloatDType } from "../tensor/mod.ts";
import type { Shard } from "./shard.ts";

/** The plan, before anything was called. */
export interface Header {
  /** Tells it from the other events. */
  readonly type: "header";
  /** Version of the stream's format. */
  readonly format: 1;
  /** Lossproof's version. */
  readonly lossproof: string;
  /** SHA-256 of the lock of what it is built from, in hexadecimal; absent where it is not at hand. */
  readonly lock?: string;
  /** Whether strangers' code ran in the judge's own process, where it could change the judge. */
  readonly inProcess?: true;
  /** What the implementation says of itself. */
  readonly implementation: About;
  /** The whole number that every check's random cases derive from. */
  readonly seed: number;
  /** Cases per check, in each round. */
  readonly runs: number;
  /** For how many seconds rounds of further cases follow; absent = one round. */
  readonly time?: number;
  /** The formats that are tried. */
  readonly dtypes: readonly FloatDType[];
  /** Grade asked for; absent = any listed form. */
  readonly form?: string;
  /** The share of each loss's cases that has to be judged, 0 to 1; absent = none. */
  readonly require?: number;
  /** Digest of each spec that is tried, by its id; see {@linkcode specDigest}. */
  readonly specs: Readonly<Record<string, string>>;
  /** The part of the checks that is judged, see {@linkcode shardOf}; absent = all. */
  readonly shard?: Shard;
  /** The checks of all shards, in the order of the run; an id comes once for each format. */
  readonly checks: readonly {
    readonly id: string;
    readonly loss: string;
    readonly dtype: FloatDType;
    readonly level: Level;
  }[];
}

/** The smallest input found that breaks a check; self-contained. */
export interface Counterexample {
  /** The check's id. */
  readonly check: string;
  /** The format that it was tried in. */
  readonly dtype: FloatDType;
  /** What is broken: the obligation, in one sentence. */
  readonly requirement: string;
  /** Where the spec says so: a path in it, e.g. `invariants[3]`. */
  readonly clause?: string;
  /** Digest of the loss's spec, see {@linkcode specDigest}; absent where it was not kept. */
  readonly spec?: string;
  /** The run's seed; the check's own derives from it. */
  readonly seed: number;
  /** fast-check's path to the shrunk case. */
  readonly path: string;
  /** The calls that break it, with their values. */
  readonly trial: Trial;
  /** Where the answers to them are wrong. */
  readonly fault: Fault;
  /** The file that it is kept in; absent where it is in none. */
  readonly file?: string;
  /** The command that tries it again. */
  readonly replay?: string;
}

/** A failure that is known; what else fails is news. */
export interface ExpectedFailure {
  /** The check's id, or a pattern of ids, see {@linkcode matches}. */
  readonly check: string;
  /** Only in this format; absent = in all. */
  readonly dtype?: FloatDType;
  /**
   * Where it fails: a condition on a call's parameters and inputs, in the language of formulas, such as
   * `alpha == 0`. What fails elsewhere is news. Absent: the whole check is expected to fail.
   */
  readonly when?: string;
  /** Why it is expected, for reports. */
  readonly reason?: string;
  /** Where more is told, e.g. the URL of an issue. */
  readonly link?: string;
  /** What fails: it is tried first, so that an expected failure does not hang on random cases. */
  readonly counterexample?: Counterexample;
}

/** What is told of a known failure: when and why, as far as that is said. */
export type ExpectedWords = Pick<ExpectedFailure, "when" | "reason" | "link">;

/**
 * The outcome of one check over all its cases so far: a later one takes its place. It fails with its first failing case, passes when one
 * passed and none failed, and is undecided or skipped when no case says more.
 */
export interface Judged {
  /** Tells it from the other events. */
  readonly type: "judged";
  /** The check's id. */
  readonly check: string;
  /** The id of the loss's spec. */
  readonly loss: string;
  /** The format that it was tried in. */
  readonly dtype: FloatDType;
  /** How much the check binds. */
  readonly level: Level;
  /** What came of it. */
  readonly status: "pass" | "fail" | "undecided" | "skipped";
  /** Cases tried. */
  readonly cases: number;
  /** Of those, passed only because the enclosure was too wide to say much. */
  readonly weak: number;
  /** Of those, left open at the last precision. */
  readonly undecided: number;
  /** Of those, not judged, e.g. since the implementation lacks what they ask for. */
  readonly skipped: number;
  /** Cases that were drawn and not asked, since they lie outside the declared domain; absent = none. */
  readonly outside?: number;
  /** How long it took, shrinking included. */
  readonly milliseconds: number;
  /** Unless it passed: the reason, in one sentence. */
  readonly why?: string;
  /** Cases besides those that fit the condition of a known failure, and so are set aside; absent = none. */
  readonly aside?: number;
  /** There where it is expected to fail: when and why, as far as that is told. */
  readonly expected?: ExpectedWords;
  /** Known failures besides, under conditions in which it holds now; absent = none. */
  readonly stale?: readonly ExpectedWords[];
  /** The worst over all cases, one per output. */
  readonly accuracy?: readonly (Accuracy & { readonly trial: Trial; readonly dominant?: string })[];
  /** Where it failed: the smallest case that still does. */
  readonly counterexample?: Counterexample;
}

/** Cases that were asked, and those of them that were judged. */
export interface Evidence {
  /** Those that were asked. */
  readonly cases: number;
  /** Those that held or failed: neither skipped nor left undecided. */
  readonly judged: number;
}

/** The counts, after everything. A stream without it is incomplete. */
export interface Footer {
  /** Tells it from the other events. */
  readonly type: "footer";
  /** Number of checks by what came of them. */
  readonly counts: Readonly<Record<"pass" | "fail" | "undecided" | "skipped", number>>;
  /** Failed checks of level `must`, expected ones included. */
  readonly violations: number;
  /** Checks that fail as expected. */
  readonly expected: number;
  /** Checks that pass though they are expected to fail: the list of expected failures is stale. */
  readonly stale: number;
  /** Cases tried, over all checks. */
  readonly cases: number;
  /** Checks that say something: they fail, or hold in at least half of their cases. */
  readonly judged: number;
  /** Checks of which nothing was asked, since all of their cases lie outside the declared domain. */
  readonly outside: number;
  /** By loss: the cases tried, over all its checks, and how many of those held or failed. */
  readonly evidence: Readonly<Record<string, Evidence>>;
  /** Losses of which a smaller share of the cases was judged than is required. */
  readonly lacking: readonly string[];
  /** How long the run took. */
  readonly milliseconds: number;
  /** Rounds that were begun, where there may be several. */
  readonly rounds?: number;
  /** Whether every `must` holds, every check was judged, and there was one, unless it is a shard. */
  readonly conforms: boolean;
  /**
   * Whether nothing came unexpected: no other `must` fails, no expected failure passes, something was
   * judged, and as much of it as is required.
   */
  readonly accepted: boolean;
}

/** One line of a run. */
export type Event = Header | Judged | Footer;
