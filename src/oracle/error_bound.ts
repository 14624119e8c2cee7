/**
 * A, the first-order error bound, of one output of a call; and who contributes most to it.
 *
 * @module
 */
import { formats } from "../tensor/mod.ts";
import type { Evaluation } from "./evaluate_call.ts";
import type { Subject } from "./subject.ts";
import type { Mask } from "./field.ts";
import { type Column, truthField } from "./interval_field.ts";
import { elementAt, isClassed, outputLength, scattered } from "./placement.ts";
import { printNode } from "./print.ts";

/** Above so many classes A is not computed for gradients: it costs a pass for each class. */
const LANES_LIMIT = 32;

/** Above so many classes it is not computed at all. */
const CLASSES_LIMIT = 8192;

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
 * @returns per element; NaN for gradients over more than 32 classes, and for over 8192 classes
 */
export function errorBoundOf(
  subject: Subject,
  evaluation: Evaluation<Column>,
  ignored: Mask,
  output: string,
): Float64Array {
  const { call, layout } = subject;
  const { unitRoundoff } = formats[call.dtype];
  if (output !== "value") {
    const isWide = isClassed(subject, output);
    if (isWide && layout.classes > LANES_LIMIT) {
      return new Float64Array(outputLength(subject, output)).fill(NaN);
    }
    const lanes = Array.from({ length: isWide ? layout.classes : 1 }, (_, lane) => {
      const sums = summed(evaluation.shares(output, isWide ? lane : undefined), layout.rows);
      return { lo: sums, hi: sums };
    });
    return scattered(subject, output, lanes).hi.map((a) => a * unitRoundoff);
  }
  if (layout.classes > CLASSES_LIMIT) {
    return new Float64Array(outputLength(subject, output)).fill(NaN);
  }
  const perTerm = summed(evaluation.shares("value"), layout.rows);
  const scale = scaleOf(evaluation);
  if (call.reduction === "none") return perTerm.map((a) => unitRoundoff * a * scale);
  const terms = truthField.bounds(evaluation.terms(0), layout.rows);
  let total = 0;
  for (let row = 0; row < layout.rows; row++) {
    if (ignored[row] !== 1) total += perTerm[row] + Math.abs(terms.hi[row]);
  }
  return Float64Array.of(unitRoundoff * total * scale);
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
  function sharesOf(output: string, lane: number | undefined): readonly Float64Array[] {
    const key = `${output} ${lane}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const shares = evaluation.shares(output, lane);
    known.set(key, shares);
    return shares;
  }
  return (output, element) => {
    const { row, lane } = output === "value"
      ? { row: call.reduction === "none" ? element : undefined, lane: undefined }
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
