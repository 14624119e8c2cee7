/**
 * Implementations that say where a number on their way is beyond the format.
 *
 * @module
 */
import type { Call, Result } from "../../src/spec/mod.ts";
import type { Evaluate } from "../mutants/honest.ts";
import type { Habit } from "./numbers.ts";

/**
 * An implementation that does not compute what overflows on the way, also where the infinity is lost again: 1/∞ is
 * a finite 0, though no honest one.
 *
 * @param make makes the implementation, of which the last habit is the one given
 */
export function sayingOverflow(make: (watching: Habit) => Evaluate): Evaluate {
  let overflows = false;
  /** An operation of numbers that are not 0, which have a pole at most there. */
  const watched =
    <A extends readonly number[]>(operation: (...args: A) => number) => (...args: A): number => {
      const result = operation(...args);
      const isPole = args.includes(0);
      if (!Number.isFinite(result) && args.every(Number.isFinite) && !isPole) overflows = true;
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
    overflows = false;
    const result = evaluate(call);
    return overflows ? { unsupported: "Something on the way is not finite" } : result;
  };
}
