/**
 * From slopes by coordinates, in units of their axes, to the terms of a loss of boxes.
 *
 * @module
 */
import {
  type Box,
  type BoxPairs,
  type Factors,
  type Float,
  type Frame,
  steadyProduct,
  type Terms,
  weightedRows,
} from "../../onnx/internal.ts";

/**
 * The terms of boxes with weights and `avg_factor`.
 *
 * @param frame where it is written down
 * @param pairs the boxes
 * @param value the loss of each, [N, 1]
 * @param growth its slope by how far a box reaches at one coordinate, in the axis's unit
 * @param units those of slopes along x and along y, where they are not the axes'
 */
export function boxTerms(
  frame: Frame,
  pairs: BoxPairs,
  value: Float,
  growth: (box: Box, coordinate: number) => Float,
  [across, down]: readonly [Float, Float] = [pairs.x.unit, pairs.y.unit],
): Terms {
  const { o, number } = frame;
  const one = number(1);
  const coordinates = [0, 1, 2, 3];
  const units = coordinates.map((k) => k % 2 === 0 ? across : down);
  // A slope of tiny boxes may be beyond the format: what enlarges it comes last.
  const power = o.columns(units.map((unit) => o.max(unit, one)), "power");
  const slopeBy = (box: Box) => {
    const slopes = coordinates.map((k) => {
      const shrinking = o.mul(o.min(units[k], one), pairs.shrunk);
      const slope = o.mul(growth(box, k), shrinking);
      return k < 2 ? o.neg(slope) : slope;
    });
    const all = o.columns(slopes, `slope_${box}`);
    return (factors: Factors) => o.mul(steadyProduct(o, number, all, factors), power);
  };
  return weightedRows(frame, pairs.rows, {
    value,
    gradients: { pred: slopeBy("pred"), target: slopeBy("target") },
  });
}
