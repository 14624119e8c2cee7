/**
 * How much the aspect ratios of two boxes differ, as a graph.
 *
 * @module
 */
import {
  atan,
  axisOf,
  type Box,
  type BoxPairs,
  type Float,
  type Frame,
  unitOf,
} from "../../onnx/internal.ts";

/**
 * The squared angle v = (2δ/π)² between the diagonals, δ = arctan((s q − p t)/(t q + s p)) with the sides p, q
 * of the predicted box and s, t of the right one, and its slopes by how far a box reaches, in the axis's unit.
 *
 * @param frame where it is written down
 * @param pairs the boxes
 * @param eps is added to the heights
 */
export function aspectOf(frame: Frame, pairs: BoxPairs, eps: Float) {
  const { o, number } = frame;
  const shrunk = o.mul(eps, pairs.shrunk);
  const [pred, target] = (["pred", "target"] as const).map((box) => {
    const [width, height] = [pairs.x.raw[box], o.add(pairs.y.raw[box], shrunk, "high")];
    const longest = o.max(width, height);
    const isPoint = o.equal(longest, number(0));
    const unit = o.where(isPoint, number(1), unitOf(frame, longest), "box_unit");
    return { width: o.mul(width, unit), height: o.mul(height, unit), unit };
  });
  const across = o.sub(o.mul(target.width, pred.height), o.mul(pred.width, target.height));
  const along = o.add(o.mul(target.height, pred.height), o.mul(target.width, pred.width));
  const angle = atan(frame, o.div(across, along));
  const share = o.mul(angle, number(2 / Math.PI), "angle_share");
  return {
    value: o.mul(share, share, "aspect"),
    slope(box: Box, coordinate: number): Float {
      const isPred = box === "pred";
      const { width, height, unit } = isPred ? pred : target;
      const diagonal = o.add(o.mul(width, width), o.mul(height, height));
      const isAcross = coordinate % 2 === 0;
      const turned = o.div(isAcross ? height : width, diagonal);
      const factor = number(isPred === isAcross ? -8 / Math.PI ** 2 : 8 / Math.PI ** 2);
      const slope = o.mul(o.mul(factor, angle), turned);
      return o.mul(slope, o.div(unit, axisOf(pairs, coordinate).unit));
    },
  };
}
