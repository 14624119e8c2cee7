/**
 * What the picture shows: for each loss the curves of one element's value and slope.
 *
 * @module
 */
import { builtinSpecs } from "../../src/spec/builtin.ts";
import type { Call, ParamValue, Reduction } from "../../src/spec/mod.ts";
import { type Tensor, tensor } from "../../src/tensor/mod.ts";

/** One curve: the calls along it, of one element each. */
export interface Curve {
  /** What makes it different from the panel's others. */
  readonly label: string;
  /** What is asked at a place on the axis. */
  call(x: number): Call;
}

/** The curves of one loss. */
export interface Panel {
  readonly loss: string;
  /** What the axis shows: the input by which the slope is, or a difference. */
  readonly axis: string;
  /** What the curves' labels are values of. */
  readonly legend: string;
  readonly from: number;
  readonly to: number;
  /** The values and slopes that are shown. */
  readonly range: readonly [number, number];
  readonly curves: readonly Curve[];
}

type Params = Readonly<Record<string, ParamValue>>;
type Inputs = Readonly<Record<string, Tensor>>;

const one = (x: number): Tensor => tensor("f64", [1], [x]);

/** A call of one element; the losses that always reduce divide it by an avg_factor of 1. */
function single(loss: string, inputs: Inputs, params: Params = {}): Call {
  const reduction: Reduction = "avg_factor" in params ? "mean" : "none";
  const defaults = Object.entries(builtinSpecs.get(loss)!.params).map(([name, param]) =>
    [name, param.default] as const
  );
  const all = { ...Object.fromEntries(defaults), ...params };
  return { loss, dtype: "f64", inputs, params: all, reduction, gradients: true };
}

const difference = { axis: "pred − target", from: -3, to: 3 } as const;
const logit = { axis: "logit of a positive", from: -5, to: 5 } as const;
const margin = { axis: "logit of the label; the others are 0", from: -5, to: 5 } as const;

/** A regression's target is 0, so that pred is the difference; a positive's is 1. */
function ofParam(
  loss: string,
  target: 0 | 1,
  values: readonly number[],
  params: (value: number) => Params,
) {
  return values.map((value): Curve => ({
    label: String(value),
    call: (x) => single(loss, { pred: one(x), target: one(target) }, params(value)),
  }));
}

/** Three classes, of which the first is the label. */
function ofLabel(
  loss: string,
  values: readonly number[],
  rest: (value: number) => { readonly inputs?: Inputs; readonly params?: Params },
) {
  return values.map((value): Curve => ({
    label: String(value),
    call(x) {
      const { inputs, params } = rest(value);
      const pred = tensor("f64", [1, 3], [x, 0, 0]);
      return single(loss, { pred, label: tensor("i32", [1], [0]), ...inputs }, params);
    },
  }));
}

function ofWeight(loss: string, target: number, params: Params): readonly Curve[] {
  return [0.5, 1, 2].map((weight): Curve => ({
    label: String(weight),
    call: (x) => single(loss, { pred: one(x), target: one(target), weight: one(weight) }, params),
  }));
}

/** The picture, row by row. */
export const panels: readonly Panel[] = [
  {
    loss: "l1_loss",
    legend: "no parameter",
    range: [-1.5, 3],
    ...difference,
    curves: [{ ...ofParam("l1_loss", 0, [0], () => ({}))[0], label: "" }],
  },
  {
    loss: "smooth_l1_loss",
    legend: "beta",
    range: [-1.5, 3],
    ...difference,
    curves: ofParam("smooth_l1_loss", 0, [0.25, 1, 2], (beta) => ({ beta })),
  },
  {
    loss: "huber_loss",
    legend: "delta",
    range: [-2.5, 4],
    ...difference,
    curves: ofParam("huber_loss", 0, [0.5, 1, 2], (delta) => ({ delta })),
  },
  {
    loss: "weighted_smooth_l1_loss",
    legend: "weight",
    range: [-2.5, 4],
    ...difference,
    curves: ofWeight("weighted_smooth_l1_loss", 0, { beta: 1, avg_factor: 1 }),
  },
  {
    loss: "binary_cross_entropy",
    axis: "probability",
    legend: "target",
    from: 0.005,
    to: 0.995,
    range: [-6, 6],
    curves: [0, 0.5, 1].map((target) => ({
      label: String(target),
      call: (x) => single("binary_cross_entropy", { pred: one(x), target: one(target) }),
    })),
  },
  {
    loss: "binary_cross_entropy_with_logits",
    legend: "target",
    range: [-1.5, 5],
    ...logit,
    axis: "logit",
    curves: [0, 0.5, 1].map((target) => ({
      label: String(target),
      call: (x) =>
        single("binary_cross_entropy_with_logits", { pred: one(x), target: one(target) }),
    })),
  },
  {
    loss: "cross_entropy",
    legend: "label_smoothing",
    range: [-1.5, 6],
    ...margin,
    curves: ofLabel("cross_entropy", [0, 0.1, 0.5], (label_smoothing) => ({
      params: { label_smoothing },
    })),
  },
  {
    loss: "weighted_cross_entropy",
    legend: "weight",
    range: [-2.5, 8],
    ...margin,
    curves: ofLabel("weighted_cross_entropy", [0.5, 1, 2], (weight) => ({
      inputs: { weight: one(weight) },
      params: { avg_factor: 1 },
    })),
  },
  {
    loss: "sigmoid_focal_loss",
    legend: "gamma, alpha none",
    range: [-1.5, 5],
    ...logit,
    curves: ofParam(
      "sigmoid_focal_loss",
      1,
      [0, 0.5, 1, 2, 5],
      (gamma) => ({ gamma, alpha: null }),
    ),
  },
  {
    loss: "weighted_sigmoid_focal_loss",
    legend: "weight",
    range: [-1, 2.5],
    ...logit,
    curves: ofWeight("weighted_sigmoid_focal_loss", 1, { avg_factor: 1 }),
  },
  {
    loss: "softmax_focal_loss",
    legend: "gamma",
    range: [-1.5, 6],
    ...margin,
    curves: ofLabel("softmax_focal_loss", [0, 0.5, 1, 2, 5], (gamma) => ({ params: { gamma } })),
  },
];
