/**
 * Where an implementation says that it leaves the range of the format on the way.
 *
 * @module
 */
import type { Call, Result } from "../../src/spec/mod.ts";
import { formats, type Tensor } from "../../src/tensor/mod.ts";
import type { Habit } from "./numbers.ts";

type Data = Tensor["data"] | Float64Array;

/** What it says. */
export const leaving: Result = { unsupported: "It leaves the range of the format on the way" };

const isFinite = (data: Data) => data.every(Number.isFinite);

/** Whether all that is given is finite. */
export function areFinite({ inputs, upstream }: Call): boolean {
  return [...Object.values(inputs), ...upstream === undefined ? [] : [upstream]]
    .every(({ data }) => isFinite(data));
}

/**
 * Results; where finite numbers were given and not all of the results are finite, a word that this is not
 * computed. As an answer it would be a fault, where the exact result is in range. The same where a result is
 * finite in a wider range only, though the exact one is farther from the end of the format's than a sum rounds
 * up: exp of a difference that cancels can be anything.
 *
 * @param call what was asked
 * @param numbers the results, before they are rounded into the format, where the arithmetic has a wider range
 * @param answer what is answered otherwise
 * @param sizes how large each result is at most in exact arithmetic; absent = not known to be in range
 */
export function withinLimits(
  call: Call,
  numbers: readonly Data[],
  answer: Result,
  sizes?: () => readonly Data[],
): Result {
  const { largest } = formats[call.dtype];
  if (!areFinite(call)) return answer;
  if (!numbers.every(isFinite)) return leaving;
  const isOut = (x: number) => Math.abs(x) > largest;
  if (sizes === undefined || !numbers.some((data) => data.some(isOut))) return answer;
  const exact = sizes();
  const isWrong = numbers.some((data, output) =>
    data.some((x, i) => isOut(x) && exact[output][i] <= 7 / 8 * largest)
  );
  return isWrong ? leaving : answer;
}

/** What watches an arithmetic for leaving the range. */
export interface Watch {
  /** To stand before the habits that it watches, and behind them. */
  readonly habit: Habit;
  begin(): void;
  /** Whether that was left since the beginning. */
  hasLeft(): boolean;
}

/**
 * Watches an arithmetic for what overflows, or is ∞ - ∞, also where that is lost again: 1/∞ is a finite 0, and no
 * entry equals a greatest one that is NaN.
 */
export function watching(): Watch {
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
  return {
    habit: ({ add, multiply, divide, exp, expm1, pow }) => ({
      add: watched(add),
      multiply: watched(multiply),
      divide: watched(divide),
      exp: watched(exp),
      expm1: watched(expm1),
      pow: watched(pow),
    }),
    begin() {
      leaves = false;
    },
    hasLeft: () => leaves,
  };
}
