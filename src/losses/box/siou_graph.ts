/**
 * SIoU loss: 1 − i + (Δ + Ω)/2, with what distance and angle cost, Δ, and what shapes do, Ω.
 *
 * @module
 */
import {
  type Axis,
  axisOf,
  type Bool,
  type Box,
  type BoxPairs,
  boxPairs,
  expm1,
  finite,
  flag,
  type Float,
  type Frame,
  isInnerEnd,
  type LossGraph,
  nonNegative,
  type Terms,
  unitOf,
} from "../../onnx/internal.ts";
import { boxTerms } from "./box_graph.ts";
import { linearSlope } from "./giou_graph.ts";
import { shareOf } from "./share_graph.ts";

function siouLoss(frame: Frame): Terms {
  const { o, number } = frame;
  const [one, zero, half] = [number(1), number(0), number(0.5)];
  const eps = nonNegative(frame, "eps");
  const given = finite(frame, "theta");
  const theta = o.require(given, o.greaterOrEqual(given, one), "theta must be at least 1");
  const isCostly = flag(frame, "neg_gamma");
  const isClamped = flag(frame, "clamped");
  const pairs = boxPairs(frame, eps);
  const share = shareOf(frame, pairs, o.greaterOrEqual(eps, zero, "is_added"));
  const shrunk = o.mul(eps, pairs.shrunk, "eps_in_range");
  const units = unitsOf(frame, pairs, shrunk);
  const [across, down] = units;
  const distance = distanceOf(frame, pairs, units, shrunk, isCostly);
  const shapes = [
    shapeOf(frame, pairs, pairs.x, across, zero, theta),
    shapeOf(frame, pairs, pairs.y, down, eps, theta),
  ];
  const lost = o.where(pairs.isApart, one, share.lost);
  const shape = o.add(shapes[0].cost, shapes[1].cost);
  const whole = o.add(lost, o.mul(half, o.add(distance.cost, shape)), "whole");
  const isAbove = o.and(isClamped, o.greater(whole, number(2)));
  const isBelow = o.and(isClamped, o.less(whole, zero));
  const isFlat = o.or(isAbove, isBelow, "is_flat");
  const bounded = o.where(isAbove, number(2), o.where(isBelow, zero, whole), "siou_loss");
  return boxTerms(frame, pairs, bounded, (box, coordinate) => {
    const slope = linearSlope(frame, share.share, share.side(box, coordinate));
    const ratio = o.div(axisOf(pairs, coordinate).unit, units[coordinate % 2]);
    const shared = o.where(pairs.isApart, zero, o.mul(slope, ratio));
    const costs = o.add(
      distance.slope(box, coordinate),
      shapes[coordinate % 2].slope(box),
    );
    return o.where(isFlat, zero, o.add(shared, o.mul(half, costs)));
  }, units);
}

/** How many times smaller or larger than another length one may be, in a unit that both share. */
const span = 2 ** 60;

/**
 * Units of slopes: of an axis about the longer box, since 1 over it is the slope of its shape; yet not so far from
 * the side of the box around both, and from the shift, that their slopes leave the format.
 */
function unitsOf(frame: Frame, pairs: BoxPairs, eps: Float): readonly [Float, Float] {
  const { o, number } = frame;
  const shifts = [pairs.x, pairs.y].map(({ raw }) => o.abs(o.add(raw.shift, eps)));
  const least = o.mul(unitOf(frame, o.max(shifts[0], shifts[1])), number(1 / span), "least_unit");
  const [across, down] = [pairs.x, pairs.y].map(({ raw }) => {
    const most = o.mul(unitOf(frame, o.max(raw.hull, eps)), number(span), "most_unit");
    return o.max(o.min(unitOf(frame, o.max(raw.pred, raw.target)), most), least);
  });
  return [across, down];
}

/** 2 − exp(γ a²/g²) − exp(γ b²/h²), and its slopes in units. */
function distanceOf(
  frame: Frame,
  pairs: BoxPairs,
  units: readonly [Float, Float],
  eps: Float,
  isCostly: Bool,
) {
  const { o, number } = frame;
  const [zero, half, two] = [number(0), number(0.5), number(2)];
  // Shifts are taken twice, of which nothing is lost at the smallest floats, unless eps is among the largest.
  const isFar = o.greater(eps, o.mul(frame.largest(), number(2 ** -4)));
  const times = o.where(isFar, number(1), two, "times");
  const axes = [pairs.x, pairs.y].map(({ raw }) => {
    const shift = o.add(o.mul(raw.twiceShift, o.mul(half, times)), o.mul(times, eps), "shifts");
    const side = o.max(raw.hull, eps, "side");
    const isFixed = o.less(raw.hull, eps);
    const part = o.div(shift, o.mul(times, side), "part");
    return { shift, side, isFixed, part, size: o.abs(shift) };
  });
  const longest = o.max(axes[0].size, axes[1].size, "longest");
  // How long each shift is beside the longer one.
  const lengths = axes.map(({ size }) => o.div(size, longest, "length"));
  const squares = lengths.map((length) => o.mul(length, length));
  const norm = o.add(squares[0], squares[1], "norm");
  const angle = o.div(o.mul(o.mul(two, lengths[0]), lengths[1]), norm, "angle");
  const gamma = o.where(isCostly, o.sub(angle, two), o.sub(two, angle), "gamma");
  const exponentials = axes.map(({ part }) => exponential(frame, o.mul(o.mul(gamma, part), part)));
  return {
    cost: o.add(exponentials[0].cost, exponentials[1].cost, "distance_cost"),
    slope(box: Box, coordinate: number): Float {
      const axis = coordinate % 2;
      const own = axes[axis];
      const [m, n] = [lengths[axis], lengths[1 - axis]];
      const moved = number((box === "pred") === coordinate < 2 ? 0.5 : -0.5);
      const apart = o.mul(o.sub(n, m), o.add(n, m));
      const turn = o.mul(o.div(o.mul(two, n), norm), o.div(apart, norm));
      const turned = o.mul(o.mul(turn, o.sign(own.shift)), moved);
      const turning = o.where(isCostly, turned, o.neg(turned), "turning");
      /** What the angle adds to γ (part)². */
      const byAngle = (k: number) => {
        const { part } = axes[k];
        const own = o.mul(longest, o.div(units[axis], times));
        return o.mul(turning, o.div(o.mul(part, part), own));
      };
      const isKept = o.or(isInnerEnd(pairs, box, coordinate), own.isFixed);
      const grown = o.where(isKept, zero, own.part);
      const ratio = o.div(o.sub(moved, grown), o.mul(own.side, units[axis]));
      const direct = o.mul(o.mul(o.mul(two, gamma), own.part), ratio);
      const first = o.mul(exponentials[axis].power, o.add(byAngle(axis), direct));
      const second = o.mul(exponentials[1 - axis].power, byAngle(1 - axis));
      return o.neg(o.add(first, second));
    },
  };
}

/** e^z, and 1 − e^z. */
function exponential(frame: Frame, z: Float) {
  const { o, number } = frame;
  const power = o.exp(z, "power");
  const below = expm1(frame, o.neg(o.abs(z)));
  const isAbove = o.greater(z, number(0));
  return { power, cost: o.where(isAbove, o.mul(below, power), o.neg(below), "cost") };
}

/** (1 − exp(−u))^θ of the part u that two lengths differ by, and its slope in a unit. */
function shapeOf(
  frame: Frame,
  { shrunk }: BoxPairs,
  { plain, raw }: Axis,
  unit: Float,
  eps: Float,
  theta: Float,
) {
  const { o, number, largest } = frame;
  const one = number(1);
  // Of boxes that are far along the other axis, lengths along this one need not be shrunk.
  const isIn = o.greaterOrEqual(largest(), o.max(plain.pred, plain.target), "is_in_range");
  const least = o.where(isIn, eps, o.mul(eps, shrunk), "least_length");
  const lengthOf = (box: Box) => o.where(isIn, plain[box], raw[box], "length");
  const lengths = { pred: lengthOf("pred"), target: lengthOf("target") };
  const difference = o.sub(lengths.pred, lengths.target, "difference");
  const longest = o.add(o.max(lengths.pred, lengths.target), least, "longest");
  const inUnit = o.mul(o.mul(longest, unit), o.where(isIn, shrunk, one), "in_unit");
  const part = o.div(o.abs(difference), longest, "part");
  const rise = o.neg(expm1(frame, o.neg(part)));
  const power = o.pow(rise, o.sub(theta, one), "power");
  const steepness = o.mul(o.mul(theta, power), o.exp(o.neg(part)), "steepness");
  return {
    cost: o.pow(rise, theta, "shape_cost"),
    slope(box: Box): Float {
      const isPred = box === "pred";
      const other = o.add(lengths[isPred ? "target" : "pred"], least);
      const towards = o.sign(isPred ? difference : o.neg(difference));
      const isLonger = o.greater(towards, number(0));
      const slope = o.where(isLonger, o.div(other, longest), towards);
      return o.mul(o.div(slope, inUnit), steepness);
    },
  };
}

/** SIoU. */
export const siouGraph: LossGraph = { write: siouLoss };
