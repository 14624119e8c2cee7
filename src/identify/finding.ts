/**
 * What an implementation was found to do.
 *
 * @module
 */
import type { Capability, Result } from "../spec/mod.ts";
import type { FloatDType } from "../tensor/mod.ts";
import type { Convention, Stance } from "../losses/mod.ts";

/**
 * How what was found stands to what the implementation declares (nothing = the spec as it is).
 *
 * `declared`: it is that; `dialect`: another one that the spec has a name for; `other`: one that the
 * spec has no name for; `open`: the spec leaves it open.
 */
export type Relation = "declared" | "dialect" | "other" | "open";

/** The answer to one question. */
export type Finding =
  & {
    /** The witness's id and question. */
    readonly witness: string;
    readonly asks: string;
  }
  & (
    /** One known convention, or several that the witness cannot tell apart in this format. */
    | {
      readonly status: "found";
      readonly conventions: readonly Convention[];
      readonly relation: Relation;
      readonly stance: Stance;
    }
    /** No known convention gives this answer. */
    | {
      readonly status: "unknown";
      readonly answer: Result;
      /** What was read of it, where it has numbers. */
      readonly numbers: readonly number[];
      /** The known convention that comes nearest, and what it gives. */
      readonly nearest?: { readonly convention: Convention; readonly expected: readonly number[] };
      readonly relation: "other" | "open";
      readonly stance: Stance;
    }
    /** It could not be asked, or every known convention gives this answer. */
    | { readonly status: "unasked"; readonly why: string }
  );

/** A dialect as an implementation declares it. */
export type Dialect = NonNullable<Capability["dialect"]>;

/** What an implementation does at one loss. */
export interface LossIdentity {
  /** The id of its spec. */
  readonly loss: string;
  /** The format that it was asked in. */
  readonly dtype: FloatDType;
  /** One answer to each question, in the order of the questions. */
  readonly findings: readonly Finding[];
  /** Shape of a reduced value; absent where it has none. */
  readonly scalar?: readonly number[];
  /** What it declares; empty = the spec as it is. */
  readonly declared: Dialect;
  /** What it should declare instead; absent where what it declares is what it does. */
  readonly declare?: Dialect;
  /** What to do about what departs from the spec and has no dialect there; absent = nothing does. */
  readonly advice?: readonly Advice[];
}

/** What to do about one finding. */
export interface Advice {
  /** The witness's id. */
  readonly witness: string;
  /** Its question. */
  readonly asks: string;
  /** What to do, in a sentence. */
  readonly does: string;
  /** A spec of one's own that says so, where the language of specs can. */
  readonly spec?: Readonly<Record<string, unknown>>;
}
