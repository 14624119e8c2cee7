/**
 * Mistakes in binary cross entropy of rows of classes: whose pos_weight is whose.
 *
 * @module
 */
import { evaluateReference } from "../../../src/losses/mod.ts";
import type { Call, Result } from "../../../src/spec/mod.ts";
import { tensor } from "../../../src/tensor/mod.ts";
import type { Mutant } from "../mutant.ts";
import {
  changed,
  computes,
  formula,
  hears,
  type How,
  mutant,
  numbersOf,
  withNumbers,
  without,
} from "../write.ts";

const byClass = "binary_cross_entropy_by_class";

/** Where a term stands, and how many there are. */
interface Place {
  /** Row-major index of the term. */
  readonly term: number;
  readonly row: number;
  readonly class: number;
  readonly rows: number;
  readonly classes: number;
}

/** The right loss, but each term has the pos_weight at another index; beyond the end it begins again. */
function takes(index: (place: Place) => number): How {
  return computes(() => (call) => {
    const right = evaluateReference(call);
    const { pred, pos_weight: given } = call.inputs;
    if (!("value" in right) || given === undefined) return right;
    const [rows, classes] = pred.shape;
    const spread = Array.from(pred.data, (_, term) => {
      const place = { term, row: Math.floor(term / classes), class: term % classes, rows, classes };
      return given.data[index(place) % classes];
    });
    const pos_weight = tensor(call.dtype, pred.shape, spread);
    const inputs = { ...call.inputs, pos_weight };
    return evaluateReference({ ...call, loss: "binary_cross_entropy_with_logits", inputs });
  });
}

/** The upstream of each row's first class stands for all its classes. */
function firstUpstream(call: Call): Call {
  if (call.upstream === undefined || call.reduction !== "none") return call;
  const { shape, data } = call.upstream;
  const all = Array.from(data, (_, i) => data[i - i % shape[1]]);
  return { ...call, upstream: tensor(call.dtype, shape, all) };
}

/** The pos_weight, cut or repeated to as many elements as there are classes. */
function fitted(call: Call): Call {
  const { pred, pos_weight: given } = call.inputs;
  if (given === undefined || given.data.length === 0) return call;
  const data = Array.from(
    { length: pred.shape[1] ?? 1 },
    (_, i) => given.data[i % given.data.length],
  );
  const pos_weight = tensor(call.dtype, [data.length], data);
  return { ...call, inputs: { ...call.inputs, pos_weight } };
}

/** The right value, with the gradients of the loss without pos_weight. */
function plainGradients(call: Call): Result {
  const plain = numbersOf(evaluateReference(without(call, "pos_weight")));
  return changed(evaluateReference(call), call, () => ({ gradients: plain?.gradients ?? {} }));
}

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    `${byClass}/by_row`,
    "pos_weight is taken by the row, not by the class",
    takes(({ row }) => row),
  ),
  mutant(
    `${byClass}/by_row_where_square`,
    "pos_weight [C] is taken for [N, 1] where there are as many rows as classes",
    takes(({ row, class: own, rows, classes }) => rows === classes ? row : own),
  ),
  mutant(
    `${byClass}/period_of_rows`,
    "pos_weight is repeated over the flattened terms after as many as there are rows",
    takes(({ term, rows }) => term % rows),
  ),
  mutant(
    `${byClass}/column_major`,
    "The flattened terms are taken for column-major ones",
    takes(({ term, rows }) => Math.floor(term / rows)),
  ),
  mutant(
    `${byClass}/after_the_background`,
    "The first pos_weight is kept for a background class: each class has its neighbour's",
    takes(({ class: own }) => own + 1),
  ),
  mutant(
    `${byClass}/first_for_all`,
    "The pos_weight of the first class is taken for all classes",
    takes(() => 0),
  ),
  mutant(
    `${byClass}/last_not_weighted`,
    "The loop over the classes ends before the last, whose pos_weight stays 1",
    hears((call) =>
      withNumbers(
        call,
        "pos_weight",
        (q, i) => i > 0 && i === call.inputs.pos_weight.data.length - 1 ? 1 : q,
      )
    ),
  ),
  mutant(
    `${byClass}/on_negatives`,
    "pos_weight multiplies the part of negatives",
    formula({ value: "t * softplus(-pred) + pos_weight * (1 - t) * softplus(pred)" }),
  ),
  mutant(
    `${byClass}/on_whole_terms`,
    "pos_weight multiplies the terms of its class, as a class weight does",
    formula({ value: "pos_weight * (t * softplus(-pred) + (1 - t) * softplus(pred))" }),
  ),
  mutant(
    `${byClass}/ignored`,
    "pos_weight is accepted, and not applied",
    hears((call) => without(call, "pos_weight")),
  ),
  mutant(
    `${byClass}/gradient_not_weighted`,
    "The gradient is that of the loss without pos_weight",
    computes(() => plainGradients),
  ),
  mutant(
    `${byClass}/mean_over_rows`,
    "The mean divides by the rows: the classes of a row are added up",
    formula({ denominators: { mean: { of: "rows" } } }),
  ),
  mutant(
    `${byClass}/upstream_by_row`,
    "The gradient from above is that of the row's first class for all its classes",
    hears(firstUpstream),
  ),
  mutant(
    `${byClass}/any_length`,
    "A pos_weight of another length is cut or repeated to the classes",
    hears(fitted),
    { level: "should" },
  ),
];
