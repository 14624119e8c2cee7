/**
 * Inputs whose demands the graph itself checks: running it fails, at a node called by the demand, where
 * they do not hold.
 *
 * @module
 */
import type { Frame } from "./frame.ts";
import type { Operators } from "./operators.ts";
import type { Bool, Float, Int } from "./value.ts";

/** Predictions and targets, element by element. */
export interface Elements {
  readonly pred: Float;
  readonly target: Float;
  /** Their shape, checked. */
  readonly shape: Int;
}

/** What is demanded of the elements. */
export interface Demands {
  /** Inputs that must lie in [0, 1]; NaN is let through. */
  readonly unit?: readonly ("pred" | "target")[];
}

/** `pred` and `target`, as many, at least one. */
export function elements(frame: Frame, { unit = [] }: Demands = {}): Elements {
  const { o } = frame;
  const given = { pred: frame.float("pred"), target: frame.float("target") };
  const { pred } = given;
  let shape = nonEmpty(frame, o.shape(pred, "shape"), pred);
  for (const name of unit) {
    const x = given[name];
    const outside = o.or(
      o.less(o.reduceMin(x), frame.number(0)),
      o.greater(o.reduceMax(x), frame.number(1)),
    );
    shape = o.require(shape, o.not(outside), `${name} must lie in [0, 1]`);
  }
  const target = o.reshape(given.target, shape, "t", "target must be as long as pred");
  return { pred, target, shape };
}

/** A weight of each element. */
export function weightOfEach({ o, float }: Frame, name: string, shape: Int): Float {
  return o.reshape(float(name), shape, "w", `${name} must be as long as pred`);
}

/** A shape, if a tensor has elements. */
export function nonEmpty({ o, integers }: Frame, shape: Int, x: Float | Int, name = "pred"): Int {
  return o.require(shape, o.lessInts(integers(0), o.size(x)), `${name} must have elements`);
}

/** A weight of each element, or one of all. */
export function optionalWeight(frame: Frame, name: string, pred: Float): Float {
  const { o, integers } = frame;
  const weight = frame.float(name);
  const length = o.size(weight);
  const fits = o.or(o.equalInts(length, o.size(pred)), o.equalInts(length, integers(1)));
  const shape = o.require(o.shape(weight), fits, `${name} must be as long as pred, or 1`);
  return o.reshape(weight, shape, `${name}_checked`);
}

/** A finite parameter > 0. */
export function positive(frame: Frame, name: string): Float {
  const x = frame.float(name);
  return frame.o.require(x, isPositive(frame, x), `${name} must be finite and > 0`);
}

/** A finite parameter ≥ 0. */
export function nonNegative(frame: Frame, name: string): Float {
  const { o, float, number, largest } = frame;
  const x = float(name);
  const allowed = o.and(o.greaterOrEqual(x, number(0)), o.greaterOrEqual(largest(), x));
  return o.require(x, allowed, `${name} must be finite and >= 0`);
}

/** A finite parameter. */
export function finite({ o, float, largest }: Frame, name: string): Float {
  const x = float(name);
  return o.require(x, o.greaterOrEqual(largest(), o.abs(x)), `${name} must be finite`);
}

function isPositive({ o, number, largest }: Frame, x: Float): Bool {
  return o.and(o.greater(x, number(0)), o.greaterOrEqual(largest(), x));
}

/** A parameter in [least, greatest]. */
export function between(
  { o, float, number }: Frame,
  name: string,
  least: number,
  greatest: number,
): Float {
  const x = float(name);
  const isInside = o.and(o.greaterOrEqual(x, number(least)), o.greaterOrEqual(number(greatest), x));
  return o.require(x, isInside, `${name} must lie in [${least}, ${greatest}]`);
}

/** A parameter in [0, 1]. */
export function fraction({ o, float, number }: Frame, name: string): Float {
  const x = float(name);
  return o.require(x, isFraction(o, x, number), `${name} must lie in [0, 1]`);
}

/** A parameter in [0, 1], or NaN for its absence. */
export function optionalFraction(frame: Frame, name: string): Float {
  const { o, number } = frame;
  return optional(frame, name, (x) => isFraction(o, x, number), "lie in [0, 1]");
}

/** A parameter, or NaN for its absence. */
export function optional(
  { o, float }: Frame,
  name: string,
  isAllowed: (x: Float) => Bool,
  demand: string,
): Float {
  const x = float(name);
  return o.require(x, o.or(o.isNaN(x), isAllowed(x)), `${name} must ${demand}, or be NaN`);
}

/** The parameter `avg_factor`, finite and > 0; where it is NaN, what stands for it. */
export function avgFactorOr(frame: Frame, otherwise: Float): Float {
  const { o, float } = frame;
  const given = float("avg_factor");
  const absent = o.isNaN(given);
  const allowed = o.or(absent, isPositive(frame, given));
  const checked = o.require(given, allowed, "avg_factor must be finite and > 0, or NaN");
  return o.where(absent, otherwise, checked, "divisor");
}

/** Whether an integer parameter that may be 0 or 1 is 1. */
export function flag({ o, int, integers }: Frame, name: string): Bool {
  const given = int(name);
  const isOne = o.equalInts(given, integers(1));
  const isKnown = o.or(isOne, o.equalInts(given, integers(0)));
  return o.require(isOne, isKnown, `${name} must be 0 or 1`);
}

/** A tensor as it is, if `avg_factor` is finite and > 0, or NaN; NaN alone in a sum, which is divided by nothing. */
export function withFactorChecked(frame: Frame, x: Float): Float {
  const { o, float, reduction } = frame;
  const given = float("avg_factor");
  const absent = o.isNaN(given);
  const allowed = reduction === "sum" ? absent : o.or(absent, isPositive(frame, given));
  return o.require(x, allowed, "avg_factor must be finite and > 0, or NaN, and NaN in a sum");
}

function isFraction(o: Operators, x: Float, number: Frame["number"]) {
  return o.and(o.greaterOrEqual(x, number(0)), o.greaterOrEqual(number(1), x));
}
