/**
 * Knowledge distillation: the divergence of two softmaxes at a temperature.
 *
 * @module
 */
import {
  allocateSoftmaxRow,
  avgFactorOr,
  type ClassLayout,
  countOfTerms,
  logitsOf,
  type LossOutput,
  numberOf,
  ratio,
  readSoftmaxRow,
  type SoftmaxRow,
  sum,
} from "../../reference/internal.ts";
import type { Kernel } from "../../reference/mod.ts";

/**
 * Knowledge distillation, value and gradient, with q the teacher's softmax and p the student's:
 *
 *     ℓ = T²/C Σ_c q_c (log q_c − log p_c),   q = softmax(s/T), p = softmax(x/T)
 *     ∂ℓ/∂x_c = T/C (p_c − q_c)
 *
 * Stable form: with e = d − Σ q d, d = (s − x)/T, the divergence is log1p(R), R = Σ q (exp(−e) − 1 + e),
 * whose summands are never negative, and p_c − q_c = q_c (expm1(−e_c) − R)/(1 + R). exp(−e) − 1 + e is
 * e² times a series where e is small, so that T² never meets a number that underflows. Where R is large,
 * so are the logarithms, and these are subtracted.
 *
 * Sources: arXiv:1503.02531 section 2; mmdet/models/losses/kd_loss.py.
 *
 * @param x the student's logits [N, C], row-major
 * @param soft the teacher's
 * @param layout where the logits of each row stand
 * @param temperature T > 0
 * @param out receives ℓ, one a row, and ∂ℓ/∂x, where x stands
 *
 * @example
 * ```ts
 * import { distillation } from "./kd_kl_div.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const out = { value: new Float64Array(1), gradient: new Float64Array(3) };
 * const layout = { rows: 1, classes: 3, start: () => 0, stride: 1 };
 * distillation(Float64Array.of(1, 0, -1), Float64Array.of(0, 0, 1), layout, 1, out);
 * assertAlmostEquals(out.value[0], 0.2654844874756339966910822);
 * ```
 */
export function distillation(
  x: Float64Array,
  soft: Float64Array,
  layout: ClassLayout,
  temperature: number,
  { value, gradient }: LossOutput,
): void {
  const { rows, classes, start, stride } = layout;
  for (let i = 0; i < rows; i++) {
    const row = readRow(x, soft, layout, temperature, i);
    value[i] = productOf(valueFactors(row, temperature)) / classes;
    if (!gradient) continue;
    for (let c = 0; c < classes; c++) {
      gradient[start(i) + c * stride] = temperature / classes * gapOf(row, c);
    }
  }
}

/** One row of both. */
interface Row {
  readonly teacher: SoftmaxRow;
  readonly student: SoftmaxRow;
  /** q. */
  readonly q: Float64Array;
  /** T e, whose square needs no T². */
  readonly shift: Float64Array;
  /** e. */
  readonly e: Float64Array;
  /** R; infinite where the logarithms themselves tell more. */
  readonly surplus: number;
  /** Half of what each logit is below its row's highest, the student's less the teacher's. */
  readonly halfGap: Float64Array;
}

function readRow(
  x: Float64Array,
  soft: Float64Array,
  { classes, start, stride }: ClassLayout,
  temperature: number,
  i: number,
): Row {
  const at = (data: Float64Array) =>
    Float64Array.from({ length: classes }, (_, c) => data[start(i) + c * stride]);
  const [xs, ss] = [at(x), at(soft)];
  const student = softmaxAt(xs, temperature);
  const teacher = softmaxAt(ss, temperature);
  const q = teacher.exps.map((e) => e / (1 + teacher.rest));
  const [xTop, sTop] = [xs[teacher.top], ss[teacher.top]];
  const fromTop = ss.map((s, c) => sum([s, -sTop, -xs[c], xTop]));
  const mean = sum(fromTop.map((one, c) => q[c] === 0 ? 0 : q[c] * one));
  const shift = fromTop.map((one) => one - mean);
  const e = shift.map((one) => one / temperature);
  const surplus = sum(e.map((one, c) => q[c] === 0 ? 0 : q[c] * excess(one)));
  const isNear = shift.every(Number.isFinite) && e.every((one) => one > -700) &&
    (e.every((one) => one > -4) || surplus < 2 ** -10);
  const half = (row: SoftmaxRow, data: Float64Array) => data.map((v) => 0.5 * row.max - 0.5 * v);
  const [halfStudent, halfTeacher] = [half(student, xs), half(teacher, ss)];
  return {
    teacher,
    student,
    q,
    shift,
    e,
    surplus: isNear ? surplus : Infinity,
    halfGap: halfStudent.map((one, c) => one - halfTeacher[c]),
  };
}

/** The softmax of logits over T; the highest stays as it is given. */
function softmaxAt(logits: Float64Array, temperature: number): SoftmaxRow {
  const row = allocateSoftmaxRow(logits.length);
  const max = logits.reduce((most, v) => v > most || v !== v ? v : most, -Infinity);
  readSoftmaxRow(logits.map((v) => (v - max) / temperature), 0, 1, row);
  row.max = max;
  return row;
}

/** exp(−e) − 1 + e ≥ 0: e² h(e). */
function excess(e: number): number {
  return Math.abs(e) < 1 ? e * e * series(e) : Math.expm1(-e) + e;
}

/** h(e) = 1/2 − e/6 + e²/24 − … for |e| < 1. */
function series(e: number): number {
  let total = 0;
  for (let k = 20; k >= 2; k--) total = 1 - e / (k + 1) * total;
  return 0.5 * total;
}

/** Factors of T² KL, each of them a float64. */
function valueFactors(
  { teacher, student, q, shift, e, surplus, halfGap }: Row,
  temperature: number,
): readonly number[] {
  if (surplus === Infinity) {
    const straight = sum(halfGap.map((gap, c) => q[c] === 0 ? 0 : q[c] * gap));
    const turn = Math.log1p(student.rest) - Math.log1p(teacher.rest);
    return [2, temperature, straight + 0.5 * temperature * turn];
  }
  const isSmall = e.every((one) => Math.abs(one) < 1);
  const squares = isSmall ? sum(shift.map((u, c) => q[c] * (u * u) * series(e[c]))) : Infinity;
  if (squares < Infinity) return [squares, surplus === 0 ? 1 : Math.log1p(surplus) / surplus];
  return [temperature, temperature, Math.log1p(surplus)];
}

/** p_c − q_c: where these are alike, of what they differ by. */
function gapOf({ student, q, e, surplus }: Row, c: number): number {
  return surplus < Infinity && Math.abs(e[c]) < 1
    ? q[c] * ((Math.expm1(-e[c]) - surplus) / (1 + surplus))
    : student.exps[c] / (1 + student.rest) - q[c];
}

function productOf(factors: readonly number[]): number {
  return factors.reduce((product, factor) => product * factor, 1);
}

/** Knowledge distillation in the reference. */
export const kdKlDiv: Kernel = {
  denominators: {
    mean: (operands) => avgFactorOr(operands, () => countOfTerms(operands)[0]),
  },
  terms(operands, gradients) {
    const { layout, floats: { soft } } = operands;
    if (!soft) throw new TypeError("Cannot evaluate: soft must be checked first");
    const x = logitsOf(operands);
    const temperature = numberOf(operands, "temperature");
    const out = {
      value: new Float64Array(layout.rows),
      gradient: gradients ? new Float64Array(x.length) : null,
    };
    distillation(x, soft, layout, temperature, out);
    return {
      value: out.value,
      gradients: out.gradient ? { pred: out.gradient } : {},
      scaled: (i, over, under) => {
        const factors = valueFactors(readRow(x, soft, layout, temperature, i), temperature);
        return ratio([...factors, ...over], [layout.classes, ...under]);
      },
    };
  },
};
