/**
 * Where a sum has no value because infinities meet in it: 1/0 − 1/0, log 0 − log 0.
 *
 * @module
 */
import { arranged, laneOf } from "./lanes.ts";
import { readsOf } from "./reads.ts";
import { isNonnegative, stopping } from "./suspects.ts";
import { either, lanewise, type Marks, marksRead, type Walk } from "./walk.ts";

/** Marks of rows. */
const [finite, infinite, open] = [0, 1, 2] as const;

/** An operand of a sum: whether it is infinite, and of which sign. */
interface Operand {
  readonly mark: number;
  /** 1 or −1; 0 where it is open. */
  readonly sign: number;
}

/** Tells of nodes in which rows they are infinite, and in which rows infinities meet. */
export interface Infinities {
  /** Where a sum has no value. */
  clashes(id: number): Marks;
}

/**
 * Looks for infinities: quotients by 0, logarithms of 0, and what hands them on.
 *
 * @param walk the evaluation, in exact arithmetic
 * @param zeros in which rows a node is 0
 * @param poles in which rows a node is a negative power of 0; none = in no row
 */
export function infinitiesOf<V>(
  walk: Walk<V>,
  zeros: (id: number) => Marks,
  poles: (id: number) => Marks,
): Infinities {
  const { graph, evaluator, field, lengthOf } = walk;
  const known = new Map<number, Marks>();

  function marksOf(id: number): Marks {
    const found = known.get(id);
    if (found !== undefined) return found;
    const made = make(id);
    known.set(id, made);
    return made;
  }

  function make(id: number): Marks {
    const node = graph.nodes[id];
    const own = (arg: number, marks: Marks) =>
      arranged(marks, graph.nodes[arg].axes, node.axes, lengthOf);
    switch (node.op) {
      case "log":
        return lanewise([zeros(node.args[0]), handedOn(id)], either);
      case "neg":
      case "abs":
      case "square":
      case "sqrt":
      case "stop_gradient":
        return marksOf(node.args[0]);
      case "product": {
        const ends = node.factors.map(({ of, inverse }) =>
          own(of, inverse ? zeros(of) : marksOf(of))
        );
        const noughts = node.factors.filter(({ inverse }) => !inverse)
          .map(({ of }) => own(of, zeros(of)));
        return lanewise(
          [...ends, ...noughts],
          (marks) => {
            const [end, nought] = [marks.slice(0, ends.length), marks.slice(ends.length)];
            return nought.includes(infinite) ? finite : either(end);
          },
        );
      }
      case "pow": {
        const own = poles(id);
        return own.length === 0 ? handedOn(id) : lanewise([own, handedOn(id)], either);
      }
      case "add":
      case "sub":
      case "sum_of":
        return lanewise(node.args.map((arg) => own(arg, marksOf(arg))), either);
      default:
        return handedOn(id);
    }
  }

  /** What reads an infinity is infinite, or may be, where its own bounds are. */
  function handedOn(id: number): Marks {
    if (stopping.has(graph.nodes[id].op)) return [new Uint8Array(1)];
    const read = graph.argumentsOf(id).map(marksOf);
    if (!read.some((marks) => marks.some((mark) => mark.some((x) => x !== finite)))) {
      return [new Uint8Array(1)];
    }
    const marks = lanewise(read.map((of, place) => marksRead(walk, id, place, of)), either);
    const value = evaluator.valueOf(id);
    return marks.map((mark, lane) => {
      const column = laneOf(value, lane);
      const { lo, hi } = field.bounds(column, field.length(column));
      return Uint8Array.from({ length: Math.max(mark.length, lo.length) }, (_, row) => {
        if (mark[mark.length === 1 ? 0 : row] === finite) return finite;
        const at = lo.length === 1 ? 0 : row;
        if (Math.abs(lo[at]) !== Infinity && Math.abs(hi[at]) !== Infinity) return finite;
        return lo[at] === hi[at] ? infinite : open;
      });
    });
  }

  /** What each row of a lane is as an operand. */
  function operandsOf(arg: number, lane: number, isSubtracted: boolean): readonly Operand[] {
    const mark = laneOf(marksOf(arg), lane);
    if (!mark.some((x) => x !== finite)) return [{ mark: finite, sign: 0 }];
    const column = laneOf(evaluator.valueOf(arg), lane);
    const { lo, hi } = field.bounds(column, field.length(column));
    const isPositive = isNonnegative(graph, arg);
    const length = Math.max(mark.length, lo.length);
    return Array.from({ length }, (_, row) => {
      const at = lo.length === 1 ? 0 : row;
      const sign = isPositive || lo[at] > 0 ? 1 : hi[at] < 0 ? -1 : 0;
      return { mark: mark[mark.length === 1 ? 0 : row], sign: isSubtracted ? -sign : sign };
    });
  }

  return {
    clashes(id) {
      const node = graph.nodes[id];
      const args = graph.argumentsOf(id);
      if (!args.some((arg) => marksOf(arg).some((mark) => mark.some((x) => x !== finite)))) {
        return [];
      }
      const reads = args.map((_, place) => readsOf(graph, id, place, lengthOf));
      const lanes = reads[0].groupOf.length;
      return Array.from({ length: lanes }, (_, lane) => {
        const operands = args.flatMap((arg, place) =>
          reads[place].groups[reads[place].groupOf[lane]].map((from) =>
            operandsOf(arg, from, node.op === "sub" && place === 1)
          )
        );
        const rows = Math.max(...operands.map(({ length }) => length));
        return Uint8Array.from(
          { length: rows },
          (_, row) => meeting(operands.map((all) => all[all.length === 1 ? 0 : row])),
        );
      });
    },
  };
}

/** Whether infinities of two signs meet in a sum. */
function meeting(operands: readonly Operand[]): number {
  const some = operands.filter(({ mark }) => mark !== finite);
  if (some.length < 2) return finite;
  const sure = some.filter(({ mark }) => mark === infinite);
  if (sure.some(({ sign }) => sign === 1) && sure.some(({ sign }) => sign === -1)) return infinite;
  const signs = new Set(some.map(({ sign }) => sign));
  return signs.size === 1 && !signs.has(0) ? finite : open;
}
