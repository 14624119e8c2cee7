/**
 * The rows of a call in which an output has no value, noted as the output is evaluated.
 *
 * @module
 */
import { entryAxesOf } from "../spec/internal.ts";
import type { Compiled } from "./compile.ts";
import { dependsOn } from "./differentiate.ts";
import type { Evaluator } from "./evaluate_graph.ts";
import type { Field, Mask } from "./field.ts";
import { arranged, laneCount, laneOf } from "./lanes.ts";
import { type Block, lengthAlong } from "./layout.ts";
import { lazily } from "./lazy_output.ts";
import { valuelessRows } from "./no_value.ts";
import type { Node } from "./node.ts";
import type { Subject } from "./subject.ts";
import { entryAxesOfOutput } from "./placement.ts";
import { mayLackValue } from "./suspects.ts";

/** What was noted of a call. */
export interface ValueMarks<V> {
  /** Notes of a node, if it is the first form of an output, where it has no value in a block. */
  note(node: number, block: Block, evaluator: Evaluator<V>): void;
  /**
   * Per entry of the output 0 (there is a value), 1 (none) or 2 (open) of each row; undefined where
   * there is a value everywhere, or the node was not evaluated.
   */
  of(output: string): readonly Mask[] | undefined;
}

/** An output that may have no value, by the node of its first form. */
interface Doubtful {
  readonly output: string;
  /** The nodes that depend on what a gradient is by. */
  readonly moved: (() => ReadonlySet<number>) | undefined;
}

/** Of each loss that was compiled, since every call asks. */
const doubtful = new WeakMap<Compiled, ReadonlyMap<number, readonly Doubtful[]>>();

function doubtfulOf(compiled: Compiled): ReadonlyMap<number, readonly Doubtful[]> {
  const found = doubtful.get(compiled);
  if (found !== undefined) return found;
  const { graph, value, gradients } = compiled;
  const made = new Map<number, readonly Doubtful[]>();
  const add = (node: number, one: Doubtful) => {
    if (mayLackValue(graph, node)) made.set(node, [...made.get(node) ?? [], one]);
  };
  add(value[0].node, { output: "value", moved: undefined });
  for (const [input, [{ node }]] of Object.entries(gradients)) {
    const moved = lazily(() => {
      const isLeaf = (other: Node) => other.op === "input" && other.name === input;
      return dependsOn(graph, node, new Set([graph.nodes.findIndex(isLeaf)]), true);
    });
    add(node, { output: input, moved });
  }
  doubtful.set(compiled, made);
  return made;
}

/** Whether an output may have no value anywhere, as far as its formula tells. */
export function isDoubtful(compiled: Compiled, output: string): boolean {
  const { node } = (output === "value" ? compiled.value : compiled.gradients[output])[0];
  return doubtfulOf(compiled).has(node);
}

/**
 * Opens the notes of one call.
 *
 * @param subject the call
 * @param field exact arithmetic
 */
export function valueMarks<V>(subject: Subject, field: Field<V>): ValueMarks<V> {
  const { compiled, layout, spec } = subject;
  const lengthOf = lengthAlong(layout);
  const known = new Map<string, Uint8Array[]>();
  return {
    note(node, { from, to }, evaluator) {
      for (const { output, moved } of doubtfulOf(compiled).get(node) ?? []) {
        const walk = { graph: compiled.graph, field, evaluator, lengthOf };
        const marked = valuelessRows(walk, node, moved);
        if (marked === undefined) continue;
        const axes = output === "value"
          ? entryAxesOf(layout.roles, spec.output)
          : entryAxesOfOutput(subject, output);
        const found = arranged(marked, compiled.graph.nodes[node].axes, axes, lengthOf);
        const marks = known.get(output) ??
          Array.from({ length: laneCount(axes, lengthOf) }, () => new Uint8Array(layout.rows));
        known.set(output, marks);
        marks.forEach((all, lane) => {
          const own = laneOf(found, lane);
          if (own.length === 1) all.fill(own[0], from, to);
          else all.set(own, from);
        });
      }
    },
    of: (output) => known.get(output),
  };
}
