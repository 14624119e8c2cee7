/**
 * Mistakes in seesaw loss: which classes are spared or pushed down, and what is a constant.
 *
 * @module
 */
import type { Mutant } from "../mutant.ts";
import { formula, hears, mutant, withNumbers, withParam } from "../write.ts";

const loss = "seesaw_loss";
const entropyOf = (change: string) =>
  formula({
    value: `-take(log_softmax(pred + where(onehot(label) == 1, 0, ${change})), label)`,
    gradient: { pred: "derivative" },
  });

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    `${loss}/probabilities_differentiated`,
    "The probabilities that logits are raised by are differentiated",
    entropyOf("spared + q * max(ahead, 0)"),
  ),
  mutant(
    `${loss}/without_the_least`,
    "A label's probability below eps counts as it is",
    entropyOf("spared + stop_gradient(q * max(pred - take(pred, label), 0))"),
  ),
  mutant(
    `${loss}/p_and_q_exchanged`,
    "p is the power of probabilities, q that of counts",
    entropyOf("q * min(log(ratio), 0) + stop_gradient(p * max(ahead, 0))"),
  ),
  mutant(
    `${loss}/common_classes_spared`,
    "Classes that are commoner than the label are spared",
    entropyOf("p * min(-log(ratio), 0) + pushed"),
  ),
  mutant(
    `${loss}/common_classes_raised`,
    "Classes that are commoner than the label are pushed down, too",
    entropyOf("p * log(ratio) + pushed"),
  ),
  mutant(
    `${loss}/less_likely_classes_lowered`,
    "Classes that are less likely than the label are lowered, too",
    entropyOf("spared + stop_gradient(q * ahead)"),
  ),
  mutant(
    `${loss}/factors_not_logarithms`,
    "The factors are added to logits, not their logarithms",
    entropyOf("factors - 1"),
  ),
  mutant(
    `${loss}/logits_multiplied`,
    "Logits are multiplied by the factors",
    formula({
      value: "-take(log_softmax(pred * where(onehot(label) == 1, 1, factors)), label)",
      gradient: { pred: "derivative" },
    }),
  ),
  mutant(
    `${loss}/counts_ignored`,
    "Counts are accepted, and never used",
    hears((call) => withNumbers(call, "counts", (n) => Number.isNaN(n) || n < 0 ? n : 1)),
  ),
  mutant(
    `${loss}/counts_before_this_batch`,
    "Each class is counted once more than it is",
    hears((call) => withNumbers(call, "counts", (n) => n < 0 ? n : n + 1)),
  ),
  mutant(
    `${loss}/p_fixed`,
    "p is 0.8, whatever is asked",
    hears((call) => withParam(call, "p", 0.8)),
  ),
  mutant(
    `${loss}/q_fixed`,
    "q is 2, whatever is asked",
    hears((call) => withParam(call, "q", 2)),
  ),
  mutant(
    `${loss}/eps_fixed`,
    "eps is 0.01, whatever is asked",
    hears((call) => withParam(call, "eps", 0.01)),
  ),
  mutant(
    `${loss}/avg_factor_ignored`,
    "avg_factor is ignored",
    hears((call) => withParam(call, "avg_factor", null)),
  ),
];
