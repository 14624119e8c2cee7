/**
 * Implementations that say where they leave the format's numbers on the way.
 *
 * @module
 */
import type { Call, Result } from "../../src/spec/mod.ts";
import type { Evaluate } from "../mutants/honest.ts";
import type { Habit } from "./numbers.ts";

/**
 * An implementation that does not compute what overflows on the way, or is ∞ - ∞, also where that is lost again:
 * 1/∞ is a finite 0, and no entry equals a greatest one that is NaN.
 *
 * @param make makes the implementation, of which the last habit is the one given
 */
export function sayingWhereItLeaves(make: (watching: Habit) => Evaluate): Evaluate {
  let leaves = false;
  /** An operation of numbers that are not 0, which have a pole at most there. */
  const watched =
    <A extends readonly number[]>(operation: (...args: A) => number) => (...args: A): number => {
      const result = operation(...args);
      const isPole = args.includes(0);
      if (!Number.isFinite(result) && args.every(Number.isFinite) && !isPole) leaves = true;
      if (Number.isNaN(result) && !args.some(Number.isNaN)) leaves = true;
      return result;
    };
  const evaluate = make(({ add, multiply, divide, exp, expm1, pow }) => ({
    add: watched(add),
    multiply: watched(multiply),
    divide: watched(divide),
    exp: watched(exp),
    expm1: watched(expm1),
    pow: watched(pow),
  }));
  return (call: Call): Result => {
    leaves = false;
    const result = evaluate(call);
    return leaves ? { unsupported: "Something on the way is not finite" } : result;
  };
}
