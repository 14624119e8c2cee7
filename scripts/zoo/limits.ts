/**
 * Where an implementation says that it leaves the range of the format on the way.
 *
 * @module
 */
import type { Call, Result } from "../../src/spec/mod.ts";
import type { Tensor } from "../../src/tensor/mod.ts";

type Data = Tensor["data"] | Float64Array;

const isFinite = (data: Data) => data.every(Number.isFinite);

/**
 * Results; where finite numbers were given and not all of the results are finite, a word that this is not
 * computed. As an answer it would be a fault, where the exact result is in range.
 *
 * @param call what was asked
 * @param numbers the results, before they are rounded into the format, where the arithmetic has a wider range
 * @param answer what is answered otherwise
 */
export function withinLimits(call: Call, numbers: readonly Data[], answer: Result): Result {
  const { inputs, upstream } = call;
  const given = [...Object.values(inputs), ...upstream === undefined ? [] : [upstream]];
  return given.every(({ data }) => isFinite(data)) && !numbers.every(isFinite)
    ? { unsupported: "It leaves the range of the format on the way" }
    : answer;
}
