/**
 * Softmax and its logarithm, as libraries compute them in float32.
 *
 * @module
 */
import type { Operations } from "./operations.ts";
import type { Row } from "./sequence.ts";

/** The logits less their greatest, and what the exponentials of these come to. */
export function shifted(on: Operations, { logits }: Row) {
  const most = Math.max(...logits);
  const rest = logits.map((x) => on.sub(x, most));
  const powers = rest.map((x) => on.exp(x));
  return { most, rest, powers, sum: on.sum(powers) };
}

/** (x - m) - log Σ e^(x - m). */
export function logSoftmax(on: Operations, given: Row): readonly number[] {
  const { rest, sum } = shifted(on, given);
  const log = on.log(sum);
  return rest.map((x) => on.sub(x, log));
}

/** e^(x - m) / Σ e^(x - m). */
export function softmax(on: Operations, given: Row): readonly number[] {
  const { powers, sum } = shifted(on, given);
  return powers.map((e) => on.div(e, sum));
}
