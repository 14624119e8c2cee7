/**
 * Where operations are infinite of a number that is 0, or that rounding or underflow makes so.
 *
 * @module
 */
import { type FloatDType, formats } from "../tensor/mod.ts";
import type { Enclosure, Leaving } from "./enclosure.ts";
import type { Evaluator } from "./evaluate_graph.ts";
import type { Field } from "./field.ts";
import type { Graph } from "./graph.ts";
import { arranged, laneOf, type LengthOf } from "./lanes.ts";

/**
 * Tells how a node's operation is infinite by itself.
 *
 * @param lane the entry
 * @param rows of the evaluation
 * @returns of a row `underflow` or `pole`; undefined where it is not
 */
export function polesOf<V>(
  graph: Graph,
  field: Field<V>,
  evaluator: Evaluator<V>,
  id: number,
  lane: number,
  rows: number,
  dtype: FloatDType,
  lengthOf: LengthOf,
): (row: number) => Leaving["kind"] | undefined {
  const node = graph.nodes[id];
  const boundsOf = (arg: number): Enclosure => {
    const lanes = arranged(evaluator.valueOf(arg), graph.nodes[arg].axes, node.axes, lengthOf);
    return field.bounds(laneOf(lanes, lane), rows);
  };
  /** Of a number that is infinite at 0. */
  const atZero = ({ lo, hi }: Enclosure) => (row: number): Leaving["kind"] | undefined => {
    if (!(lo[row] <= 0 && hi[row] >= 0)) return undefined;
    return Math.max(-lo[row], hi[row]) < formats[dtype].smallestNormal ? "underflow" : "pole";
  };
  switch (node.op) {
    case "log":
      return atZero(boundsOf(node.args[0]));
    case "log1p": {
      const { lo } = boundsOf(node.args[0]);
      return (row) => lo[row] <= -1 ? "pole" : undefined;
    }
    case "pow": {
      const [base, exponent] = node.args.map(boundsOf);
      return (row) => exponent.lo[row] < 0 ? atZero(base)(row) : undefined;
    }
    case "product": {
      const divisors = node.factors.filter(({ inverse }) => inverse).map(({ of }) => boundsOf(of));
      return (row) => divisors.map((divisor) => atZero(divisor)(row)).find(Boolean);
    }
    default:
      return () => undefined;
  }
}
