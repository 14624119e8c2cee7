/**
 * From the loss of one pair of boxes to a loss of boxes [N, 4].
 *
 * @module
 */
import {
  avgFactorOr,
  type Operands,
  predAndTarget,
  type Terms,
  Wide,
} from "../../reference/internal.ts";
import type { Kernel } from "../../reference/mod.ts";
import { type BoxPair, boxPairOf } from "./span.ts";

/** The loss of one pair of boxes, and its slope by a coordinate, 0 to 3 of pred, 4 to 7 of target. */
export interface BoxLoss {
  readonly value: Wide;
  readonly slope: (coordinate: number) => Wide;
}

type Box = "pred" | "target";

/** The number of each box's first coordinate. */
const firstOf: Readonly<Record<Box, number>> = { pred: 0, target: 4 };

/**
 * A loss of boxes [N, 4], by both of which it is differentiated, with `avg_factor`.
 *
 * @param open reads a call's parameters, once, and gives the loss of a pair
 */
export function boxKernel(open: (operands: Operands) => (pair: BoxPair) => BoxLoss): Kernel {
  return {
    denominators: { mean: (operands) => avgFactorOr(operands, () => operands.layout.rows) },
    terms(operands, gradients) {
      const { pred, target } = predAndTarget(operands);
      const lossOf = open(operands);
      const losses = Array.from(
        { length: operands.layout.rows },
        (_, i) => lossOf(boxPairOf(pred, target, i)),
      );
      const slopeBy = (box: Box): Terms["scaled"] => (at, over, under) =>
        product(losses[Math.floor(at / 4)].slope(firstOf[box] + at % 4), over, under);
      const slopes = (box: Box) => {
        const slope = slopeBy(box);
        return pred.map((_, at) => slope(at, [], []));
      };
      return {
        value: Float64Array.from(losses, ({ value }) => value.toNumber()),
        gradients: gradients ? { pred: slopes("pred"), target: slopes("target") } : {},
        scaled: (i, over, under) => product(losses[i].value, over, under),
        scaledGradients: { pred: slopeBy("pred"), target: slopeBy("target") },
      };
    },
  };
}

function product(x: Wide, over: readonly number[], under: readonly number[]): number {
  return Wide.ratio([x, ...over.map(Wide.of)], under.map(Wide.of)).toNumber();
}
