/**
 * Cross entropy by one pass over the logits, as in fused kernels.
 *
 * Each step scales the sum so far by exp(m - m'). No listed form has these roundings, so in the format itself it
 * is none of the zoo; in float64, rounded once, it is.
 *
 * @module
 */
import { roundTo, type Tensor, tensor } from "../../../src/tensor/mod.ts";
import type { Call, Result } from "../../../src/spec/mod.ts";
import { refusalOf } from "../../mutants/honest.ts";
import type { Member } from "../member.ts";

/** log Σ exp(x) over classes that stand `step` apart. */
function logSumExp(data: Tensor["data"], from: number, count: number, step: number): number {
  let highest = -Infinity;
  let sum = 0;
  for (let c = 0; c < count; c++) {
    const x = data[from + c * step];
    if (Number.isNaN(x)) return NaN;
    if (x > highest) {
      sum *= Math.exp(highest - x);
      highest = x;
    }
    sum += Math.exp(x - highest);
  }
  return highest + Math.log(sum);
}

function crossEntropy(call: Call): Result {
  const refusal = refusalOf(call);
  if (refusal !== undefined) return refusal;
  const { inputs: { pred, label, class_weight }, params, reduction, upstream, dtype } = call;
  const [, classes, ...rest] = pred.shape;
  const inner = rest.reduce((size, length) => size * length, 1);
  const smoothing = Number(params.label_smoothing);
  const weightOf = (c: number) => class_weight?.data[c] ?? 1;
  const startOf = (row: number) => Math.floor(row / inner) * classes * inner + row % inner;
  const isCounted = (row: number) => label.data[row] !== params.ignore_index;
  /** What the class's -log p counts in the loss of a row. */
  const share = (row: number, c: number) =>
    weightOf(c) * (Number(label.data[row] === c) * (1 - smoothing) + smoothing / classes);

  const logs = Array.from(
    label.data,
    (_, row) => logSumExp(pred.data, startOf(row), classes, inner),
  );
  const terms = logs.map((log, row) => {
    if (!isCounted(row)) return 0;
    if (Number.isNaN(log)) return NaN;
    let sum = 0;
    for (let c = 0; c < classes; c++) {
      const s = share(row, c);
      if (s !== 0) sum += s * (log - pred.data[startOf(row) + c * inner]);
    }
    return sum;
  });
  const weights = Array.from(label.data, (k, row) => isCounted(row) ? weightOf(k) : 0);
  const total = (of: readonly number[]) => of.reduce((sum, x) => sum + x, 0);
  const divisor = reduction === "mean" ? total(weights) : 1;
  const answered = reduction === "none" ? terms : [total(terms) / divisor];
  const shape = reduction === "none" ? label.shape : [];
  const value = tensor(dtype, shape, answered.map((x) => roundTo(x, dtype)));
  if (!call.gradients) return { value };

  const gradient = new Float64Array(pred.data.length);
  for (let row = 0; row < logs.length; row++) {
    if (!isCounted(row)) continue;
    const above = (upstream?.data[reduction === "none" ? row : 0] ?? 1) / divisor;
    let all = 0;
    for (let c = 0; c < classes; c++) all += share(row, c);
    for (let c = 0; c < classes; c++) {
      const at = startOf(row) + c * inner;
      const p = Math.exp(pred.data[at] - logs[row]);
      gradient[at] = roundTo(above * (p * all - share(row, c)), dtype);
    }
  }
  return { value, gradients: { pred: tensor(dtype, pred.shape, gradient) } };
}

export const members: readonly Member[] = [{
  id: "online_softmax/in_float64",
  says: "Cross entropy by one pass over the logits, in float64 and rounded once",
  dtypes: ["f32", "f16", "bf16"],
  has: ({ id }) => id === "cross_entropy",
  make: () => crossEntropy,
}];
