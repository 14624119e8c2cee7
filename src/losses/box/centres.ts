/**
 * How far the centres of two boxes are apart, for formulas of losses that know no more than the corners.
 *
 * @module
 */

/** The square of the distance between the centres of pred and target. */
export const distance =
  "((target.x1 + target.x2 - pred.x1 - pred.x2)^2 + (target.y1 + target.y2 - pred.y1 - pred.y2)^2) / 4";
