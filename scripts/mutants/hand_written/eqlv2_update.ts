/**
 * Mistakes in the update of equalization loss v2: what is collected, by which weights, of which rows, and what is
 * kept from before.
 *
 * @module
 */
import type { Mutant } from "../mutant.ts";
import { computes, formula, hears, mutant, withNumbers, withParam } from "../write.ts";
import { evaluateReference } from "../../../src/losses/mod.ts";
import type { Call } from "../../../src/spec/mod.ts";

const loss = "eqlv2_update";

const missed = "sum(where(own == 1, sigmoid(-pred), 0), N)";
const taken = "sum(where(own == 1, 0, sigmoid(pred)), N)";

/** Another ratio, of what is above and below its line. */
const ratio = (above: string, below: string) => formula({ value: `(${above}) / (${below})` });
const above = `pos_grad + positive * ${missed}`;
const below = `neg_grad + negative * ${taken} + eps`;

/** A call whose first row alone is there. */
function firstRow(call: Call): Call {
  const { pred, label } = call.inputs;
  const [rows, classes] = pred.shape;
  if (rows < 2) return call;
  return {
    ...call,
    inputs: {
      ...call.inputs,
      pred: { ...pred, shape: [1, classes], data: pred.data.slice(0, classes) },
      label: { ...label, shape: [1], data: label.data.slice(0, 1) },
    },
  };
}

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    `${loss}/not_weighed`,
    "Gradients are collected without the weights of the loss",
    ratio(`pos_grad + ${missed}`, `neg_grad + ${taken} + eps`),
  ),
  mutant(
    `${loss}/positives_not_weighed`,
    "The gradients of positives are collected without their weights",
    ratio(`pos_grad + ${missed}`, below),
  ),
  mutant(
    `${loss}/weights_after`,
    "The batch is weighed by the ratio of the sums, not by the ratio before",
    formula({ let: { steepness: "gamma * (pos_grad / (neg_grad + eps) - mu)" } }),
  ),
  mutant(
    `${loss}/weights_exchanged`,
    "Positives have the weights of negatives",
    ratio(`pos_grad + negative * ${missed}`, `neg_grad + positive * ${taken} + eps`),
  ),
  mutant(
    `${loss}/forgets`,
    "The sums before are dropped: the ratio is that of this batch",
    ratio(`positive * ${missed}`, `negative * ${taken} + eps`),
  ),
  mutant(
    `${loss}/mean_over_rows`,
    "The mean over the rows is added, not the sum",
    ratio(`pos_grad + positive * ${missed} / N`, `neg_grad + negative * ${taken} / N + eps`),
  ),
  mutant(
    `${loss}/probability`,
    "Of a positive the probability is collected, not what it lacks of 1",
    ratio(`pos_grad + positive * sum(where(own == 1, sigmoid(pred), 0), N)`, below),
  ),
  mutant(
    `${loss}/signed`,
    "Gradients are collected with their signs, not their magnitudes",
    ratio(`pos_grad - positive * ${missed}`, below),
  ),
  mutant(
    `${loss}/all_rows_negative`,
    "The gradient of negatives is that of all rows, positives too",
    ratio(above, `neg_grad + negative * sum(sigmoid(pred), N) + eps`),
  ),
  mutant(
    `${loss}/background_left_out`,
    "Rows of the background are left out",
    ratio(
      above,
      `neg_grad + negative * sum(where(own == 1, 0, sigmoid(pred)) * sum(own, C), N) + eps`,
    ),
  ),
  mutant(
    `${loss}/eps_outside`,
    "The gradient of negatives is at least eps: nothing is added to it",
    ratio(above, `max(neg_grad + negative * ${taken}, eps)`),
  ),
  mutant(
    `${loss}/eps_on_both`,
    "eps is added to both sums",
    ratio(`${above} + eps`, below),
  ),
  mutant(
    `${loss}/turned`,
    "The gradient of negatives is divided by that of positives",
    ratio(`neg_grad + negative * ${taken}`, `${above} + eps`),
  ),
  mutant(
    `${loss}/unchanged`,
    "The ratio is that of the sums before the batch",
    ratio("pos_grad", "neg_grad + eps"),
  ),
  mutant(
    `${loss}/first_row`,
    "The first row alone is collected",
    hears(firstRow),
  ),
  mutant(
    `${loss}/background_wraps`,
    "The background, C, is taken for the last class",
    hears((call) => {
      const last = call.inputs.pred.shape[1] - 1;
      return withNumbers(call, "label", (label) => Math.min(label, last));
    }),
  ),
  mutant(
    `${loss}/adds_up`,
    "The sums are kept in the module: those of calls before are in the ratio, too",
    computes(() => {
      let before = 0;
      return (call) => {
        const answer = evaluateReference(
          withNumbers(call, "neg_grad", (x, c) => c === 0 ? x + before : x),
        );
        before = 1;
        return answer;
      };
    }),
  ),
  ...[["gamma", 12], ["mu", 0.8], ["alpha", 4], ["eps", 1e-10]].map(([name, usual]) =>
    mutant(
      `${loss}/${name}_fixed`,
      `${name} is ${usual}, whatever is asked`,
      hears((call) => withParam(call, name as string, usual as number)),
    )
  ),
];
