/**
 * A call's input in one line.
 *
 * @module
 */
import { inFull, tensorLines } from "../../report/internal.ts";
import type { Call } from "../../spec/mod.ts";

/** `pred = [1, 2], target = [0, 0], beta = 1, reduction none`. */
export function inputText({ inputs, params, reduction, upstream }: Call): string {
  const given = { ...inputs, ...upstream !== undefined && { upstream } };
  const tensors = Object.entries(given).map(([name, t]) => `${name} = ${tensorLines(t, 80)[0]}`);
  const numbers = Object.entries(params)
    .map(([name, x]) => `${name} = ${x === null ? "null" : inFull(x)}`);
  return [...tensors, ...numbers, `reduction ${reduction}`].join(", ");
}
