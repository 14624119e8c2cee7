/**
 * One call evaluated in one field: its value and gradients by form, and A.
 *
 * @module
 */
import type { Subject } from "./subject.ts";
import { isRepresentable } from "../tensor/mod.ts";
import { LANE, SEED } from "./compile.ts";
import { type Evaluator, evaluator, laneOf, type Leaves, type Sides } from "./evaluate_graph.ts";
import type { Graph } from "./graph.ts";
import type { Field, Mask } from "./field.ts";
import { truthField } from "./interval_field.ts";
import { type Block, leavesOf } from "./layout.ts";
import { denominatorOf, reduceTerms, type ReductionContext, seedOf } from "./reduce.ts";
import { putShares } from "./shares.ts";

/** The outputs of a call in a field. */
export interface Evaluation<V> {
  /** The terms of a form, before reduction. */
  terms(form: number): V;
  /** What the reduction divides by; undefined where by nothing. */
  denominator(): V | undefined;
  /** The value of a form, reduced. */
  value(form: number): V;
  /** The gradient by an input, of a form: one column, or one per class. */
  gradient(input: string, form: number): readonly V[];
  /** Per row, the largest magnitude of a sum or difference inside a form's value. */
  largestSums(form: number): Float64Array;
  /** The summands of A / u of an output's first form, per row; `lane` picks the class. */
  shares(output: string, lane?: number): readonly Float64Array[];
}

/** Marks the rows of a call that do not count. */
export function ignoredRows({ spec, call, compiled, layout }: Subject): Mask {
  const marks = new Uint8Array(layout.rows);
  if (compiled.ignore === undefined) return marks;
  const leaves = leavesOf(spec, call, layout, truthField);
  const surroundings = { classes: layout.classes, isRepresentable: () => true };
  const [column] = evaluator(compiled.graph, truthField, leaves, surroundings).valueOf(
    compiled.ignore,
  );
  const { lo } = truthField.bounds(column, layout.rows);
  return marks.map((_, row) => lo[row] > 0 ? 1 : 0);
}

/** Rows that are evaluated at a time: their columns stay in the cache, and memory is bounded. */
const BLOCK = 1024;

function blocksOf(rows: number): readonly Block[] {
  const count = Math.max(1, Math.ceil(rows / BLOCK));
  return Array.from(
    { length: count },
    (_, i) => ({ from: i * BLOCK, to: Math.min(rows, (i + 1) * BLOCK) }),
  );
}

/** Above so many kinks at once, each of their places is on a side of its own: that encloses more. */
const KINKS_LIMIT = 4;

/** All ways to be on one side or the other of some kinks. */
function sidesOf(kinks: readonly number[]): readonly Sides[] {
  return kinks.reduce<readonly Sides[]>(
    (known, kink) =>
      ([0, 1] as const).flatMap((side) => known.map((s) => new Map([...s, [kink, side]]))),
    [new Map()],
  );
}

/** The sums and differences that a node is made of. */
function sumsWithin(graph: Graph, output: number): readonly number[] {
  const isSum = (op: string) => op === "add" || op === "sub" || op === "sum_over";
  return [...graph.orderOf(output)].filter((id) => isSum(graph.nodes[id].op));
}

/** Opens a call for evaluation in a field. */
export function evaluationOf<V>(subject: Subject, field: Field<V>, ignored: Mask): Evaluation<V> {
  const { spec, call, compiled, layout } = subject;
  const fits = (x: number): boolean => isRepresentable(x, call.dtype);
  const surroundings = { classes: layout.classes, isRepresentable: fits };
  const blocks = blocksOf(layout.rows);
  const lengths = blocks.map(({ from, to }) => to - from);

  /** A call of one block keeps what it has evaluated: outputs and forms share most of it. */
  const kept = new Map<number | undefined, Evaluator<V>>();
  function open(block: Block, lane: number | undefined): Evaluator<V> {
    const found = kept.get(lane);
    if (found !== undefined) return found;
    const opened = opening(block, lane);
    if (blocks.length === 1) kept.set(lane, opened);
    return opened;
  }

  function opening(block: Block, lane: number | undefined, sides?: Sides): Evaluator<V> {
    const given = leavesOf(spec, call, layout, field, block);
    const leaves: Leaves<V> = {
      get(name) {
        if (name === SEED && !given.has(SEED)) given.set(SEED, [seedOf(context, block)]);
        return given.get(name);
      },
    };
    if (lane !== undefined) given.set(LANE, picking(lane));
    const around = sides === undefined ? surroundings : { ...surroundings, sides };
    return evaluator(compiled.graph, field, leaves, around);
  }

  /**
   * Opens a block for evaluation. Where the same kink shows in several places, each element is on
   * one side of it in all of them: a derivative that takes the one side here and the other there is
   * none of the formula's.
   */
  function valuesIn(block: Block, lane: number | undefined): (node: number) => readonly V[] {
    const opened = open(block, lane);
    return (node) => {
      const lanes = opened.valueOf(node);
      const shared = compiled.graph.sharedKinksOf(node);
      if (shared.length === 0) return lanes;
      const kinks = shared.filter(opened.isUndecided);
      if (kinks.length === 0 || kinks.length > KINKS_LIMIT) return lanes;
      return sidesOf(kinks)
        .map((sides) => opening(block, lane, sides).valueOf(node))
        .reduce((a, b) => a.map((column, c) => field.hull(column, b[c])));
    };
  }

  function picking(lane: number): readonly V[] {
    return Array.from({ length: layout.classes }, (_, c) => field.constant(c === lane ? 1 : 0));
  }

  /** Evaluates nodes block by block; per node its columns. `lane` picks a class for A. */
  function run(nodes: readonly number[], lane?: number): (readonly V[])[] {
    if (blocks.length === 1) return nodes.map(valuesIn(blocks[0], lane));
    const parts = blocks.map((block) => {
      const widths: number[] = [];
      const columns = field.keeping(() => {
        const lanes = nodes.map(valuesIn(block, lane));
        widths.push(...lanes.map(({ length }) => length));
        return lanes.flat();
      });
      let next = 0;
      return widths.map((width) => columns.slice(next, next += width));
    });
    return nodes.map((_, k) =>
      parts[0][k].map((_, c) => field.join(parts.map((part) => part[k][c]), lengths))
    );
  }

  const context: ReductionContext<V> = {
    spec,
    call,
    layout,
    field,
    ignored,
    isRepresentable: fits,
  };
  const counting = (column: V): V => field.where(ignored, field.constant(0), column);

  /** Outputs by node: in a call of many blocks those of one form are evaluated in one pass. */
  const finished = new Map<number, readonly V[]>();
  function outputOf(node: number): readonly V[] {
    const found = finished.get(node);
    if (found !== undefined) return found;
    const group = blocks.length === 1 ? [node] : companions(node);
    run(group).forEach((lanes, k) => finished.set(group[k], lanes));
    return outputOf(node);
  }

  function companions(node: number): readonly number[] {
    const outputs = [compiled.value, ...call.gradients ? Object.values(compiled.gradients) : []];
    const form = Math.max(...outputs.map((forms) => forms.findIndex((f) => f.node === node)));
    const together = outputs.flatMap((forms) => forms[form]?.node ?? []);
    return together.includes(node) ? [...new Set(together)] : [node];
  }

  const terms = (form: number): V => outputOf(compiled.value[form].node)[0];
  return {
    terms,
    denominator: () => denominatorOf(context),
    value: (form) => reduceTerms(context, terms(form)),
    gradient(input, form) {
      const lanes = outputOf(compiled.gradients[input][form].node);
      const width = spec.inputs[input].shape.includes("C") ? layout.classes : 1;
      return Array.from({ length: width }, (_, c) => counting(laneOf(lanes, c)));
    },
    largestSums(form) {
      const largest = new Float64Array(layout.rows);
      for (const column of run(sumsWithin(compiled.graph, compiled.value[form].node)).flat()) {
        const { lo, hi } = field.bounds(column, layout.rows);
        for (let row = 0; row < layout.rows; row++) {
          if (ignored[row] === 1) continue;
          largest[row] = Math.max(largest[row], Math.abs(lo[row]), Math.abs(hi[row]));
        }
      }
      return largest;
    },
    shares(output, lane) {
      const shares = compiled.shares(output);
      const { rows } = layout;
      const all = new Float64Array(shares.length * rows);
      const sizes = shares.map((_, k) => all.subarray(k * rows, (k + 1) * rows));
      for (const block of blocks) {
        const write = () => {
          putShares(sizes, shares, subject, field, ignored, block, valuesIn(block, lane));
          return [];
        };
        if (blocks.length === 1) write();
        else field.keeping(write);
      }
      return sizes;
    },
  };
}
