/**
 * Mistakes in cross entropy of several positives: what its pairs are, and rows that have none.
 *
 * @module
 */
import { evaluateReference } from "../../../src/losses/mod.ts";
import type { Mutant } from "../mutant.ts";
import {
  changed,
  computes,
  each,
  formula,
  hears,
  mutant,
  withNumbers,
  without,
  withParam,
} from "../write.ts";

const loss = "multipos_cross_entropy";
const softplus = "softplus(margin)";

/** Terms of rows with pairs; the others stay 0. */
const mixed = (value: string) => formula({ value: `where(is_mixed > 0, ${value}, is_mixed)` });

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    `${loss}/zero_bounded`,
    "Each group is compared with a logit of 0, as in ZLPR",
    mixed(
      "log(1 + sum(where(label == 1, 0, exp(pred)))) + log(1 + sum(where(label == 1, exp(-pred), 0)))",
    ),
  ),
  mutant(
    `${loss}/without_the_one`,
    "The 1 inside the logarithm is forgotten",
    mixed("margin"),
  ),
  mutant(
    `${loss}/hinge`,
    "The margin is cut at 0, not softened",
    mixed("max(margin, 0)"),
  ),
  mutant(
    `${loss}/positives_compete`,
    "The cross entropies of the positives, in which they compete with each other",
    mixed("sum(label * -log_softmax(pred))"),
  ),
  mutant(
    `${loss}/mean_of_cross_entropies`,
    "The mean of the cross entropies of the positives",
    mixed("sum(label * -log_softmax(pred)) / sum(label)"),
  ),
  mutant(
    `${loss}/share_of_the_positives`,
    "The logarithm of what the positives have of the softmax together",
    mixed("-log(sum(label * softmax(pred)))"),
  ),
  mutant(
    `${loss}/first_positive`,
    "Only the first positive counts",
    mixed("log(1 + sum(e_neg) * exp(highest - sum(onehot_argmax(label) * pred)))"),
  ),
  mutant(
    `${loss}/hardest_pair`,
    "Only the hardest pair counts",
    mixed("softplus(gap)"),
  ),
  mutant(
    `${loss}/mean_of_pairs`,
    "The mean over the pairs in place of the sum",
    mixed("softplus(margin - log(sum(label) * sum(1 - label)))"),
  ),
  mutant(
    `${loss}/exchanged`,
    "Positives and negatives have changed places",
    hears((call) => withNumbers(call, "label", (y) => y === 1 ? 0 : y === 0 ? 1 : y)),
  ),
  mutant(
    `${loss}/nan_without_a_positive`,
    "A row without a positive is NaN",
    formula({
      value: `where(is_mixed == 0, where(max(label) == 0, log(max(label) - 1), 0), ${softplus})`,
    }),
  ),
  mutant(
    `${loss}/zero_logit_without_a_positive`,
    "A row without a positive is compared with a logit of 0",
    formula({
      value:
        `where(is_mixed == 0, where(max(label) == 0, softplus(logsumexp(pred)), 0), ${softplus})`,
    }),
  ),
  mutant(
    `${loss}/log_two_without_a_negative`,
    "A row without a negative is log 2",
    formula({
      value: `where(is_mixed == 0, where(min(label) == 1, log(2), 0), ${softplus})`,
    }),
  ),
  mutant(
    `${loss}/slope_without_pairs`,
    "Rows without pairs pull their logits all the same",
    formula({
      gradient: {
        pred:
          "where(is_mixed == 0, where(label == 1, -e_pos, e_neg) / C, sigmoid(margin) * towards)",
      },
    }),
  ),
  mutant(
    `${loss}/rows_without_pairs_leave_the_mean`,
    "Rows without pairs are not counted in what the mean divides by",
    computes(() => (call) => {
      const { inputs: { pred, label }, params, reduction } = call;
      const right = evaluateReference(call);
      if (reduction !== "mean" || params.avg_factor != null) return right;
      const [rows, classes] = pred.shape;
      const labels = Array.from(label.data);
      const counted = Array.from({ length: rows }, (_, i) => {
        const own = labels.slice(i * classes, (i + 1) * classes);
        return own.some((y) => y !== own[0]);
      }).filter(Boolean).length;
      return changed(right, call, each((x) => x * rows / Math.max(counted, 1)));
    }),
  ),
  mutant(
    `${loss}/exponentials_as_they_are`,
    "exp of differences without their greatest taken off: infinite from 89 on",
    formula({
      value: "where(is_mixed > 0, log(1 + pairs * exp(gap)), is_mixed)",
    }, "plain"),
  ),
  mutant(
    `${loss}/log_of_small_sums`,
    "log(1 + x) where x may be small",
    formula({
      value: "where(is_mixed == 0, 0, where(margin > 0, softplus(margin), log(1 + exp(margin))))",
      gradient: { pred: "where(is_mixed == 0, 0, (1 - 1 / (1 + exp(margin))) * towards)" },
    }, "plain"),
  ),
  mutant(
    `${loss}/labels_from_one`,
    "Every label but 0 is a positive, as the labels 2 and -1 are",
    hears((call) => withNumbers(call, "label", (y) => y === 0 ? 0 : 1)),
  ),
  mutant(
    `${loss}/slope_of_the_positives_alone`,
    "Negatives have no slope",
    formula({
      gradient: {
        pred: "where(is_mixed == 0, 0, where(label == 1, sigmoid(margin) * towards, 0))",
      },
    }),
  ),
  mutant(
    `${loss}/mean_over_rows_and_classes`,
    "The mean divides by rows times classes",
    computes(() => (call) => {
      const { inputs, params, reduction } = call;
      const right = evaluateReference(call);
      const isOwn = reduction === "mean" && params.avg_factor == null;
      return isOwn ? changed(right, call, each((x) => x / inputs.pred.shape[1])) : right;
    }),
  ),
  mutant(
    `${loss}/weight_ignored`,
    "weight is accepted, and not applied",
    hears((call) => without(call, "weight")),
  ),
  mutant(
    `${loss}/avg_factor_ignored`,
    "avg_factor is accepted, and ignored",
    hears((call) => withParam(call, "avg_factor", null)),
  ),
];
