/**
 * Terms of easy examples that are wrong: tiny, and not as tiny as they should be, or 0.
 *
 * @module
 */
import type { Call } from "../../../src/spec/mod.ts";
import { instead, type Outcome, outcomeAt, rowOutcomes, termsBy } from "../easy_examples.ts";
import { smoothing } from "../cross_entropy_calls.ts";
import type { Mutant } from "../mutant.ts";
import { type How, mutant } from "../write.ts";

/** Terms of a loss of logits, by what each says of its hard target. */
function hardTerms(term: (x: number, outcome: Outcome, call: Call) => number): How {
  return termsBy((terms, call) => terms.map((x, i) => term(x, outcomeAt(call, i), call)));
}

/** Terms of rows, by what each says of its label. */
function rowTerms(term: (x: number, outcome: Outcome, call: Call) => number): How {
  return termsBy((terms, call) => {
    const outcomes = rowOutcomes(call);
    return terms.map((x, row) => term(x, outcomes[row], call));
  });
}

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "binary_cross_entropy_with_logits/softplus_threshold_of_8",
    "softplus is 0 below -8, where a threshold cuts it off",
    hardTerms((x, { lead }, { params }) => lead > 8 && !params.label_smoothing ? 0 : x),
  ),
  mutant(
    "sigmoid_focal_loss/sure_terms_are_0",
    "Elements of p_t > 0.9999 have no term",
    hardTerms((x, { p }) => p > 0.9999 ? 0 : x),
  ),
  mutant(
    "sigmoid_focal_loss/easy_terms_doubled_in_double",
    "log1p(e) is 2 atanh(e / (2 + e)), whose 2 + e is taken for 1 beyond 18, in double precision",
    hardTerms((x, { lead }) => lead > 18 ? 2 * x : x),
    { dtypes: ["f64"] },
  ),
  mutant(
    "softmax_focal_loss/likelihood_at_most_1_minus_1e_5",
    "The logarithm, and it alone, is of a probability clamped to 1 - 1e-5",
    rowTerms((x, { nll }) => nll < 1e-5 ? instead(x, 1e-5, nll) : x),
  ),
  mutant(
    "weighted_cross_entropy/likelihood_at_most_0_9999",
    "The logarithm is of a probability clamped to 0.9999: no row costs less than 1e-4",
    rowTerms((x, { nll }) => nll < 1e-4 ? instead(x, 1e-4, nll) : x),
  ),
  mutant(
    "cross_entropy/little_terms_are_0_in_double",
    "In double precision terms below 1e-8 are taken for 0, before their weight",
    rowTerms((x, { nll }, call) => nll < 1e-8 && smoothing(call) === 0 ? 0 : x),
    { dtypes: ["f64"] },
  ),
  mutant(
    "binary_cross_entropy/near_perfect_is_0",
    "A probability within 1e-4 of its hard target costs nothing",
    termsBy((terms, { inputs: { pred, target } }) =>
      terms.map((x, i) => {
        const [p, t] = [pred.data[i], target.data[i]];
        return t === 1 && p > 0.9999 || t === 0 && p < 1e-4 ? 0 : x;
      })
    ),
  ),
];
