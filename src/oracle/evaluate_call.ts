/**
 * One call evaluated in one field: its value and gradients by form.
 *
 * @module
 */
import type { Subject } from "./subject.ts";
import { entryAxesOf } from "../spec/internal.ts";
import { isRepresentable } from "../tensor/mod.ts";
import { DIVISOR, SEED } from "./compile.ts";
import { type Evaluator, evaluator, type Leaves } from "./evaluate_graph.ts";
import type { Graph } from "./graph.ts";
import type { Kink } from "./graph_order.ts";
import { waysAround } from "./kink_sides.ts";
import type { Field, Mask } from "./field.ts";
import { truthField } from "./interval_field.ts";
import { arranged, laneCount, laneOf, paired } from "./lanes.ts";
import { type Block, leavesOf, lengthAlong } from "./layout.ts";
import { entryAxesOfOutput, placementOfOutput } from "./placement.ts";
import { type Counted, countedIn } from "./divisor.ts";
import { arrivingOf, denominatorOf, reduceTerms, type ReductionContext } from "./reduce.ts";
import { isDoubtful, valueMarks } from "./value_marks.ts";

/** The outputs of a call in a field. */
export interface Evaluation<V> {
  /** The terms of a form, before reduction: a column for each entry of the output. */
  terms(form: number): readonly V[];
  /** What the reduction divides by; undefined where by nothing. */
  denominator(): V | undefined;
  /** The value of a form, reduced: one column, or one for each entry of the output. */
  value(form: number): readonly V[];
  /** The gradient by an input, of a form: one column, or one for each entry of the input. */
  gradient(input: string, form: number): readonly V[];
  /** The sum of two gradients by inputs of one shape, or their difference, each of a form. */
  combined(
    inputs: readonly [string, string],
    sign: 1 | -1,
    forms: readonly [number, number],
  ): readonly V[];
  /** Marks the rows where the sides of a gradient node's kinks have no number in common. */
  kinkedRows(node: number): Mask;
  /**
   * Per entry of an input: the rows in which the gradient, which was evaluated, is at a kink, and anything between
   * numbers that are known, one a side; undefined where there is none, or records share the input.
   */
  betweenSides(input: string, form: number): readonly Mask[] | undefined;
  /** Marks the rows in which a gradient's undecided comparisons are all of equal numbers: no digits decide them. */
  tiedRows(input: string, form: number): Mask;
  /** Where an output's first form has no value; of exact arithmetic, see {@linkcode ValueMarks.of}. */
  valueless(output: string): readonly Mask[] | undefined;
  /** The evaluator of the block that a row is in. */
  around(row: number): { readonly evaluator: Evaluator<V>; readonly block: Block };
  /** Opens block by block; of columns nothing may be kept. */
  eachBlock(visit: (evaluator: Evaluator<V>, block: Block) => void): void;
}

/** A node's lanes on each side of kinks: what is in the places of some elements. */
interface Sides<V> {
  readonly lanes: readonly V[];
  readonly elements: Int32Array;
}

/** Marks the elements for which some lane's intervals, one a side, have no number in common. */
function markApart<V>(field: Field<V>, { lanes, elements }: Sides<V>, marks: Mask): void {
  for (const lane of lanes) {
    const { lo, hi } = field.bounds(lane, elements.length);
    let [most, least] = [-Infinity, Infinity];
    elements.forEach((element, place) => {
      const isFirst = element !== elements[place - 1];
      most = isFirst ? lo[place] : Math.max(most, lo[place]);
      least = isFirst ? hi[place] : Math.min(least, hi[place]);
      if (most > least) marks[element] = 1;
    });
  }
}

/** An interval that is wider than this, relatively, is more than a number with its rounding. */
const narrow = 2 ** -40;

/** Marks the elements whose intervals, one a side, are all narrow, lane by lane. */
function markNarrow<V>(
  field: Field<V>,
  { lanes, elements }: Sides<V>,
  marks: readonly Mask[],
): void {
  lanes.forEach((lane, k) => {
    const { lo, hi } = field.bounds(lane, elements.length);
    elements.forEach((element, place) => {
      const isFirst = element !== elements[place - 1];
      const [least, most] = [lo[place], hi[place]];
      const isNarrow = most - least <= narrow * Math.max(Math.abs(least), Math.abs(most));
      marks[k][element] = isNarrow && (isFirst || marks[k][element] === 1) ? 1 : 0;
    });
  });
}

/** Marks the elements for which a node has undecided comparisons, all of them of numbers that are equal. */
function markTied<V>(
  field: Field<V>,
  graph: Graph,
  node: number,
  opened: Evaluator<V>,
  marks: Mask,
): void {
  const isOpen = new Uint8Array(marks.length);
  for (const id of opened.readBy(node)) {
    if (graph.nodes[id].op !== "below") continue;
    const decisions = opened.decisionOf(id);
    const [a, b] = graph.argumentsOf(id).map((arg) => opened.valueOf(arg));
    for (const decision of decisions) {
      if (!decision.includes(2)) continue;
      const equal = decisions.length === 1 ? field.equal(a[0], b[0]) : undefined;
      for (let i = 0; i < marks.length; i++) {
        if (decision[decision.length === 1 ? 0 : i] !== 2) continue;
        if (equal !== undefined && equal[equal.length === 1 ? 0 : i] === 1) marks[i] = 1;
        else isOpen[i] = 1;
      }
    }
  }
  isOpen.forEach((open, i) => open === 1 && (marks[i] = 0));
}

/** Marks the rows of a call that do not count. */
export function ignoredRows({ spec, call, compiled, layout }: Subject): Mask {
  const marks = new Uint8Array(layout.rows);
  if (compiled.ignore === undefined) return marks;
  const leaves = leavesOf(spec, call, layout, truthField);
  const surroundings = { lengthOf: lengthAlong(layout), isRepresentable: () => true };
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

/**
 * Opens a call for evaluation in a field.
 *
 * @param subject the call
 * @param field the arithmetic
 * @param ignored the rows that do not count
 * @param kinkedRows where the loss itself has a kink, by gradient node: there each atom may take a side of
 *   its own; absent = all take one
 */
export function evaluationOf<V>(
  subject: Subject,
  field: Field<V>,
  ignored: Mask,
  kinkedRows?: (node: number) => Mask,
): Evaluation<V> {
  const { spec, call, compiled, layout } = subject;
  const fits = (x: number): boolean => isRepresentable(x, call.dtype);
  const lengthOf = lengthAlong(layout);
  const surroundings = { lengthOf, isRepresentable: fits };
  const blocks = blocksOf(layout.rows);
  /** Nodes that are sums of two gradients. */
  const sums = new Set<number>();
  const lengths = blocks.map(({ from, to }) => to - from);
  const marks = field.arithmetic.u === 0 ? valueMarks(subject, field) : undefined;

  /** A call of one block keeps what it has evaluated: outputs and forms share most of it. */
  let kept: Evaluator<V> | undefined;
  function open(block: Block): Evaluator<V> {
    if (kept !== undefined) return kept;
    const opened = opening(block);
    if (blocks.length === 1) kept = opened;
    return opened;
  }

  let last: ReturnType<Evaluation<V>["around"]> | undefined;
  function around(row: number): ReturnType<Evaluation<V>["around"]> {
    const block = blocks[Math.floor(row / BLOCK)];
    if (last?.block !== block) last = { evaluator: open(block), block };
    return last;
  }

  function opening(block: Block): Evaluator<V> {
    const given = leavesOf(spec, call, layout, field, block);
    const leaves: Leaves<V> = {
      get(name) {
        if (name === SEED && !given.has(SEED)) given.set(SEED, arrivingOf(context, block));
        if (name === DIVISOR) return [denominatorOf(context) ?? field.constant(1)];
        return given.get(name);
      },
    };
    return evaluator(compiled.graph, field, leaves, surroundings);
  }

  /**
   * Opens a block for evaluation. Where the same kink shows in several places, each element is on
   * one side of it in all of them: a derivative that takes the one side here and the other there is
   * none of the formula's. Where the loss itself has a kink, each atom may choose.
   */
  function valuesIn(block: Block): (node: number) => readonly V[] {
    const opened = open(block);
    return (node) => {
      const lanes = opened.valueOf(node);
      if (blocks.length > 1) marks?.note(node, block, opened);
      const kinks = kinksOf(node);
      const together = onEachSide(opened, block, node, kinks);
      if (together === undefined) return lanes;
      if (marks !== undefined) noteSides(node, together, block);
      const one = hullOf(lanes, together, block);
      const atoms = kinks.flat();
      if (kinkedRows === undefined || atoms.length === kinks.length) return one;
      const mask = kinkedRows(node).subarray(block.from, block.to);
      if (!mask.includes(1)) return one;
      const apart = onEachSide(opened, block, node, atoms.map((atom) => [atom]));
      const each = apart === undefined ? lanes : hullOf(lanes, apart, block);
      return paired(one, each, (one, each) => field.where(mask, each, one));
    };
  }

  /** The kinks that a node reads in several places; of a sum of two gradients also those that one reads. */
  function kinksOf(node: number): readonly Kink[] {
    return compiled.graph.kinksOf(node, sums.has(node) ? 1 : 2);
  }

  /** A node on each side of the kinks that elements are at; undefined where none is at one, or each at too many. */
  function onEachSide(
    opened: Evaluator<V>,
    { from, to }: Block,
    node: number,
    kinks: readonly Kink[],
  ): Sides<V> | undefined {
    if (kinks.length === 0) return undefined;
    const read = opened.readBy(node);
    const decisionOf = (id: number) => read.has(id) ? opened.decisionOf(id)[0] : undefined;
    const ways = waysAround(kinks, decisionOf, to - from);
    return ways && { lanes: opened.valuesAround(node, ways), elements: ways.elements };
  }

  /** Per node that was evaluated and is at kinks: the elements between known sides, lane by lane. */
  const sided = new Map<number, readonly Mask[]>();

  function noteSides(node: number, sides: Sides<V>, { from, to }: Block): void {
    const all = sided.get(node) ?? sides.lanes.map(() => new Uint8Array(layout.rows));
    sided.set(node, all);
    markNarrow(field, sides, all.map((mark) => mark.subarray(from, to)));
  }

  function hullOf(
    lanes: readonly V[],
    { lanes: sides, elements }: Sides<V>,
    { from, to }: Block,
  ): readonly V[] {
    return paired(lanes, sides, (lane, side) => field.hulls(lane, to - from, side, elements));
  }

  /** Evaluates nodes block by block; per node its columns. */
  function run(nodes: readonly number[]): (readonly V[])[] {
    if (blocks.length === 1) return nodes.map(valuesIn(blocks[0]));
    const parts = blocks.map((block) => {
      const widths: number[] = [];
      const columns = field.keeping(() => {
        const lanes = nodes.map(valuesIn(block));
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

  const rule = spec.reduction.denominators[call.reduction];
  let counted: Counted | undefined;
  const context: ReductionContext<V> = {
    spec,
    call,
    layout,
    field,
    ignored,
    isRepresentable: fits,
    divisor: rule && {
      rule,
      counted: () => counted ??= countedIn(spec, call, rule.of, (row) => ignored[row] === 1),
    },
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

  /** The columns of a node, arranged for an output that may have more axes. */
  function lanesFor(node: number, axes: readonly string[]): readonly V[] {
    return spread(outputOf(node), node, axes);
  }

  function spread<T>(own: readonly T[], node: number, axes: readonly string[]): readonly T[] {
    const lanes = arranged(own, compiled.graph.nodes[node].axes, axes, lengthOf);
    return Array.from({ length: laneCount(axes, lengthOf) }, (_, c) => laneOf(lanes, c));
  }

  function eachBlock(visit: (evaluator: Evaluator<V>, block: Block) => void): void {
    for (const block of blocks) {
      const work = () => {
        visit(open(block), block);
        return [];
      };
      if (blocks.length === 1) work();
      else field.keeping(work);
    }
  }

  const termAxes = entryAxesOf(layout.roles, spec.output);
  const terms = (form: number): readonly V[] => lanesFor(compiled.value[form].node, termAxes);
  return {
    terms,
    denominator: () => denominatorOf(context),
    value: (form) => reduceTerms(context, terms(form)),
    gradient(input, form) {
      const { node } = compiled.gradients[input][form];
      const lanes = lanesFor(node, entryAxesOfOutput(subject, input)).map(counting);
      if (layout.rows === 1 || placementOfOutput(subject, input).byRecord) return lanes;
      return lanes.map((lane) => field.total(field.join([lane], [layout.rows])));
    },
    combined([first, second], sign, forms) {
      const { graph, gradients } = compiled;
      const [a, b] = [first, second].map((input, i) => gradients[input][forms[i]].node);
      const node = sign === 1 ? graph.plus(a, b) : graph.minus(a, b);
      sums.add(node);
      return lanesFor(node, entryAxesOfOutput(subject, first)).map(counting);
    },
    kinkedRows(node) {
      const marks = new Uint8Array(layout.rows);
      for (const block of blocks) {
        const mark = () => {
          const opened = open(block);
          const sides = onEachSide(opened, block, node, kinksOf(node));
          if (sides !== undefined) markApart(field, sides, marks.subarray(block.from, block.to));
          return [];
        };
        if (blocks.length === 1) mark();
        else field.keeping(mark);
      }
      return marks;
    },
    betweenSides(input, form) {
      const { node } = compiled.gradients[input][form];
      const found = sided.get(node);
      if (found === undefined || !placementOfOutput(subject, input).byRecord) return undefined;
      return spread(found, node, entryAxesOfOutput(subject, input));
    },
    tiedRows(input, form) {
      const { node } = compiled.gradients[input][form];
      const marks = new Uint8Array(layout.rows);
      eachBlock((opened, { from, to }) => {
        markTied(field, compiled.graph, node, opened, marks.subarray(from, to));
      });
      return marks;
    },
    valueless(output) {
      if (!isDoubtful(compiled, output)) return undefined;
      const [{ node }] = output === "value" ? compiled.value : compiled.gradients[output];
      if (blocks.length > 1) outputOf(node);
      else if (marks?.of(output) === undefined) {
        const opened = open(blocks[0]);
        opened.valueOf(node);
        marks?.note(node, blocks[0], opened);
      }
      return marks?.of(output);
    },
    around,
    eachBlock,
  };
}
