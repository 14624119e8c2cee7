/**
 * How far honest evaluations of a call's outputs can be from the truth, element by element, as it is asked.
 *
 * @module
 */
import { entryAxesOf } from "../spec/internal.ts";
import type { Evaluation } from "./evaluate_call.ts";
import type { Arithmetic, Mask } from "./field.ts";
import { type Column, hiOf, loOf } from "./interval_column.ts";
import { costAt } from "./interval_product.ts";
import { arranged, laneCount, laneOf } from "./lanes.ts";
import { lengthAlong } from "./layout.ts";
import { ownRoundingOf } from "./own_rounding.ts";
import { entryAxesOfOutput, outputLength, placementOfOutput } from "./placement.ts";
import { reachOf } from "./reach.ts";
import type { Subject } from "./subject.ts";
import { tapeOf } from "./tape.ts";

/** Above so many numbers on the way to one record's outputs intervals must do. */
const SLOTS_LIMIT = 20_000;

/** The reach of outputs, each computed when it is first asked for. */
export interface Narrow {
  /** How far honest evaluations of a form can be from the truth at an element; ∞ where that is not known. */
  reach(output: string, form: number, element: number): number;
}

/** One number of each record: how far it can be from its truth, and the largest that it can be. */
interface Lane {
  reach(row: number, truth: number): number;
  size(row: number): number;
}

/** Where an element of an output stands. */
interface Place {
  readonly row: number;
  readonly lane: number;
}

/**
 * Opens a call's reach.
 *
 * @param subject the call
 * @param ignored the rows that do not count
 * @param arithmetic whose roundings
 * @param honestly the call's honest evaluation
 * @param exactly its exact one
 */
export function narrowOf(
  subject: Subject,
  ignored: Mask,
  arithmetic: Arithmetic,
  honestly: () => Evaluation<Column>,
  exactly: () => Evaluation<Column>,
): Narrow {
  const { spec, call, compiled, layout } = subject;
  const lengthOf = lengthAlong(layout);
  const own = ownRoundingOf(arithmetic);
  const { lambda } = arithmetic;
  const known = new Map<string, Float64Array>();
  const opened = new Map<number, readonly Lane[] | undefined>();
  const places = new Map<string, readonly Place[]>();

  /** A form's terms or gradient, for each lane of the output's axes; undefined where intervals must do. */
  function lanesOf(node: number, axes: readonly string[]): readonly Lane[] | undefined {
    const found = opened.get(node);
    if (found !== undefined || opened.has(node)) return found;
    const made = lanesIn(node, axes);
    opened.set(node, made);
    return made;
  }

  function lanesIn(node: number, axes: readonly string[]): readonly Lane[] | undefined {
    const { graph } = compiled;
    const honest = honestly().only();
    const exact = exactly().only();
    if (honest === undefined || exact === undefined) return undefined;
    const tape = tapeOf(graph, node, honest, exact, lengthOf, SLOTS_LIMIT);
    if (tape === undefined) return undefined;
    const reach = reachOf(tape, arithmetic);
    const columns = honest.valueOf(node);
    const lanes = columns.map((column, k): Lane => ({
      reach: (row, truth) => reach.at(k, row, truth),
      size: (row) => Math.max(-loOf(column, row), hiOf(column, row)),
    }));
    return arranged(lanes, graph.nodes[node].axes, axes, lengthOf);
  }

  /** The record and the lane of each element of an output. */
  function placesOf(output: string): readonly Place[] {
    const found = places.get(output);
    if (found !== undefined) return found;
    const { byRecord, start, offsets } = placementOfOutput(subject, output);
    const made = new Array<Place>(outputLength(subject, output));
    for (let row = 0; row < (byRecord ? layout.rows : 1); row++) {
      offsets.forEach((offset, lane) => made[start(row) + offset] = { row, lane });
    }
    places.set(output, made);
    return made;
  }

  function reachAt(output: string, form: number, element: number): number {
    const isValue = output === "value";
    const { node } = (isValue ? compiled.value : compiled.gradients[output])[form];
    const axes = isValue
      ? entryAxesOf(layout.roles, spec.output)
      : entryAxesOfOutput(subject, output);
    const lanes = lanesOf(node, axes);
    if (lanes === undefined) return Infinity;
    if (!isValue) {
      const { row, lane } = placesOf(output)[element];
      if (layout.rows === 1 || placementOfOutput(subject, output).byRecord) {
        return ignored[row] === 1 ? 0 : laneOf(lanes, lane).reach(row, Infinity);
      }
      return totalReach([laneOf(lanes, lane)]).reach;
    }
    if (call.reduction === "none") {
      const { row, lane } = placesOf(output)[element];
      if (ignored[row] === 1) return 0;
      const truth = laneOf(exactly().terms(0), lane);
      const size = Math.max(-loOf(truth, row), hiOf(truth, row));
      return dividedReach(laneOf(lanes, lane).reach(row, size), size, 1);
    }
    const count = laneCount(axes, lengthOf);
    const total = totalReach(Array.from({ length: count }, (_, lane) => laneOf(lanes, lane)));
    return dividedReach(total.reach, total.size, total.terms);
  }

  /** What is added over the rows that count, in any order. */
  function totalReach(lanes: readonly Lane[]) {
    let reach = 0;
    let size = 0;
    let terms = 0;
    for (let row = 0; row < layout.rows; row++) {
      if (ignored[row] === 1) continue;
      for (const lane of lanes) {
        const term = lane.size(row);
        if (term === 0) continue;
        reach += lane.reach(row, Infinity);
        size += term;
        terms++;
      }
    }
    if (terms > 1) reach += own.growth(terms - 1) * size + terms * lambda;
    return { reach: reach * (1 + (terms + 4) * 2 ** -50), size, terms };
  }

  /** What is divided by the denominator: its own deviation, and a rounding or two. */
  function dividedReach(reach: number, size: number, terms: number): number {
    const by = honestly().denominator();
    const truth = exactly().denominator();
    if (by === undefined || truth === undefined) return reach;
    const [lo, hi] = [loOf(by, 0), hiOf(by, 0)];
    const least = lo > 0 ? lo : hi < 0 ? -hi : 0;
    if (least === 0 || !(reach < Infinity)) return Infinity;
    const off = Math.max(hi - loOf(truth, 0), hiOf(truth, 0) - lo);
    const quotient = size / least;
    const carried = (reach + quotient * off) / least;
    const dividend: Column = { data: Float64Array.of(-size, size), at: 0, length: 1 };
    const factors = [{ of: dividend, inverse: false }, { of: by, inverse: true }];
    const { roundings, underflow } = costAt(factors, 0, arithmetic);
    const rounded = own.several(quotient + carried, roundings);
    return (carried + rounded + underflow + 2 * terms * lambda) * (1 + 2 ** -40);
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
  };
}
