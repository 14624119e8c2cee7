/**
 * A random spec's honest implementation in the oracle's own order: its first form, operation by operation.
 *
 * @module
 */
import type { Call, Result, Spec } from "../../src/spec/mod.ts";
import { honestIn } from "../zoo/implementation.ts";
import type { Habit } from "../zoo/numbers.ts";

/**
 * The values and gradients of a loss.
 *
 * @param spec the loss
 * @returns its answers; what overflows on the way is not computed, also where the infinity is lost again
 */
export function inOrder(spec: Spec): (call: Call) => Result {
  let overflows = false;
  /** An operation of numbers that are not 0, which have a pole at most there. */
  const watched =
    <A extends readonly number[]>(operation: (...args: A) => number) => (...args: A): number => {
      const result = operation(...args);
      const isPole = args.includes(0);
      if (!Number.isFinite(result) && args.every(Number.isFinite) && !isPole) overflows = true;
      return result;
    };
  const watching: Habit = ({ add, multiply, divide, exp, expm1, pow }) => ({
    add: watched(add),
    multiply: watched(multiply),
    divide: watched(divide),
    exp: watched(exp),
    expm1: watched(expm1),
    pow: watched(pow),
  });
  const evaluate = honestIn(spec, { habits: [watching] });
  return (call) => {
    overflows = false;
    const result = evaluate(call);
    return overflows ? { unsupported: "Something on the way is not finite" } : result;
  };
}
