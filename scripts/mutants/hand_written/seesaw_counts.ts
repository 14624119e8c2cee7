/**
 * Mistakes in the update of seesaw loss's counts: what of a batch is added, of which rows, and what is kept from
 * before.
 *
 * @module
 */
import { evaluateReference } from "../../../src/losses/mod.ts";
import type { Call } from "../../../src/spec/mod.ts";
import type { Mutant } from "../mutant.ts";
import { answers, computes, each, formula, hears, mutant, withNumbers } from "../write.ts";

const loss = "seesaw_counts";
const batch = "sum(onehot(label), N)";

/** The labels of a call changed, of which C stands for the background. */
function withLabels(call: Call, change: (label: number, classes: number, row: number) => number) {
  const classes = call.inputs.counts.data.length;
  return withNumbers(
    call,
    "label",
    (k, row) => k < 0 || k > classes ? k : change(k, classes, row),
  );
}

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(`${loss}/forgets`, "The counts before are dropped", formula({ value: batch })),
  mutant(`${loss}/unchanged`, "The batch is not counted", formula({ value: "counts" })),
  mutant(
    `${loss}/present`,
    "A class that is there counts once, however many its rows are, as where an indexed addition is not accumulated",
    formula({ value: "counts + max(onehot(label), N)" }),
  ),
  mutant(
    `${loss}/shares`,
    "The share of rows is added, not their number",
    formula({ value: `counts + ${batch} / N` }),
  ),
  mutant(
    `${loss}/batch_size`,
    "All rows are added to each class that is there",
    formula({ value: "counts + N * max(onehot(label), N)" }),
  ),
  mutant(
    `${loss}/all_classes`,
    "The rows of the batch are added to every class",
    formula({ value: `counts + sum(${batch}, C)` }),
  ),
  mutant(
    `${loss}/total`,
    "Every class has the counts of all",
    formula({ value: `sum(counts, C) + ${batch}` }),
  ),
  mutant(
    `${loss}/other_classes`,
    "Rows of the other classes are added",
    formula({ value: `counts + sum(1 - onehot(label), N)` }),
  ),
  mutant(
    `${loss}/moving_average`,
    "Counts fade: they are a moving average, not a sum",
    formula({ value: `0.9 * counts + ${batch}` }),
  ),
  mutant(
    `${loss}/one_too_far`,
    "Each row is counted in the class after its own",
    hears((call) => withLabels(call, (k, classes) => k === classes ? k : (k + 1) % classes)),
  ),
  mutant(
    `${loss}/background_in_the_last_class`,
    "The background, C, is taken for the last class",
    hears((call) => withLabels(call, (k, classes) => Math.min(k, classes - 1))),
  ),
  mutant(
    `${loss}/background_in_the_first_class`,
    "Class 0 is the background, and gets its rows",
    hears((call) => withLabels(call, (k, classes) => k % classes)),
  ),
  mutant(
    `${loss}/last_class_left_out`,
    "The last class is taken for the background",
    hears((call) => withLabels(call, (k, classes) => k === classes - 1 ? classes : k)),
  ),
  mutant(
    `${loss}/first_row_left_out`,
    "Counting begins at the second row",
    hears((call) => withLabels(call, (k, classes, row) => row === 0 ? classes : k)),
  ),
  mutant(
    `${loss}/at_least_one`,
    "Classes of which there has been none have 1, as the loss takes them",
    answers(each((x) => Math.max(x, 1))),
  ),
  mutant(
    `${loss}/counts_in_bytes`,
    "Counts are kept in bytes",
    answers(each((x) => x % 256)),
  ),
  mutant(
    `${loss}/adds_up`,
    "The counts are kept in the module: those of calls before are in the answer, too",
    computes(() => {
      let before = 0;
      return (call) => {
        const answer = evaluateReference(
          withNumbers(call, "counts", (n, c) => c === 0 ? n + before : n),
        );
        before = 1;
        return answer;
      };
    }),
  ),
];
