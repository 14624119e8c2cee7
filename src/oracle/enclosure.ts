/**
 * What the oracle says of one call: for every output, where the truth lies and what each form's
 * honest evaluations can give.
 *
 * @module
 */
import type { Call } from "../spec/mod.ts";
import type { FloatDType } from "../tensor/mod.ts";

/** One interval per element of an output, row-major. */
export interface Enclosure {
  /** The lower ends; -∞ where nothing is known, NaN where the result is NaN. */
  readonly lo: Float64Array;
  /** The upper ends; ∞ where nothing is known, NaN where the result is NaN. */
  readonly hi: Float64Array;
}

/**
 * Which answers that are not finite are honest: none; ±∞, because a difference or partial sum of
 * the first form passes the largest float; or any, because the truth itself does, or there is none.
 */
export type Overflow = "none" | "infinite" | "any";

/** Whether an answer that is not finite is honest at an element. */
export function mayBe({ overflow }: OutputEnclosures, element: number, answer: number): boolean {
  return overflow[element] === "any" ||
    (overflow[element] === "infinite" && Math.abs(answer) === Infinity);
}

/** What a form's honest evaluations can give. */
export interface FormEnclosure extends Enclosure {
  /** The form's name. */
  readonly name: string;
  /** The ends of one element, without all others being computed. */
  at(element: number): readonly [number, number];
  /**
   * How far an honest evaluation can be from the truth at an element; ∞ where nothing is known. The first
   * form's is called A, and is what errors are measured in.
   */
  reach(element: number): number;
  /** What intervals alone give: they hold the form's exact value, be it the truth or not. */
  readonly intervals: Enclosure;
}

/** Everything known of one output (the value, or the gradient by one input). */
export interface OutputEnclosures {
  /** Where the exact result lies, rigorously. */
  readonly truth: Enclosure;
  /**
   * How far the sides of a kink are apart where the exact result is anything between them; 0 elsewhere, and where
   * float64 does not tell the sides.
   */
  across(element: number): number;
  /** The honest enclosures, in the spec's order, the most accurate first. */
  readonly forms: readonly FormEnclosure[];
  /** Which answers that are not finite are honest. */
  readonly overflow: readonly Overflow[];
}

/** What the oracle says of one call. */
export interface CallEnclosures {
  /** The call that they are of. */
  readonly call: Call;
  /** The format under test: the call's. */
  readonly dtype: FloatDType;
  /** Of the value: its terms for `none`, one number otherwise. */
  readonly value: OutputEnclosures;
  /** By input, for each input that the spec differentiates by. */
  readonly gradients: Readonly<Record<string, OutputEnclosures>>;
}

/** What the oracle says of one output of a call: `"value"`, or an input's name for its gradient. */
export function enclosuresOf(enclosures: CallEnclosures, output: string): OutputEnclosures {
  return output === "value" ? enclosures.value : enclosures.gradients[output];
}

/** What can leave the format's range on the way to a result. */
export interface Leaving {
  /** The form that it is an operation of. */
  readonly form: string;
  /** The first such operation, as formula text. */
  readonly operation: string;
  /**
   * `overflow`: its result is too large. It is infinite of a number that is 0 or can become so:
   * `underflow`: since that is too small for the format; `pole`: by rounding, at any size.
   */
  readonly kind: "overflow" | "underflow" | "pole";
}

/** Where one answered number stands. */
export type Standing =
  | {
    readonly inside: true;
    /** The first form that holds it, and that form's place in the list. */
    readonly form: string;
    readonly rank: number;
    /** |answer - truth| / A; 0 for the truth, rounded but once; NaN when A says nothing. */
    readonly multiple: number;
    /** Being inside says little: the enclosure is so wide, unless the answer is the truth, rounded but once, and not 0. */
    readonly weak: boolean;
  }
  | {
    readonly inside: false;
    /** The correctly rounded result; the middle of the truth where that is open. */
    readonly truth: number;
    /** The honest enclosure, of any form, that comes nearest to the answer. */
    readonly allowed: readonly [number, number];
  };

/** The correctly rounded result of one element, or what is left open of it. */
export interface Settled {
  /** The float that it rounds to, ties to even; undefined where the last precision leaves it open. */
  readonly rounded: number | undefined;
  /** Where the exact result lies, rigorously; wider than a point at a kink. */
  readonly truth: readonly [number, number];
  /** Bits of the arithmetic that decided it: 53, or one of MPFR's precisions. */
  readonly bits: number;
  /** There where it stays open since the call has more numbers than MPFR is given. */
  readonly tooBig?: { readonly numbers: number; readonly limit: number };
}
