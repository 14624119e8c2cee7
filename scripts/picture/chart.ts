/**
 * The panels as a Vega-Lite specification.
 *
 * @module
 */
import type { TopLevelSpec } from "vega-lite";
import { evaluateReference } from "../../src/losses/mod.ts";
import type { Call, Spec } from "../../src/spec/mod.ts";
import { tensor, type TensorData } from "../../src/tensor/mod.ts";
import { type Panel, panelOf } from "./panels.ts";

/** Kinks at quarters are among the places. */
const STEPS = 96;
const size = { width: 230, height: 170 };
const legendBelow = {
  orient: "bottom",
  direction: "horizontal",
  titleLimit: 230,
  offset: 4,
} as const;

interface ValueAndSlope {
  readonly value: TensorData;
  /** Nothing of a loss that has no gradient. */
  readonly slope: TensorData | undefined;
}

/** A loss and its slope at a place. */
export interface Point {
  readonly x: number;
  readonly y: number;
  readonly curve: string;
  readonly of: "loss" | "slope";
}

function answerTo(call: Call): ValueAndSlope {
  const result = evaluateReference(call);
  if (!("value" in result)) throw new Error(`Cannot draw: ${JSON.stringify(result)}`);
  return { value: result.value.data, slope: result.gradients?.pred?.data };
}

/** The points of a panel's curves. */
export function pointsOf({ from, to, whole = false, curves }: Panel): readonly Point[] {
  const places = Array.from({ length: STEPS + 1 }, (_, i) => from + (to - from) * i / STEPS)
    .filter((x) => !whole || Number.isInteger(x));
  return curves.flatMap(({ label, call }) =>
    places.flatMap((x): Point[] => {
      const { value: [value], slope } = answerTo(call(x));
      return [
        { x, y: value, curve: label, of: "loss" },
        ...slope === undefined ? [] : [{ x, y: slope[0], curve: label, of: "slope" } as const],
      ];
    })
  );
}

/** The values and slopes that are shown: all, up to 6 to either side. */
function rangeOf(points: readonly Point[]): readonly [number, number] {
  const values = points.map(({ y }) => y);
  return [Math.max(-6, Math.min(...values) - 0.25), Math.min(6, Math.max(...values) + 0.25)];
}

function drawn(spec: Spec) {
  const panel = panelOf(spec);
  const { axis, legend, from, to, curves } = panel;
  const points = pointsOf(panel);
  return {
    ...size,
    title: { text: spec.title, subtitle: spec.id },
    data: { values: [...points] },
    mark: { type: "line", clip: true, strokeWidth: 1.6 },
    encoding: {
      x: {
        field: "x",
        type: "quantitative",
        title: axis,
        scale: { domain: [from, to], nice: false },
      },
      y: {
        field: "y",
        type: "quantitative",
        title: null,
        scale: { domain: rangeOf(points), nice: false },
      },
      color: {
        field: "curve",
        type: "nominal",
        sort: curves.map(({ label }) => label),
        title: legend,
        scale: { scheme: "viridis" },
        legend: curves.length === 1 ? null : legendBelow,
      },
      strokeDash: {
        field: "of",
        type: "nominal",
        scale: { domain: ["loss", "slope"], range: [[1, 0], [4, 3]] },
        legend: null,
      },
    },
  } as const;
}

const batch = { pred: [0.5, -2, 3, 1, 0.25], weight: [1, 2, 0, 1, 1] } as const;

/** What the reductions make of one batch, each by a call. */
export function reductionBars(): readonly { readonly name: string; readonly y: number }[] {
  const count = batch.pred.length;
  const pred = tensor("f64", [count], batch.pred);
  const target = tensor("f64", [count], new Array(count).fill(0));
  const weight = tensor("f64", [count], batch.weight);
  const plain = (reduction: Call["reduction"]): Call => ({
    loss: "smooth_l1_loss",
    dtype: "f64",
    inputs: { pred, target },
    params: { beta: 1 },
    reduction,
    gradients: true,
  });
  const weighted = (avg_factor: number | null): Call => ({
    ...plain("mean"),
    loss: "weighted_smooth_l1_loss",
    inputs: { pred, target, weight },
    params: { beta: 1, avg_factor },
  });
  const whole = (call: Call) => answerTo(call).value[0];
  return [
    ...Array.from(answerTo(plain("none")).value, (y, i) => ({ name: `term ${i + 1}`, y })),
    { name: "sum", y: whole(plain("sum")) },
    { name: "mean", y: whole(plain("mean")) },
    { name: "/ count(w > 0)", y: whole(weighted(null)) },
    { name: "/ avg_factor 2", y: whole(weighted(2)) },
  ];
}

function drawnReductions() {
  const bars = reductionBars();
  return {
    ...size,
    title: {
      text: "Reductions",
      subtitle: `smooth L1 of 5 elements, weights ${batch.weight.join(", ")}`,
    },
    data: { values: [...bars] },
    mark: { type: "bar", color: "#31688e" },
    encoding: {
      x: {
        field: "name",
        type: "nominal",
        sort: bars.map(({ name }) => name),
        title: null,
        axis: { labelAngle: -35, labelLimit: 120 },
      },
      y: { field: "y", type: "quantitative", title: null },
    },
  } as const;
}

/** The whole picture. */
export function chartOf(specs: ReadonlyMap<string, Spec>): TopLevelSpec {
  return {
    background: "white",
    padding: 12,
    title: {
      text:
        "The losses of object detection: value (solid) and slope by pred (dashed) of one element",
      anchor: "middle",
      offset: 16,
      fontSize: 16,
    },
    config: { title: { anchor: "start", subtitleColor: "#666" }, view: { stroke: "#ccc" } },
    columns: 4,
    // Titles and labels count for nothing: without fonts their width is a guess.
    bounds: "flush",
    spacing: { row: 116, column: 56 },
    concat: [...[...specs.values()].map(drawn), drawnReductions()],
    resolve: { scale: { color: "independent", x: "independent", y: "independent" } },
  } as TopLevelSpec;
}
