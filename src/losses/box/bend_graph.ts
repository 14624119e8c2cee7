/**
 * Smooth L1 of what a share lacks to 1: near a perfect box a parabola, beyond a point a line.
 *
 * @module
 */
import type { Float, Frame } from "../../onnx/internal.ts";

/**
 * q²/(2 s) where q < s, else q − s/2; and the factor that its slope multiplies q's by.
 *
 * @param frame where it is written down
 * @param q what is lacking, ≥ 0
 * @param point s > 0, where the parabola becomes a line
 * @param name of the value
 */
export function bent({ o, number }: Frame, q: Float, point: Float, name?: string) {
  const isSmooth = o.less(q, point, "is_smooth");
  const half = number(0.5);
  const steepness = o.div(q, point);
  const parabola = o.mul(o.mul(half, q), steepness);
  const value = o.where(isSmooth, parabola, o.sub(q, o.mul(half, point)), name);
  const factor = o.where(isSmooth, steepness, number(1), "factor");
  return { value, factor };
}
