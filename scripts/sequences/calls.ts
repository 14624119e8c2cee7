/**
 * Random calls, taken apart into the elements and rows that a library's sequence computes.
 *
 * @module
 */
import type { Call } from "../../src/spec/mod.ts";
import type { Element, Row } from "./sequence.ts";

/** An element or a row, and where its answers stand in an output. */
export interface Placed<T> {
  readonly given: T;
  readonly at: readonly number[];
}

/** The elements of a call of a loss without classes, not reduced. */
export function elementsOf({ inputs, params, upstream }: Call): readonly Placed<Element>[] {
  return Array.from(inputs.pred.data, (_, i) => ({
    given: {
      inputs: Object.fromEntries(
        Object.entries(inputs).map(([name, { shape, data }]) => [
          name,
          data[shape.length === 0 ? 0 : i],
        ]),
      ),
      params,
      upstream: upstream?.data[i] ?? 1,
    },
    at: [i],
  }));
}

/** The rows of a call of a loss of logits [N, C, …], not reduced. */
export function rowsOf({ inputs, params, upstream }: Call, output: string): readonly Placed<Row>[] {
  const { pred, label } = inputs;
  const classes = pred.shape[1];
  const inner = pred.shape.slice(2).reduce((a, b) => a * b, 1);
  const weights = inputs.class_weight ?? inputs.alpha;
  return Array.from(label.data, (chosen, row) => {
    const first = Math.floor(row / inner) * classes * inner + row % inner;
    const places = Array.from({ length: classes }, (_, c) => first + c * inner);
    return {
      given: {
        logits: places.map((at) => pred.data[at]),
        label: chosen,
        ...(weights && {
          weights: places.map((_, c) => weights.data[weights.shape.length === 0 ? 0 : c]),
        }),
        params,
        upstream: upstream?.data[row] ?? 1,
      },
      at: output === "value" ? [row] : places,
    };
  });
}
