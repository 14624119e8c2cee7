/**
 * How far honest evaluations of a call's outputs can be from the truth, element by element, as it is asked.
 *
 * @module
 */
import { entryAxesOf } from "../spec/internal.ts";
import type { Evaluation } from "./evaluate_call.ts";
import type { Mask } from "./field.ts";
import { type Column, hiOf, loOf } from "./interval_column.ts";
import { arranged, laneCount, laneOf } from "./lanes.ts";
import { type Block, lengthAlong } from "./layout.ts";
import { lazily } from "./lazy_output.ts";
import type { Node } from "./node.ts";
import { ownRoundingOf } from "./own_rounding.ts";
import {
  type ElementPlace,
  entryAxesOfOutput,
  isOfOneRecord,
  outputLength,
  placesOf,
} from "./placement.ts";
import { printNode } from "./print.ts";
import { reachOf, type Tell } from "./reach.ts";
import { dividedReach, type SumTerm, totalReach } from "./reduced_reach.ts";
import type { Subject } from "./subject.ts";
import { tapeOf } from "./tape.ts";

/** Above so many numbers on the way to one record's outputs intervals must do. */
const SLOTS_LIMIT = 20_000;

/** The reach of outputs, each computed when it is first asked for. */
export interface Narrow {
  /** How far honest evaluations of a form can be from the truth at an element; ∞ where that is not known. */
  reach(output: string, form: number, element: number): number;
  /** Whether that is not known of an element since too many numbers are on the way to it. */
  isTooLong(output: string, form: number, element: number): boolean;
  /**
   * The operation that adds most to the reach of an output's first form, before it is divided by a denominator;
   * e.g. `"1 - p: 93 %"`.
   */
  dominant(output: string, element: number): string;
}

/** One number of each record of a block. */
interface Lane {
  /** How far it can be from its truth, which is at most so large. */
  reach(row: number, truth: number): number;
  /** The largest that it can be. */
  size(row: number): number;
  /** What it is where nothing rounds it, else NaN. */
  exact(row: number): number;
  /** Tells what adds to its reach. */
  contributions(row: number, truth: number, tell: Tell): void;
}

/** A number that an element of an output is made of. */
interface Part {
  readonly lane: Lane;
  /** Its row in its block. */
  readonly row: number;
  /** The largest magnitude of its truth. */
  readonly truth: number;
}

/**
 * Opens a call's reach.
 *
 * @param subject the call
 * @param ignored the rows that do not count
 * @param honestly the call's honest evaluation
 * @param exactly its exact one
 */
export function narrowOf(
  subject: Subject,
  ignored: Mask,
  honestly: () => Evaluation<Column>,
  exactly: () => Evaluation<Column>,
): Narrow {
  const { spec, compiled, layout, arithmetic } = subject;
  const lengthOf = lengthAlong(layout);
  const own = ownRoundingOf(arithmetic);
  const terms = lazily(() => exactly().terms(0));
  const denominator = lazily(() => (
    { by: honestly().denominator(), truth: exactly().denominator() }
  ));
  const known = new Map<string, Float64Array>();
  /** The lanes of nodes, of one block at a time. */
  const opened = new Map<number, readonly Lane[] | undefined>();
  let current: Block | undefined;
  const places = new Map<string, readonly ElementPlace[]>();

  /** A form's terms or gradient in the block of a record; undefined where intervals must do. */
  function lanesOf(node: number, axes: readonly string[], row: number) {
    const { block, evaluator: honest } = honestly().around(row);
    if (block !== current) opened.clear();
    current = block;
    if (!opened.has(node)) opened.set(node, lanesIn(node, axes, honest, row));
    const lanes = opened.get(node);
    return lanes && { lanes, from: block.from };
  }

  function lanesIn(
    node: number,
    axes: readonly string[],
    honest: ReturnType<Evaluation<Column>["around"]>["evaluator"],
    row: number,
  ): readonly Lane[] | undefined {
    const { graph } = compiled;
    const exact = exactly().around(row).evaluator;
    const tape = tapeOf(graph, node, honest, exact, lengthOf, SLOTS_LIMIT);
    if (tape === undefined) return undefined;
    const reach = reachOf(tape, arithmetic);
    const lanes = honest.valueOf(node).map((column, k): Lane => ({
      reach: (row, truth) => reach.at(k, row, truth),
      size: (row) => Math.max(-loOf(column, row), hiOf(column, row)),
      exact: (row) => loOf(column, row) === hiOf(column, row) ? loOf(column, row) : NaN,
      contributions: (row, truth, tell) => reach.contributions(k, row, truth, tell),
    }));
    return arranged(lanes, graph.nodes[node].axes, axes, lengthOf);
  }

  /** Where an element of an output stands; all of them are looked up once. */
  function placeOf(output: string, element: number): ElementPlace {
    const found = places.get(output) ?? placesOf(subject, output);
    places.set(output, found);
    return found[element];
  }

  /** What an element is the sum of; an undefined part is one that intervals must do for. */
  function* partsOf(output: string, form: number, element: number): Generator<Part | undefined> {
    const isValue = output === "value";
    const { node } = (isValue ? compiled.value : compiled.gradients[output])[form];
    const axes = isValue
      ? entryAxesOf(layout.roles, spec.output)
      : entryAxesOfOutput(subject, output);
    function part(row: number, lane: number, truth: number): Part | undefined {
      const found = lanesOf(node, axes, row);
      return found && { lane: laneOf(found.lanes, lane), row: row - found.from, truth };
    }
    if (isOfOneRecord(subject, output)) {
      const { row, lane } = placeOf(output, element);
      if (ignored[row] === 1) return;
      if (!isValue) return yield part(row, lane, Infinity);
      const truth = laneOf(terms(), lane);
      return yield part(row, lane, Math.max(-loOf(truth, row), hiOf(truth, row)));
    }
    const lanes = isValue
      ? Array.from({ length: laneCount(axes, lengthOf) }, (_, lane) => lane)
      : [placeOf(output, element).lane];
    for (let row = 0; row < layout.rows; row++) {
      if (ignored[row] === 1) continue;
      for (const lane of lanes) yield part(row, lane, Infinity);
    }
  }

  function* termsOf(output: string, form: number, element: number): Iterable<SumTerm> {
    for (const part of partsOf(output, form, element)) {
      if (part === undefined) return yield { reach: Infinity, size: Infinity, exact: NaN };
      const { lane, row, truth } = part;
      const size = isOfOneRecord(subject, output) ? truth : lane.size(row);
      yield { reach: lane.reach(row, truth), size, exact: lane.exact(row) };
    }
  }

  function reachAt(output: string, form: number, element: number): number {
    const total = totalReach(termsOf(output, form, element), own, arithmetic);
    if (output !== "value") return total.reach;
    const { by, truth } = denominator();
    if (by === undefined || truth === undefined) return total.reach;
    return dividedReach(total, by, truth, own, arithmetic);
  }

  return {
    reach(output, form, element) {
      const key = `${output} ${form}`;
      const all = known.get(key) ?? new Float64Array(outputLength(subject, output)).fill(NaN);
      known.set(key, all);
      if (Number.isNaN(all[element])) {
        const reach = reachAt(output, form, element);
        all[element] = reach >= 0 ? reach : Infinity;
      }
      return all[element];
    },
    isTooLong: (output, form, element) => partsOf(output, form, element).some((part) => !part),
    dominant(output, element) {
      const amounts = new Map<Node, number>();
      for (const part of partsOf(output, 0, element)) {
        part?.lane.contributions(part.row, part.truth, (operation, amount) => {
          amounts.set(operation, (amounts.get(operation) ?? 0) + amount);
        });
      }
      const { reach: total } = totalReach(termsOf(output, 0, element), own, arithmetic);
      if (!(total > 0)) return "none: the result is exact";
      if (total === Infinity) return "not told: intervals bound it";
      const operations = [...amounts].toSorted((a, b) => b[1] - a[1]);
      const summing = total - operations.reduce((sum, [, amount]) => sum + amount, 0);
      const [[operation, amount] = [undefined, 0]] = operations;
      const share = (part: number) => `${Math.round(100 * part / total)} %`;
      if (operation === undefined || summing > amount) {
        return `the sum over records: ${share(summing)}`;
      }
      const text = printNode(compiled.graph, compiled.graph.nodes.indexOf(operation));
      return `${text}: ${share(amount)}`;
    },
  };
}
