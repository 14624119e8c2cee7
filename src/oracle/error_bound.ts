/**
 * A, the first-order error bound, of one output of a call; and who contributes most to it.
 *
 * @module
 */
import { sizeAlong } from "../spec/internal.ts";
import { formats } from "../tensor/mod.ts";
import type { Evaluation } from "./evaluate_call.ts";
import type { Subject } from "./subject.ts";
import type { Mask } from "./field.ts";
import { type Column, truthField } from "./interval_field.ts";
import { placementIn } from "./layout.ts";
import { elementAt, outputLength, placementOfOutput, scattered } from "./placement.ts";
import { printNode } from "./print.ts";

/** Above so many entries A is not computed: it costs a pass for each. */
const LANES_LIMIT = 32;

/** Above so many entries that a term may read it is not computed at all. */
const ENTRIES_LIMIT = 8192;

function summed(shares: readonly Float64Array[], rows: number): Float64Array {
  const total = new Float64Array(rows);
  for (const share of shares) {
    for (let row = 0; row < rows; row++) total[row] += share[row];
  }
  return total;
}

/** What the reduction multiplies a term by: 1 over the denominator. */
function scaleOf(evaluation: Evaluation<Column>): number {
  const denominator = evaluation.denominator();
  if (denominator === undefined) return 1;
  const { lo, hi } = truthField.bounds(denominator, 1);
  return 2 / (lo[0] + hi[0]);
}

/**
 * A of every element of an output.
 *
 * A reduced value's A is the terms' together with the sum's own: u·Σ|term|, over the denominator.
 *
 * @returns per element; NaN for outputs with more than 32 entries a record, and over 8192 to be read
 */
export function errorBoundOf(
  subject: Subject,
  evaluation: Evaluation<Column>,
  ignored: Mask,
  output: string,
): Float64Array {
  const { call, layout } = subject;
  const { unitRoundoff } = formats[call.dtype];
  const count = laneCountOf(subject, output);
  const entries = sizeAlong(layout.roles.entries, layout.axes);
  if (count > LANES_LIMIT || entries > ENTRIES_LIMIT) {
    return new Float64Array(outputLength(subject, output)).fill(NaN);
  }
  const lanes = Array.from(
    { length: count },
    (_, lane) => summed(evaluation.shares(output, lane), layout.rows),
  );
  const scale = output === "value" ? scaleOf(evaluation) : 1;
  if (output !== "value" || call.reduction === "none") {
    const columns = lanes.map((sums) => ({ lo: sums, hi: sums }));
    return scattered(subject, output, columns).hi.map((a) => unitRoundoff * a * scale);
  }
  let total = 0;
  evaluation.terms(0).forEach((column, lane) => {
    const terms = truthField.bounds(column, layout.rows);
    for (let row = 0; row < layout.rows; row++) {
      if (ignored[row] !== 1) total += lanes[lane][row] + Math.abs(terms.hi[row]);
    }
  });
  return Float64Array.of(unitRoundoff * total * scale);
}

/** How many columns an output, or the terms of a reduced value, has. */
function laneCountOf(subject: Subject, output: string): number {
  const { spec, layout } = subject;
  const placement = output === "value"
    ? placementIn(layout, spec.output)
    : placementOfOutput(subject, output);
  return placement.offsets.length;
}

/**
 * Who contributes most to A.
 *
 * The shares are evaluated once for all elements, so that asking for each of them takes linear time.
 *
 * @returns the operation with the largest share of A at an element of an output, e.g. `"1 - p: 93 %"`
 */
export function dominance(
  subject: Subject,
  evaluation: Evaluation<Column>,
): (output: string, element: number) => string {
  const { call, compiled } = subject;
  const known = new Map<string, readonly Float64Array[]>();
  function sharesOf(output: string, lane: number): readonly Float64Array[] {
    const key = `${output} ${lane}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const shares = evaluation.shares(output, lane);
    known.set(key, shares);
    return shares;
  }
  return (output, element) => {
    const isReduced = output === "value" && call.reduction !== "none";
    const { row, lane } = isReduced
      ? { row: undefined, lane: 0 }
      : elementAt(subject, output, element);
    const sizes = sharesOf(output, lane).map((share) =>
      row === undefined ? share.reduce((a, b) => a + b, 0) : share[row]
    );
    const total = sizes.reduce((a, b) => a + b, 0);
    const largest = sizes.indexOf(Math.max(...sizes));
    if (!(total > 0) || largest < 0) return "none: the result is exact";
    const text = printNode(compiled.graph, compiled.shares(output)[largest].node);
    return `${text}: ${Math.round(100 * sizes[largest] / total)} %`;
  };
}
