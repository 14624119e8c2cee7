/**
 * Mistakes of cross entropy with axes after the classes: pixels that are taken for images, and the
 * other way round.
 *
 * @module
 */
import { evaluateReference } from "../../../src/losses/mod.ts";
import type { Call } from "../../../src/spec/mod.ts";
import { tensor } from "../../../src/tensor/mod.ts";
import { ignoredCount, isIgnored, mixed, smoothing } from "../cross_entropy_calls.ts";
import type { Mutant } from "../mutant.ts";
import { slopesBy, slopesOf, termsOf } from "../other_calls.ts";
import {
  answers,
  changed,
  computes,
  each,
  hears,
  mutant,
  withNumbers,
  without,
  withParam,
} from "../write.ts";

/** How many images, classes, and positions in an image there are. */
function lengths({ inputs: { pred } }: Call) {
  const [images, classes, ...rest] = pred.shape;
  return { images, classes, positions: rest.reduce((product, n) => product * n, 1) };
}

/** Whether there is more than one position. */
function hasPositions(call: Call): boolean {
  return lengths(call).positions > 1;
}

/** What a row counts for in the mean's divisor. */
function labelWeight(call: Call, row: number): number {
  const { label, class_weight } = call.inputs;
  const k = label.data[row];
  return isIgnored(call, k) ? 0 : class_weight?.data[k] ?? 1;
}

/** The sum over the rows of an image. */
function sumOfImage(call: Call, image: number, f: (row: number) => number): number {
  const { positions } = lengths(call);
  return Array.from({ length: positions }, (_, p) => f(image * positions + p))
    .reduce((sum, x) => sum + x, 0);
}

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "cross_entropy/positions_summed_in_the_mean",
    "The mean divides by the images, as for classification: the positions of each are summed",
    answers((numbers, call) =>
      call.reduction === "mean" && call.inputs.class_weight === undefined
        ? each((x) => x * lengths(call).positions)(numbers)
        : {}
    ),
  ),
  mutant(
    "cross_entropy/slope_divided_by_images",
    "The value is averaged over all positions, and the gradient over the images alone",
    slopesBy("pred", (g, _, call) => call.reduction === "mean" ? g * lengths(call).positions : g),
  ),
  mutant(
    "cross_entropy/ignored_by_the_image",
    "Ignored positions leave the divisor by whole images: only an image without any label does not count",
    answers((numbers, call) => {
      const { images, positions } = lengths(call);
      const valid = call.inputs.label.data.length - ignoredCount(call);
      if (call.reduction !== "mean" || call.inputs.class_weight || valid === 0) return {};
      const counted = Array.from(
        { length: images },
        (_, image) => sumOfImage(call, image, (row) => labelWeight(call, row)) > 0,
      ).filter(Boolean).length;
      return each((x) => x * valid / (counted * positions))(numbers);
    }),
  ),
  mutant(
    "cross_entropy/mean_of_the_images_means",
    "Each image has its own mean, and these are averaged: images with few labels count as much as others",
    answers(({ value }, call) => {
      const { images } = lengths(call);
      if (call.reduction !== "mean" || !hasPositions(call)) return {};
      const terms = termsOf(call);
      const means = Array.from(
        { length: images },
        (_, image) =>
          sumOfImage(call, image, (row) => terms[row]) /
          sumOfImage(call, image, (row) => labelWeight(call, row)),
      );
      const mean = means.reduce((sum, x) => sum + x, 0) / images;
      return { value: Number.isFinite(mean) ? [mean] : value };
    }),
  ),
  mutant(
    "cross_entropy/weights_by_position",
    "Class weights are broadcast along the last axis: they weigh positions, not labels",
    computes(() => (call) => {
      const { class_weight } = call.inputs;
      if (!class_weight || !hasPositions(call) || call.reduction !== "none") {
        return evaluateReference(call);
      }
      const { classes, positions } = lengths(call);
      const weighed = (x: number, i: number) => x * class_weight.data[i % positions % classes];
      return changed(evaluateReference(without(call, "class_weight")), call, each(weighed));
    }),
  ),
  mutant(
    "cross_entropy/upstream_of_the_first_position",
    "The gradient from above is indexed by image: every position has that of the first",
    slopesOf((call) => {
      const { upstream, reduction } = call;
      if (!upstream || reduction !== "none") return call;
      const { positions } = lengths(call);
      const first = Array.from(upstream.data, (_, i) => upstream.data[i - i % positions]);
      return { ...call, upstream: tensor(upstream.dtype, upstream.shape, first) };
    }),
  ),
  mutant(
    "cross_entropy/labels_position_first",
    "Labels are read as if their images were the last axis",
    hears((call) => {
      const { images, positions } = lengths(call);
      const { label } = call.inputs;
      return withNumbers(
        call,
        "label",
        (k, i) => label.data[i % positions * images + Math.floor(i / positions)] ?? k,
      );
    }),
  ),
  mutant(
    "cross_entropy/smoothing_over_positions",
    "What smoothing spreads is averaged over all axes but the first, classes and positions alike",
    computes(() => (call) => {
      const s = smoothing(call);
      const right = evaluateReference(call);
      if (!("value" in right) || s === 0 || !hasPositions(call)) return right;
      const hard = evaluateReference(withParam(call, "label_smoothing", 0));
      const flat = evaluateReference(withParam(call, "label_smoothing", 1));
      return mixed(call, 1 - s, hard, s / lengths(call).positions, flat);
    }),
  ),
  mutant(
    "cross_entropy/slope_channels_last",
    "The gradient is written with its classes last, as the kernel had its input transposed",
    answers(({ gradients }, call) => {
      if (gradients.pred === undefined) return {};
      const { classes, positions } = lengths(call);
      const size = classes * positions;
      const pred = gradients.pred.map((_, i) => {
        const [start, at] = [i - i % size, i % size];
        return gradients.pred[start + at % classes * positions + Math.floor(at / classes)];
      });
      return { gradients: { ...gradients, pred } };
    }),
  ),
  mutant(
    "cross_entropy/last_column_not_launched",
    "The grid of a kernel for images of several columns is one column short: the terms of the last stay 0",
    answers(({ value }, call) => {
      const { shape } = call.inputs.label;
      const width = shape.length < 3 ? 1 : shape[shape.length - 1];
      const isLost = (i: number) => width > 1 && i % width === width - 1;
      return call.reduction === "none" ? { value: value.map((x, i) => isLost(i) ? 0 : x) } : {};
    }),
  ),
];
