/**
 * What rows of a loss with classes have: weights, smoothing, labels that count.
 *
 * @module
 */
import type { Operations } from "./operations.ts";
import type { Row } from "./sequence.ts";

/** Whether classes have no weights. */
export const isUnweighted = ({ weights }: Row) => weights === undefined;

/** The share of the target that is spread over all classes. */
export const smoothing = ({ params }: Row) => params.label_smoothing!;

/** Whether the row's label is not the ignored one. */
export const counts = ({ label, params }: Row) => label !== params.ignore_index;

/** Whether it counts, without weights and smoothing. */
export const isPlain = (given: Row) =>
  counts(given) && isUnweighted(given) && smoothing(given) === 0;

/** Whether it counts, with logits that Paddle's softmax does not clip. */
export const isNear = (given: Row) =>
  counts(given) && Math.max(...given.logits) - Math.min(...given.logits) < 64;

/** The weight of the row's label. */
export const weight = ({ weights, label }: Row) => weights?.[label] ?? 1;

/** The smoothed target: (1 - s) onehot + s / C. */
export function target(on: Operations, given: Row): readonly number[] {
  const s = smoothing(given);
  const { length } = given.logits;
  return given.logits.map((_, c) =>
    on.add(c === given.label ? on.round(1 - s) : 0, on.round(s / length))
  );
}
