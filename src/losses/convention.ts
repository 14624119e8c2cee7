/**
 * Conventions and their witnesses, as data.
 *
 * Libraries read the same loss in different ways. A convention is one such way; a witness is a small
 * call whose answer tells the known conventions apart.
 *
 * @module
 */
import type { Capability, Denominator, Form, ParamValue, Reduction, Spec } from "../spec/mod.ts";

/** A tensor of a witness: numbers that every format has. */
export interface Given {
  /** Lengths of the axes; `[]` is a scalar. */
  readonly shape: readonly number[];
  /** Row-major elements. */
  readonly data: readonly number[];
}

/** One call that a witness may make; what it does not say is filled in from the spec. */
export interface Ask {
  /** Inputs by name; a required weight that is not named is 1 everywhere. */
  readonly inputs: Readonly<Record<string, Given>>;
  /** Parameters that are not at their default, or that the answer depends on. */
  readonly params?: Readonly<Record<string, ParamValue>>;
  /** How to reduce; absent = the first that there is of none, sum and mean. */
  readonly reduction?: Reduction;
  /** The gradient from above, everywhere; absent = ones. */
  readonly upstream?: number;
}

/** Divisors that libraries have and no spec can say. */
export type OtherDivisor =
  /** The length of the first axis. */
  | "first_axis"
  /** The rows times the classes. */
  | "entries"
  /** The class weights of all labels, those of ignored rows included. */
  | "sum_of_all_label_weights"
  /** The weights > 0, those of ignored rows included. */
  | "count_of_all_positive_weights"
  /** A box is four numbers: count(w > 0) / 4 + 1e-6. */
  | "positive_boxes"
  /** The mean is the sum. */
  | "nothing";

/** What a mean divides by. */
export type Divides = Denominator | { readonly of: OtherDivisor };

/** How a convention changes the loss, for this witness and those after it. */
export interface Change {
  /** Formulas of the terms, instead of the spec's; they may use the spec's named parts. */
  readonly forms?: Readonly<Record<string, Form>>;
  /** What wraps the forms, instead of the spec's wrap. */
  readonly wrap?: string;
  /** Parameters that are fixed, whatever the call says: those of a dialect. */
  readonly params?: Readonly<Record<string, ParamValue>>;
  /** What the mean divides by. */
  readonly mean?: Divides;
  /** Whether ignored rows count like any other. */
  readonly counts_ignored?: boolean;
}

/** What an implementation makes of a call, at one witness only. */
export interface Reading {
  /** Inputs that it takes instead of those it was given. */
  readonly inputs?: Readonly<Record<string, Given>>;
  /** Parameters that it takes instead. */
  readonly params?: Readonly<Record<string, ParamValue>>;
  /** The gradient from above that it takes instead; `null` = ones. */
  readonly upstream?: number | null;
  /** A change of the loss that says nothing of other witnesses. */
  readonly change?: Change;
}

/** What an implementation that follows a convention answers. */
export type Answers =
  /** What an honest evaluation of the loss can give, changed and read so. */
  | { readonly kind: "computes"; readonly change?: Change; readonly reading?: Reading }
  /** A refusal of the input. */
  | { readonly kind: "refuses" }
  /** This number everywhere; NaN and ∞ are numbers, too. */
  | { readonly kind: "gives"; readonly value: number };

/** One way of reading a loss. */
export interface Convention {
  /** Tells it from the others of its witness. */
  readonly id: string;
  /** What it does, to stand after the witness's question. */
  readonly says: string;
  /** Libraries that do so. */
  readonly by?: string | undefined;
  /** What the witness shows of it. */
  readonly answers: Answers;
  /** How the spec says so: the name of a reduction dialect (`null`: its own), or fixed parameters. */
  readonly dialect?: {
    readonly reduction?: string | null;
    readonly params?: Readonly<Record<string, ParamValue>>;
  };
}

/** What the spec says of a witness's call: it has a value, it is to be refused, or nothing. */
export type Stance = "computes" | "refuses" | "open";

/** A question to an implementation, with the answers that are known. */
export interface Witness {
  /** Stable, in lower_snake_case; unique within a loss. */
  readonly id: string;
  /** What is asked, in a few words. */
  readonly asks: string;
  /** The calls that tell; the first that the implementation can answer is used. */
  readonly calls: readonly Ask[];
  /** What is read: the value, or the gradient by an input. */
  readonly reads: string;
  /** What the spec says of these calls. */
  readonly stance: Stance;
  /** Whether it is asked before the divisors: it changes even a plain term. */
  readonly first?: boolean;
  /** Whether later witnesses are judged within the convention found here. */
  readonly settles?: boolean;
  /** Another witness: what it could not tell apart is asked for, and the answer is added to it. */
  readonly narrows?: string;
  /** Another witness: of the conventions that both have, those that it ruled out are not tried. */
  readonly within?: string;
  /** The known conventions, the spec's own first. */
  readonly conventions: readonly Convention[];
}

/** What is asked of a loss besides what is asked of all, of what an implementation has of it. */
export type Witnesses = (spec: Spec, capability: Capability) => readonly Witness[];
