/**
 * A loss as data: what a spec file says of it, defaults filled in.
 *
 * The schemas of these types are in `schema.ts`; a formula is text, as the oracle reads it.
 *
 * @module
 */
import type { ParamValue, Reduction } from "./call.ts";
import type { DomainName } from "./domain.ts";
import type { Invariant, Reject } from "./obligation.ts";

/** One input tensor of a loss. */
export interface Input {
  /** `float`: a tensor of the call's dtype; `label`: class indices, i32. */
  readonly kind: "float" | "label";
  /** `weight` multiplies the terms, `class_weight` the terms of its class. */
  readonly role: "data" | "weight" | "class_weight";
  /** Its axes: a name is one (`"C"` the classes), `"*"` is any axes, `"..."` further. */
  readonly shape: readonly string[];
  /** Whether a scalar may stand for all elements. */
  readonly scalar_allowed: boolean;
  /** The values that it may have. */
  readonly domain: DomainName;
  /** Whether the loss is differentiated by it. */
  readonly grad: boolean;
  /** Whether it may be left out. */
  readonly optional: boolean;
  /** The value of every element that its absence stands for, e.g. 1. */
  readonly absent?: number | undefined;
  /** What it is, in a few words. */
  readonly summary?: string | undefined;
}

/** One parameter of a loss. */
export interface Param {
  /** Whether any number will do, or only whole ones. */
  readonly type: "number" | "integer";
  /** Its value where nobody says otherwise; `null`: absent. */
  readonly default: ParamValue;
  /** Whether it may be absent. */
  readonly nullable: boolean;
  /** The least allowed value. */
  readonly minimum?: number | undefined;
  /** Values must be greater than this. */
  readonly exclusiveMinimum?: number | undefined;
  /** The greatest allowed value. */
  readonly maximum?: number | undefined;
  /** Values must be less than this. */
  readonly exclusiveMaximum?: number | undefined;
  /** Whether libraries differ in it by convention, so that an implementation declares its value. */
  readonly dialect: boolean;
  /** Telling values for generation, within the range. */
  readonly samples?: readonly number[] | undefined;
  /** What it does, in a few words. */
  readonly summary?: string | undefined;
}

/** What a reduction divides by: a count or a sum, `/ divided_by`, `+ plus`, at least `minimum`. */
export interface Denominator {
  /** What is counted or summed; ignored rows count only in `elements` and `rows`. */
  readonly of:
    | "elements"
    | "rows"
    | "valid_rows"
    | "sum_of_weights"
    | "sum_of_label_weights"
    | "count_of_positive_weights"
    | "count_of_nonzero_weights";
  /** A parameter that divides the count. */
  readonly divided_by?: string | undefined;
  /** Added after that: the epsilon. */
  readonly plus?: number | undefined;
  /** The denominator is at least this. */
  readonly minimum?: number | undefined;
  /** A parameter that, when given, is the denominator instead. */
  readonly given_by?: string | undefined;
  /** Added to a denominator that is given: the epsilon of mmDetection's since 2022. */
  readonly given_plus?: number | undefined;
}

/** Denominators by reduction; one that is not named divides by nothing. */
export type Denominators = Readonly<Partial<Record<Reduction, Denominator>>>;

/** How the terms become the value. */
export interface ReductionRule {
  /** The reductions that the loss has, the default first. */
  readonly modes: readonly Reduction[];
  /** What each of them divides by. */
  readonly denominators: Denominators;
  /** Other conventions by name; an implementation that declares one is judged by it. */
  readonly dialects: Readonly<Record<string, Denominators>>;
}

/** One honest formula: of the value, or of the value and of gradients that are not its derivative. */
export type Form = string | {
  /** The formula of the terms. */
  readonly value: string;
  /** Formulas of the gradient by input where it is not the automatic derivative, `derivative`. */
  readonly gradient: Readonly<Record<string, string>>;
};

/** The loss itself. */
export interface Formula {
  /** Named parts in their order; each may use those before it. */
  readonly let: Readonly<Record<string, string>>;
  /** Honest formulas of one value by name, the most accurate first; at least one. */
  readonly forms: Readonly<Record<string, Form>>;
  /** Names that forms had before, and what they are called now. */
  readonly renamed: Readonly<Record<string, string>>;
  /** Wraps every form: a formula of `base`, e.g. `weight * base`. */
  readonly wrap?: string | undefined;
  /** Further honest formulas of one gradient alone: by input, then by name. */
  readonly gradient_forms: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** A place where implementations break: one input's telling value. */
export interface Boundary {
  /** What breaks there, in a few words. */
  readonly name: string;
  /** The input that takes the value. */
  readonly input: string;
  /** The value, as a formula of the other inputs and the parameters. */
  readonly at: string;
}

/** Where a formula comes from. */
export interface Source {
  /** The paper or the library. */
  readonly title: string;
  /** The equation or the file, e.g. `arXiv:1504.08083, eq. 3`. */
  readonly ref: string;
}

/** A loss written in full, defaults filled in. */
export interface Spec {
  /** Where the file's schema is, for editors. */
  readonly $schema?: string | undefined;
  /** Stable for ever, in lower_snake_case. */
  readonly id: string;
  /** Its name in prose. */
  readonly title: string;
  /** What it compares. */
  readonly family:
    | "regression"
    | "binary"
    | "multiclass"
    | "box"
    | "segmentation"
    | "distribution"
    | "metric";
  /** What it is, in one sentence. */
  readonly summary: string;
  /** Where the formulas come from. */
  readonly sources: readonly Source[];
  /** The tensors by name, in the order of the call. */
  readonly inputs: Readonly<Record<string, Input>>;
  /**
   * Axes that the loss itself says more of, by name: how long one is, or what its entries are called,
   * so that formulas may read `pred.x1`.
   */
  readonly axes?: Readonly<Record<string, number | readonly string[]>> | undefined;
  /** Shape of the terms, in the inputs' axes. */
  readonly output: readonly string[];
  /** Whether a term may depend on the inputs of others, as where formulas reduce over all axes. */
  readonly coupled?: boolean | undefined;
  /** The numbers by name. */
  readonly params: Readonly<Record<string, Param>>;
  /** Names that formulas may use as constants; `null`: not given. */
  readonly pinned: Readonly<Record<string, ParamValue>>;
  /** A condition; rows for which it holds do not count, e.g. `label == ignore_index`. */
  readonly ignore?: string | undefined;
  /** How the terms become the value. */
  readonly reduction: ReductionRule;
  /** The loss itself. */
  readonly formula: Formula;
  /** Telling values for generation. */
  readonly boundaries: readonly Boundary[];
  /** The relations that it obeys. */
  readonly invariants: readonly Invariant[];
  /** The inputs that it refuses. */
  readonly rejects: readonly Reject[];
  /** What a reader should know. */
  readonly notes: readonly string[];
}

/**
 * What an extension may say besides: constants, sources, boundaries, rejects and notes are added to the
 * base's, invariants are its own, the rest replaces the base's.
 */
export type Changes = {
  readonly [K in Exclude<keyof Spec, "id" | "inputs" | "params" | "formula">]?: Spec[K] | undefined;
};

/** A loss that extends another, before its base is known. */
export interface Extension extends Changes {
  /** Its own id, in lower_snake_case. */
  readonly id: string;
  /** The id of the loss that it builds on. */
  readonly extends: string;
  /** Further inputs; one of the base's name replaces it. */
  readonly inputs: Readonly<Record<string, Input>>;
  /** Further parameters; one of the base's name replaces it. */
  readonly params: Readonly<Record<string, Param>>;
  /**
   * Optional inputs and parameters of the base that it has not: they keep the value of their absence,
   * or their default.
   */
  readonly without: readonly string[];
  /** Wraps every form of the base: a formula of `base`, e.g. `weight * base`. */
  readonly wrap?: string | undefined;
}

/** A loss written in full, before the parts that it shares with others are put in. */
export interface WholeSpec extends Spec {
  /** Named parts that losses share, by the names of their files in `spec/parts`. */
  readonly uses?: readonly string[] | undefined;
}

/** What a spec file may hold: a loss in full, or one that extends another. */
export type SpecFile = WholeSpec | Extension;
