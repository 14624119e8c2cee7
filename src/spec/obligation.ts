/**
 * The relations that a loss obeys and the inputs that it refuses.
 *
 * Every formula is text, of the inputs and parameters that the relation speaks of.
 *
 * @module
 */
import type { ParamValue, Reduction } from "./call.ts";

/** How much an obligation binds: `must` decides conformance, `should` is reported, `may` documents. */
export type Level = "must" | "should" | "may";

/** What every obligation says. */
export interface Obligation {
  /** How much it binds. */
  readonly level: Level;
  /** Why, or where from. */
  readonly note?: string | undefined;
}

/** What stands for a loss's inputs, or parameters: formulas by name. */
export type Replacements = Readonly<Record<string, string>>;

/** Parameters that have one value, where a relation holds for that alone. */
export type Fixed = Readonly<Record<string, ParamValue>>;

/** What scales together: names, or the exponent of each. */
export type Scale = readonly string[] | Readonly<Record<string, number>>;

/** One relation that a loss obeys. */
export type Invariant =
  & Obligation
  & (
    /** The terms are >= 0. */
    | { readonly kind: "nonnegative" }
    /** The terms lie between two formulas, of parameters and weights. */
    | { readonly kind: "range"; readonly from: string; readonly to: string }
    /** The term is 0 where a condition on the inputs holds. */
    | { readonly kind: "zero_when"; readonly condition: string }
    /** The term has the value of a formula where a condition on the inputs holds. */
    | { readonly kind: "value_when"; readonly condition: string; readonly value: string }
    /** loss(a, b) = loss(b, a). */
    | { readonly kind: "symmetric_under_swap"; readonly of: readonly [string, string] }
    /** loss(-a, -b) = loss(a, b). */
    | { readonly kind: "even_in_difference"; readonly of: readonly [string, string] }
    /** No jump where `input` is `at`, at the parameters `when`: of the value (order 0), and of the gradient (order 1). */
    | {
      readonly kind: "continuous_at";
      readonly input: string;
      readonly at: string;
      readonly order: 0 | 1;
      readonly when: Fixed;
    }
    /** loss(s·x) = s^degree · loss(x) where each name is multiplied by its power of s, at the parameters `when`. */
    | {
      readonly kind: "homogeneous";
      readonly scale: Scale;
      readonly degree: number;
      readonly when: Fixed;
    }
    /** Entries of these inputs moved to others' places, `-` negated: the value stays, at the parameters `when`. */
    | {
      readonly kind: "components";
      readonly of: readonly string[];
      readonly map: Replacements;
      readonly when: Fixed;
    }
    /** The gradient by an input is 0 in terms where a condition on the inputs holds. */
    | { readonly kind: "zero_gradient_when"; readonly of: string; readonly condition: string }
    /** The magnitude of a term's gradient never exceeds `by`. */
    | { readonly kind: "gradient_bounded"; readonly of: string; readonly by: string }
    /** The chord lies above the loss. */
    | { readonly kind: "convex_in"; readonly input: string }
    /** The terms rise, or fall, with a parameter. */
    | {
      readonly kind: "monotone_in_param";
      readonly param: string;
      readonly direction: "rising" | "falling";
    }
    /** term <= factor · term of the other loss, on the same inputs. */
    | {
      readonly kind: "bounded_by";
      readonly loss: string;
      readonly factor: string;
      readonly params: Replacements;
    }
    /**
     * this = factor · other where the parameters `when` are fixed; after reductions too, or not, and in terms alone where
     * a condition on the inputs, `where`, is to hold.
     */
    | {
      readonly kind: "reduces_to";
      readonly loss: string;
      readonly when: Fixed;
      readonly inputs: Replacements;
      readonly params: Replacements;
      readonly factor: string;
      readonly reductions: boolean;
      readonly where?: string | undefined;
    }
    /** this = factor · this at transformed inputs and parameters, where the condition `when` holds. */
    | {
      readonly kind: "equals_self_at";
      readonly inputs: Replacements;
      readonly params: Replacements;
      readonly factor: string;
      readonly when?: string | undefined;
    }
    /** scale · this tends to other_scale · other as a parameter goes `to` its limit. */
    | {
      readonly kind: "limit";
      readonly param: string;
      readonly to: "0+" | "infinity";
      readonly loss: string;
      readonly scale: string;
      readonly other_scale: string;
      readonly other_inputs: Replacements;
    }
    /** A constant added to every class's entry changes nothing. */
    | { readonly kind: "shift_invariant"; readonly input: string }
    /** One constant added to all elements of these inputs changes nothing. */
    | { readonly kind: "translation_invariant"; readonly of: readonly string[] }
    /** The classes permuted in all inputs: the value stays, the gradient is permuted. */
    | { readonly kind: "class_permutation" }
    /** The gradient sums to 0 over the class axis. */
    | { readonly kind: "gradient_sums_to_zero"; readonly of: string }
    /** sum and mean follow from none. */
    | { readonly kind: "reduction_equivalence" }
    /** Concatenated batches add their sums; a batch twice doubles it. */
    | { readonly kind: "batch_additive" }
    /** The order of the rows changes no reduced value beyond rounding. */
    | { readonly kind: "permutation_invariant" }
    /** Linear in fractional, non-uniform weights; ones change nothing. */
    | { readonly kind: "linear_in_weight"; readonly input: string }
    /** Appended rows of weight 0, or ignored rows, leave the value. */
    | { readonly kind: "uncounted_rows"; readonly by: "weight" | "ignore" }
    /** Two values of a parameter give two values of the loss. */
    | {
      readonly kind: "parameter_matters";
      readonly param: string;
      readonly values: readonly [ParamValue, ParamValue];
    }
    /** A NaN in this input gives NaN, not a number. */
    | { readonly kind: "propagates_nan"; readonly input: string }
    /** Finite inputs give finite answers, unless the truth is out of range. */
    | { readonly kind: "finite_for_finite" }
    /** A row alone is that row in a batch; rank 2 is the same reshaped to rank 3. */
    | { readonly kind: "layout_independent" }
    /** Inputs stay unchanged, equal calls give equal results. */
    | { readonly kind: "pure" }
  );

/** An input that must be refused. */
export type Reject =
  & Obligation
  & (
    /** A parameter beyond its range, or NaN. */
    | { readonly kind: "param_out_of_range"; readonly param: string }
    /** A parameter that is infinite, or NaN. */
    | { readonly kind: "param_not_finite"; readonly param: string }
    /** A parameter that is given with a reduction that has no use for it. */
    | {
      readonly kind: "param_with_reduction";
      readonly param: string;
      readonly reduction: Reduction;
    }
    /** Two inputs that must have one shape have two. */
    | { readonly kind: "shapes_differ"; readonly of: readonly [string, string] }
    /** No elements at all. */
    | { readonly kind: "empty" }
    /** A value outside the input's domain. */
    | { readonly kind: "outside_domain"; readonly input: string }
    /** A label outside 0 to C - 1 that is not the ignored one. */
    | { readonly kind: "label_out_of_range"; readonly input: string }
    /** A mean over no valid row. */
    | { readonly kind: "all_ignored" }
  );
