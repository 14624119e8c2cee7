/**
 * What each kind of check asks, how its answers are judged, and the mistake that it is there to catch.
 *
 * @module
 */
import type { Invariant, Reject } from "../spec/mod.ts";

/** A kind of check in words. */
export interface Explanation {
  /** What the calls of one case are. */
  readonly asks: string;
  /** What of the answers is judged, and by what. */
  readonly judged: string;
  /** A mistake that it is there to catch. */
  readonly catches: string;
}

const enclosed = "Each number must lie in what an honest evaluation of one listed form can give";
const slack = "within what honest rounding may do to both answers";

/** The checks that follow from the formula itself, by the second part of their ids. */
export const ofFormula: Readonly<Record<string, Explanation>> = {
  agreement: {
    asks: "One call with this reduction, its values ordinary, extreme or at a boundary",
    judged: `The value. ${enclosed}`,
    catches: "Another formula, a lost term, an epsilon that is not declared, a form that cancels",
  },
  gradient: {
    asks: "One call in any reduction, with a gradient from above",
    judged: `The gradient by this input. ${enclosed} of the gradient`,
    catches: "A gradient that is of another formula, has another sign, or ignores the reduction",
  },
  upstream: {
    asks:
      "A call, and again with its gradient from above scaled by a power of two, or kept at one term",
    judged: "The second gradient is the first one scaled, or is 0 where nothing comes from above",
    catches: "A backward pass that takes the gradient from above for 1, or for a scalar",
  },
  large: {
    asks: "Calls of many elements, rows or classes: few of them, around the sizes of blocks",
    judged: `The value and all gradients. ${enclosed}`,
    catches: "A tail, a block or a tile of a kernel that is left out, or an index in too few bits",
  },
  one_side: {
    asks: "One call with gradients; some elements lie where the slope jumps",
    judged:
      "There the sum of two gradients, and their difference, are what one side gives; or one gradient is, whose parts could mix sides",
    catches: "A slope of +1 by the prediction and of +1 by the target where both are equal",
  },
  one_form: {
    asks: "Two to four calls, some of them with values at the ends of the format",
    judged: "The listed forms that explain each number: one must explain all of them",
    catches: "A tiny gradient flushed to 0, where another element is as exact as the best form",
  },
};

/** The checks of a spec's invariants, by kind. */
export const ofInvariants: { readonly [K in Invariant["kind"]]: Explanation } = {
  nonnegative: {
    asks: "One call; half of them put the elements where the loss is 0, or a few floats beside it",
    judged: "No number of the value is below 0 by more than honest rounding allows",
    catches: "A formula that cancels near its zero and falls below",
  },
  range: {
    asks: "One call, in half of the cases at the ends of the format",
    judged: "No term leaves its range by more than honest rounding allows",
    catches: "A missing clamp, a share that is taken of the wrong whole, a sum for a mean",
  },
  zero_when: {
    asks: "One call in which the condition is made true in most elements",
    judged: "Those terms are 0",
    catches: "An epsilon added where nothing is lost",
  },
  value_when: {
    asks: "One call in which the condition's equations are made true in most elements",
    judged: "Those terms have the value that the formula says",
    catches:
      "Two epsilons that are one, a floor of the share that is none, an empty mask that is taken for perfect",
  },
  symmetric_under_swap: {
    asks: "A call, and again with both inputs exchanged",
    judged: `Both values are the same, the gradients exchanged, ${slack}`,
    catches: "A branch or a scale that looks at one of the two inputs alone",
  },
  even_in_difference: {
    asks: "A call, and again with both inputs negated",
    judged: `Both values are the same, the gradients negated, ${slack}`,
    catches: "A missing absolute value in a condition: d < beta holds for any negative d",
  },
  continuous_at: {
    asks: "Three calls: one float below the breakpoint, at it, and one float above",
    judged: "The steps between them are those of the exact loss, and of its gradient for order 1",
    catches: "Branches that do not meet, as when one forgets the parameter",
  },
  homogeneous: {
    asks:
      "A call, and again with inputs and parameters scaled by a power of two, or by a power of that each, which is exact",
    judged: "The terms, and the gradients, are scaled as the degree says",
    catches:
      "A constant where the parameter should be, or an epsilon of a length where one of an area is meant",
  },
  components: {
    asks: "A call, and again with boxes reflected, or their axes exchanged, which is exact",
    judged: `Both values are the same, the gradients moved and negated along, ${slack}`,
    catches: "A width for a height, an epsilon on one of two axes, a centre taken from a corner",
  },
  zero_gradient_when: {
    asks:
      "One call with gradients, in which the condition's equations are made true in most elements",
    judged: "The gradient is 0 there, whatever comes from above",
    catches: "A pull between boxes that have nothing in common, a slope beside a clamp",
  },
  gradient_bounded: {
    asks: "One call, in half of the cases at the ends of the format",
    judged: "No gradient exceeds the bound in magnitude",
    catches: "A slope that comes from a quotient or product which overflows on the way",
  },
  convex_in: {
    asks: "Three calls along a line: both ends and their exact midpoint",
    judged: "The middle lies below the chord, and the gradient rises",
    catches: "A branch that is taken on the wrong side",
  },
  monotone_in_param: {
    asks: "Two calls that differ in the parameter alone",
    judged: "The terms rise, or fall, with it",
    catches: "A parameter that is used upside down",
  },
  bounded_by: {
    asks: "A call of this loss, and one of the other on the same inputs",
    judged: "Each term is at most the other's, times the factor",
    catches: "A loss that is too large at the ends of the format",
  },
  reduces_to: {
    asks: "A call of this loss with the parameters fixed, and one of the other loss",
    judged: `Both agree, times the factor, ${slack}`,
    catches:
      "Two losses of one library that contradict each other, or a parameter that is not seen",
  },
  equals_self_at: {
    asks: "A call, and one at the transformed inputs and parameters",
    judged: `Both agree, times the factor, ${slack}`,
    catches: "Two branches that should mirror each other, and do not",
  },
  limit: {
    asks: "A call with the parameter far towards its limit, and one of the other loss",
    judged: "They are as close as the exact ones are",
    catches: "A limit that divides by zero or overflows",
  },
  shift_invariant: {
    asks: "A call, and again with a constant added to each row's entries, which is exact",
    judged: "Values and gradients stay",
    catches: "A softmax that is not normalised, or that overflows for large logits",
  },
  translation_invariant: {
    asks: "A call, and again with one constant added to all elements, which is exact",
    judged: "Values and gradients stay",
    catches: "A loss of the inputs themselves where it should be of their difference",
  },
  class_permutation: {
    asks: "A call, and again with the classes renumbered in all inputs",
    judged: "Values stay, gradients are renumbered",
    catches: "A class that is treated apart, such as the first or the last",
  },
  gradient_sums_to_zero: {
    asks: "One call, in half of the cases at the ends of the format",
    judged: "The gradient of each row sums to 0 over the classes",
    catches: "A gradient that forgets the softmax, or the smoothing of its labels",
  },
  reduction_equivalence: {
    asks: "The same call in every reduction",
    judged: "The sum is the sum of the terms, the mean that over its divisor, and so the gradients",
    catches: "A mean over another number, or a reduction with an epsilon",
  },
  batch_additive: {
    asks: "A batch, and its parts; or a batch repeated, twice or very often",
    judged: "The sums add up, and every row keeps its term and gradient",
    catches: "Rows that see each other, a sum that stagnates, a buffer that is too short",
  },
  permutation_invariant: {
    asks: "A batch, and its rows in another order",
    judged: "The reduced value stays, terms and gradients move along",
    catches: "A row that is dropped or counted twice, and weights that go to the wrong row",
  },
  linear_in_weight: {
    asks: "Weights a + b, a and b; whole weights and rows repeated as often; ones and no weights",
    judged: "The sums add up, and agree",
    catches: "Weights that are thresholded, squared, normalised or rounded",
  },
  uncounted_rows: {
    asks: "A batch with rows that must not count put into it, and one without them",
    judged: "The value stays, a mean times its divisor, and those rows have gradient 0",
    catches: "A divisor that counts ignored rows, or 0 times infinity that becomes NaN",
  },
  parameter_matters: {
    asks: "Two calls that differ in the parameter alone",
    judged: "The answers differ, to the right side, where the exact ones differ enough",
    catches: "A parameter that is accepted and not used",
  },
  propagates_nan: {
    asks: "A call, and again with a NaN in one element",
    judged:
      "That term is NaN, and with it every reduced value; other terms stay. A refusal will do",
    catches: "A comparison or a maximum that turns NaN into a number, and hides a broken model",
  },
  finite_for_finite: {
    asks: "One call, up to the ends of the format",
    judged: "Everything is finite, unless the exact result, or a sum that must be passed, is not",
    catches: "exp that overflows, log of 0, 0 times infinity",
  },
  layout_independent: {
    asks: "A batch and its rows alone; or the same elements in another shape",
    judged: "They are worth the same",
    catches: "A special case for one row, an axis taken for another, strides that are confused",
  },
  pure: {
    asks:
      "A call, others (in another format, refused, or alike in shape and sum), and the first again",
    judged:
      "Both answers to the same call agree, to the last bit unless the implementation is declared not to be reproducible; inputs come back unchanged",
    catches: "State that is kept from call to call, and inputs that are overwritten",
  },
};

/** The checks of what a spec refuses, by kind: one call each, which has to be refused. */
export const ofRejects: { readonly [K in Reject["kind"]]: Explanation } = {
  param_out_of_range: refusal(
    "with the parameter at a bound that it must not reach, beyond it, or NaN",
    "A parameter that is not looked at; for NaN, an answer of NaN will do",
  ),
  param_not_finite: refusal(
    "with the parameter NaN or infinite",
    "A parameter that goes unseen into every term",
  ),
  param_with_reduction: refusal(
    "with the parameter given, in the reduction that has no use for it",
    "A divisor that is passed over in silence, so that the sum is no mean",
  ),
  shapes_differ: refusal(
    "whose two inputs have a row more or less, or an axis that would broadcast",
    "Broadcasting: [N] against [N, 1] gives N × N differences, and a number that looks right",
  ),
  empty: refusal("without any rows", "A mean of nothing, 0 / 0, that goes into the model as NaN"),
  outside_domain: refusal(
    "with one element outside the input's domain",
    "A logit given where a probability is meant",
  ),
  label_out_of_range: refusal(
    "with a label that is no class and not the ignored one",
    "A read behind the end of the logits, or a label that counts from the end",
  ),
  all_ignored: refusal(
    "none of whose rows counts, reduced to a mean",
    "A number made up for a mean over nothing; NaN and 0 are accepted",
  ),
};

function refusal(call: string, catches: string): Explanation {
  return {
    asks: `One call ${call}`,
    judged: "It is refused: an answer is no refusal, and neither is a crash",
    catches,
  };
}
