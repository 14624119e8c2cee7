/**
 * What honest evaluations give whose sigmoids are lost: 1/(1 + exp(-x)) is 0 where the exponential overflows.
 *
 * Such a 0 is off by all that the sigmoid is, which is less than the smallest normal number. It counts where that
 * moves a result in proportion: where a sigmoid is added, or multiplied. Beneath a logarithm, or where it is divided
 * by, it moves a result without bounds, and then what is lost is no honest answer.
 *
 * @module
 */
import { formats } from "../tensor/mod.ts";
import type { Enclosure } from "./enclosure.ts";
import { type Evaluation, evaluationOf } from "./evaluate_call.ts";
import type { Arithmetic, Field, Losing, Mask } from "./field.ts";
import { honestFieldOf } from "./honest_field.ts";
import { type Column, loOf } from "./interval_column.ts";
import { lazily } from "./lazy_output.ts";
import { overflowsBelow } from "./named_functions.ts";
import { narrowOf } from "./narrow.ts";
import { rowsOf } from "./placement.ts";
import type { Subject } from "./subject.ts";

/** A call whose sigmoids may be lost. */
export interface LostSigmoids {
  /** What a form may give at an element once they are; undefined where none is, or more than in proportion. */
  at(output: string, form: number, element: number): readonly [number, number] | undefined;
  /** How far that can be from the truth; 0 where it is undefined. */
  reach(output: string, form: number, element: number): number;
  /** The arithmetic of all evaluations, be they lost or not. */
  readonly either: Field<Column>;
}

/** The numbers of an output, by an evaluation, in row-major order. */
type Gather = (
  field: Field<Column>,
  from: Evaluation<Column>,
  output: string,
  form: number,
) => Enclosure;

/**
 * Opens a call for evaluations that lose sigmoids.
 *
 * @param subject the call
 * @param ignored the rows that do not count
 * @param kinkedRows where the loss itself has a kink, by gradient node
 * @param honestly the call's honest evaluation that loses none
 * @param exactly its exact one
 * @param gather what reads an output
 * @param truth where an output's truth lies
 * @returns undefined where no sigmoid of the call may be lost
 */
export function lostSigmoidsOf(
  subject: Subject,
  ignored: Mask,
  kinkedRows: (node: number) => Mask,
  honestly: () => Evaluation<Column>,
  exactly: () => Evaluation<Column>,
  gather: Gather,
  truth: (output: string) => Enclosure,
): LostSigmoids | undefined {
  if (!subject.compiled.graph.nodes.some(({ op }) => op === "sigmoid")) return undefined;
  const lossy = (leaves: Losing["leaves"]): Arithmetic => {
    const from = Math.log(formats[subject.call.dtype].largest);
    return { ...subject.arithmetic, losing: { from, leaves } };
  };
  const losing = lossy("anything");
  const rows = rowsThatLose({ ...subject, arithmetic: losing }, ignored, honestly());
  if (!rows.includes(1)) return undefined;

  const either = honestFieldOf(losing);
  const nothing = honestFieldOf(lossy("nothing"));
  const [around, without] = [either, nothing].map((field) =>
    lazily(() => evaluationOf(subject, field, ignored, kinkedRows))
  );
  const narrow = narrowOf({ ...subject, arithmetic: losing }, ignored, around, exactly);
  const known = new Map<string, Enclosure>();
  function gathered(
    field: Field<Column>,
    from: () => Evaluation<Column>,
    output: string,
    form: number,
  ) {
    const key = `${field === either} ${output} ${form}`;
    const found = known.get(key) ?? gather(field, from(), output, form);
    known.set(key, found);
    return found;
  }

  /** How far it moves a result that sigmoids are lost; ∞ where that is not in proportion. */
  function reach(output: string, form: number, element: number): number {
    if (!rowsOf(subject, output, element).some((row) => rows[row] === 1)) return 0;
    const found = narrow.reach(output, form, element);
    if (found < Infinity || !narrow.isTooLong(output, form, element)) return found;
    const { lo, hi } = gathered(either, around, output, form);
    const ends = truth(output);
    return Math.max(hi[element] - ends.lo[element], ends.hi[element] - lo[element]);
  }

  return {
    either,
    at(output, form, element) {
      const most = reach(output, form, element);
      if (!(most > 0 && most < Infinity)) return undefined;
      const { lo, hi } = gathered(nothing, without, output, form);
      const ends = truth(output);
      const outward = 1 + 2 ** -50;
      return [
        Math.max(lo[element], ends.lo[element] - most * outward),
        Math.min(hi[element], ends.hi[element] + most * outward),
      ];
    },
    reach(output, form, element) {
      const most = reach(output, form, element);
      return most < Infinity ? most : 0;
    },
  };
}

/** Marks the rows that count in which the exponential of a sigmoid may overflow. */
function rowsThatLose(
  { compiled, layout, arithmetic }: Subject,
  ignored: Mask,
  honestly: Evaluation<Column>,
): Mask {
  const marks = new Uint8Array(layout.rows);
  const [, possibly] = overflowsBelow(arithmetic, arithmetic.losing!);
  const operands = compiled.graph.nodes.flatMap((node) =>
    node.op === "sigmoid" ? [node.args[0]] : []
  );
  honestly.eachBlock(({ valueOf }, { from, to }) => {
    for (const operand of operands) {
      for (const lane of valueOf(operand)) {
        for (let row = from; row < to; row++) {
          if (ignored[row] === 0 && loOf(lane, row - from) < possibly) marks[row] = 1;
        }
      }
    }
  });
  return marks;
}
