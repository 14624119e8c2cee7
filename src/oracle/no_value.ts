/**
 * Where a formula has no value: 0/0, ∞ − ∞, the logarithm or the root of a negative number, and
 * whatever reads that. There nothing is asked.
 *
 * Intervals cannot tell: a product with an exact 0 is 0, whatever the other factors are, and min or
 * sigmoid make bounds of everything. So the graph is walked once more, and each row of a node is
 * marked: it has a value, it has none, or that is open.
 *
 * @module
 */
import type { Field } from "./field.ts";
import type { Node } from "./node.ts";
import { type Infinities, infinitiesOf } from "./infinite_rows.ts";
import { domains, sums, suspectsOf } from "./suspects.ts";
import { arranged, laneCount, laneOf, lanesAlong } from "./lanes.ts";
import { readsOf } from "./reads.ts";
import { either, entryOf, lanewise, type Marks, marksRead, type Walk } from "./walk.ts";

const [has, none, open] = [0, 1, 2] as const;

/** The nodes that depend on what a derivative is by; asked for where it matters. */
type Moved = () => ReadonlySet<number>;

/**
 * Marks the rows in which a node has no value.
 *
 * A derivative multiplies slopes, and a slope that is infinite counts for nothing where what it is
 * multiplied by is 0 for good: t·log p has the slope 0 at t = 0, p = 0, though that is 0·(1/0). So of a
 * derivative `moved` says what is not for good: a 0 that its input moves is 0/0 all the same.
 *
 * @param walk the evaluation, in exact arithmetic
 * @param output the node
 * @param moved of a derivative: the nodes that depend on what it is by
 * @returns per lane 0, 1 (no value) or 2 (open) of each row; undefined where all have a value
 */
export function valuelessRows<V>(
  walk: Walk<V>,
  output: number,
  moved?: Moved,
): Marks | undefined {
  const { graph } = walk;
  const facts = factsOf(walk);
  const own = new Map<number, Marks>();
  const read = walk.evaluator.readBy(output);
  for (const id of suspectsOf(graph, output)) {
    if (!read.has(id)) continue;
    const marks = holesOf(walk, facts, id, moved);
    if (isMarked(marks)) own.set(id, marks);
  }
  if (own.size === 0) return undefined;
  const order = graph.orderOf(output);
  const known = new Map<number, Marks>();
  const marksOf = (id: number): Marks => known.get(id) ?? [new Uint8Array(1)];
  for (const id of order) {
    const inherited = inheritedBy(walk, id, marksOf);
    const marks = own.has(id) ? lanewise([inherited, own.get(id)!], either) : inherited;
    if (isMarked(marks)) known.set(id, marks);
  }
  return known.get(output);
}

function isMarked(marks: Marks): boolean {
  return marks.some((mark) => mark.includes(none) || mark.includes(open));
}

/** What the walk asks of few nodes: which rows are 0, which a negative power of 0, which ∞ − ∞. */
interface Facts extends Infinities {
  zeros(id: number): Marks;
  poles(id: number): Marks;
}

function factsOf<V>(walk: Walk<V>): Facts {
  const { graph: { nodes }, field, evaluator } = walk;
  let nought: V | undefined;
  const zero = (): V => nought ??= field.constant(0);
  const zeros = remembered((id) =>
    evaluator.valueOf(id).map((column) => field.equal(column, zero()))
  );
  const poles = remembered((id) => {
    const node = nodes[id];
    if (node.op !== "pow") return [];
    const negative = evaluator.valueOf(node.args[1]).map((column) => field.less(column, zero()));
    if (!isMarked(negative)) return [];
    const [base, exponent] = node.args;
    return lanewise(
      [along(walk, base, id, zeros(base)), along(walk, exponent, id, negative)],
      both,
    );
  });
  return { ...infinitiesOf(walk, zeros, poles), zeros, poles };
}

function remembered(make: (id: number) => Marks): (id: number) => Marks {
  const known = new Map<number, Marks>();
  return (id) => {
    const found = known.get(id);
    if (found !== undefined) return found;
    const made = make(id);
    known.set(id, made);
    return made;
  };
}

/** Where an operation has no value of its own. */
function holesOf<V>(
  walk: Walk<V>,
  facts: Facts,
  id: number,
  moved: Moved | undefined,
): Marks {
  const { graph: { nodes }, field, evaluator } = walk;
  const node = nodes[id];
  if (node.op === "product") return quotientHoles(walk, facts, id, node.factors, moved);
  if (sums.has(node.op)) return facts.clashes(id);
  if (!("args" in node)) return [];
  const [base] = node.args;
  if (node.op === "pow" && isWhole(evaluator.valueOf(node.args[1]), field)) return [];
  const least = field.constant(node.op === "pow" ? 0 : domains[node.op]);
  const below = evaluator.valueOf(base).map((column) => field.less(column, least));
  // What is partly below has the part that is not.
  return below.some((mark) => mark.includes(1))
    ? lanewise([along(walk, base, id, below)], ([is]) => is === 1 ? none : has)
    : [];
}

/** Whether a power may be multiplied out: then its base may be of either sign. */
function isWhole<V>(exponent: readonly V[], field: Field<V>): boolean {
  return exponent.every((column) => {
    const { lo, hi } = field.bounds(column, field.length(column));
    return lo.length === 1 && lo[0] === hi[0] && Number.isInteger(lo[0]);
  });
}

/** Where a product is 0/0: a factor is 0, and so is a divisor, or the base of a negative power. */
function quotientHoles<V>(
  walk: Walk<V>,
  facts: Facts,
  id: number,
  factors: Extract<Node, { op: "product" }>["factors"],
  moved: Moved | undefined,
): Marks {
  const divided: Marks[] = [];
  for (const { of, inverse } of factors) {
    const marks = inverse ? facts.zeros(of) : facts.poles(of);
    if (isMarked(marks)) divided.push(along(walk, of, id, marks));
  }
  if (divided.length === 0) return [];
  const above = factors.filter(({ inverse }) => !inverse).map(({ of }) => of);
  const poles = lanewise(divided, either);
  const zero = lanewise(above.map((of) => along(walk, of, id, facts.zeros(of))), either);
  const known = new Map<string, boolean>();
  return lanewise([poles, zero], both).map((mark, lane) =>
    mark.map((x, row) =>
      x !== has && moved !== undefined &&
        above.some((of) =>
          isZeroForGood(walk, facts, moved, of, laneIn(walk, of, id, lane), row, known)
        )
        ? has
        : x
    )
  );
}

/** Deeper than this nobody looks for a 0 that is one for good. */
const deepest = 500;

/**
 * Whether a number is 0 wherever an input of the derivative moves to: it does not depend on it.
 *
 * @param known by node, lane and row
 */
function isZeroForGood<V>(
  walk: Walk<V>,
  facts: Facts,
  moved: Moved,
  id: number,
  lane: number,
  row: number,
  known: Map<string, boolean>,
  depth = 0,
): boolean {
  if (!moved().has(id)) return entryOf(facts.zeros(id), lane, row) === none;
  const key = `${id} ${lane} ${row}`;
  const found = known.get(key);
  if (found !== undefined || depth > deepest) return found ?? false;
  const node = walk.graph.nodes[id];
  const recur = (of: number, at = laneIn(walk, of, id, lane)) =>
    isZeroForGood(walk, facts, moved, of, at, row, known, depth + 1);
  const is = (): boolean => {
    switch (node.op) {
      case "neg":
      case "stop_gradient":
        return recur(node.args[0]);
      case "product":
        return node.factors.some(({ of, inverse }) => !inverse && recur(of));
      case "sum_of":
        return node.args.every((term) => recur(term));
      case "sum_over": {
        const { groups, groupOf } = readsOf(walk.graph, id, 0, walk.lengthOf);
        return groups[groupOf[lane]].every((entry) => recur(node.args[0], entry));
      }
      case "where": {
        const [condition] = node.args;
        const own = laneIn(walk, condition, id, lane);
        const decision = entryOf(walk.evaluator.decisionOf(condition), own, row);
        return decision !== open && recur(node.args[decision === 1 ? 1 : 2]);
      }
      default:
        return false;
    }
  };
  const made = is();
  known.set(key, made);
  return made;
}

/** What a node has of those that it reads. */
function inheritedBy<V>(walk: Walk<V>, id: number, marksOf: (id: number) => Marks): Marks {
  const { graph, evaluator } = walk;
  const node = graph.nodes[id];
  const args = graph.argumentsOf(id);
  if (!args.some((arg) => isMarked(marksOf(arg)))) return [new Uint8Array(1)];
  const own = (arg: number, marks = marksOf(arg)) => along(walk, arg, id, marks);
  switch (node.op) {
    case "where": {
      const [condition, yes, no] = node.args;
      const chosen = lanewise(
        [own(condition, evaluator.decisionOf(condition)), own(yes), own(no)],
        ([c, a, b]) => c === 1 || a === b ? a : c === 0 ? b : open,
      );
      return lanewise([own(condition), chosen], either);
    }
    case "and":
    case "or": {
      const absorbing = node.op === "and" ? 0 : 1;
      const [a, b] = node.args;
      const decisions = [a, b].map((arg) => own(arg, evaluator.decisionOf(arg)));
      return lanewise(
        [own(a), own(b), ...decisions],
        ([x, y, c, d]) =>
          (x === has && c === absorbing) || (y === has && d === absorbing) ? has : either([x, y]),
      );
    }
    case "take":
      return lanewise(
        [takenMarks(walk, id, node.axis, node.args, marksOf), own(node.args[1])],
        either,
      );
    default:
      return lanewise(args.map((arg, place) => marksRead(walk, id, place, marksOf(arg))), either);
  }
}

/** What the entries have that a label may name. */
function takenMarks<V>(
  { graph, field, evaluator, lengthOf }: Walk<V>,
  id: number,
  axis: string,
  [entries, label]: readonly [number, number],
  marksOf: (id: number) => Marks,
): Marks {
  const { axes } = graph.nodes[id];
  const labels = evaluator.valueOf(label);
  const own = lanesAlong(graph.nodes[label].axes, axes, lengthOf);
  const from = lanesAlong(graph.nodes[entries].axes, [...axes, axis], lengthOf);
  const length = lengthOf(axis);
  return Array.from({ length: laneCount(axes, lengthOf) }, (_, lane) => {
    const named = Array.from({ length }, (_, entry) => {
      const is = field.equal(laneOf(labels, own[lane]), field.constant(entry));
      const marks = laneOf(marksOf(entries), from[lane * length + entry]);
      return lanewise([[is], [marks]], ([isIt, mark]) => isIt === 0 ? has : mark)[0];
    });
    return lanewise(named.map((mark) => [mark]), either)[0];
  });
}

/** An argument's marks, arranged for a node. */
function along<V>({ graph, lengthOf }: Walk<V>, arg: number, id: number, marks: Marks): Marks {
  return arranged(marks, graph.nodes[arg].axes, graph.nodes[id].axes, lengthOf);
}

/** The lane of an argument that stands for a node's. */
function laneIn<V>({ graph, lengthOf }: Walk<V>, arg: number, id: number, lane: number): number {
  return lanesAlong(graph.nodes[arg].axes, graph.nodes[id].axes, lengthOf)[lane];
}

/** None where all are, open where all may be. */
function both(marks: readonly number[]): number {
  return marks.includes(has) ? has : marks.includes(open) ? open : none;
}
