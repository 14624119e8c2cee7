/**
 * Golden fixtures: calls with everything that it takes to judge an answer, so that no engine is needed.
 *
 * @module
 */
import type { Purpose } from "../losses/internal.ts";
import type { Call, Level } from "../spec/mod.ts";

/** What every case says. */
export interface CaseHead {
  /** Unique in its file: `slug/dtype`. */
  readonly name: string;
  /** What it is there for. */
  readonly purpose: Purpose;
  /** Why it is there, in one sentence. */
  readonly why: string;
  /** What is asked. */
  readonly call: Call;
}

/** Why an element has no correctly rounded number. */
export interface Open {
  /** Row-major index into the output. */
  readonly element: number;
  /**
   * `kink`: every number from `lo` to `hi` is a derivative there. `undefined`: nothing is asked (0/0,
   * or a NaN that was given). `undecided`: the last precision leaves open which float it is.
   */
  readonly why: "kink" | "undefined" | "undecided";
  /** Where the exact result lies. */
  readonly lo: number;
  readonly hi: number;
}

/** Which answers that are not finite are honest at an element. */
export const nonfinites = ["none", "nan", "infinite", "any"] as const;

/** Which answers that are not finite are honest: none, NaN alone, ±∞, or all three. */
export type Nonfinite = typeof nonfinites[number];

/** What one form of the formula allows: by element, the least and the greatest honest answer. */
export interface FormBounds {
  /** The form's name in the spec. */
  readonly name: string;
  /** Its place among the spec's forms, the most accurate of which has 0. */
  readonly rank: number;
  /**
   * Values of the dtype; -∞ where there is no bound, NaN where no finite answer is honest. Where a sigmoid may be
   * lost, as the oracle's licence has it, what is between that and the sigmoid is inside, too.
   */
  readonly lo: readonly number[];
  readonly hi: readonly number[];
}

/** The numbers of one output: the value, or the gradient by one input. */
export interface Numbers {
  readonly shape: readonly number[];
  /** The exact results rounded to the dtype, ties to even; null where {@linkcode Open} says why. */
  readonly expected: readonly (number | null)[];
  /** The exact results rounded to float64; absent where that is the dtype. */
  readonly expected_f64?: readonly (number | null)[];
  /** The elements without a number; absent = none. */
  readonly open?: readonly Open[];
  /** By element; absent = `none` everywhere. */
  readonly nonfinite?: readonly Nonfinite[];
  /** The forms, the most accurate first, without those that allow nothing which an earlier one does not. */
  readonly forms: readonly FormBounds[];
}

/** A call, and what its answer must be. */
export interface Evaluation extends CaseHead {
  readonly value: Numbers;
  /** By input, for each that the loss is differentiated by; none where the value is NaN. */
  readonly gradients: Readonly<Record<string, Numbers>>;
}

/** A call that is to be refused. */
export interface Rejection extends CaseHead {
  readonly purpose: "rejection";
  /** How much that binds. */
  readonly level: Level;
}

/** One case of a fixture. */
export type GoldenCase = Evaluation | Rejection;

/** The cases of one file. */
export interface Fixture {
  /** What is wrong on purpose; only the canary says something here. */
  readonly wrong_on_purpose?: string;
  readonly cases: readonly GoldenCase[];
}

/** Whether a case is a call that is to be refused. */
export function isRejection(golden: GoldenCase): golden is Rejection {
  return golden.purpose === "rejection";
}
