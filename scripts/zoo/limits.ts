/**
 * Where an implementation says that it leaves the range of the format on the way.
 *
 * @module
 */
import type { Call, Result } from "../../src/spec/mod.ts";
import { formats, type Tensor } from "../../src/tensor/mod.ts";

type Data = Tensor["data"] | Float64Array;

const isFinite = (data: Data) => data.every(Number.isFinite);

/**
 * Results; where finite numbers were given and not all of the results are finite, a word that this is not
 * computed. As an answer it would be a fault, where the exact result is in range. The same where a result is
 * finite in a wider range only, though the exact one is far from the end of the format's: exp of a difference
 * that cancels can be anything.
 *
 * @param call what was asked
 * @param numbers the results, before they are rounded into the format, where the arithmetic has a wider range
 * @param answer what is answered otherwise
 * @param isInRange whether the exact results are well within the format's range
 */
export function withinLimits(
  call: Call,
  numbers: readonly Data[],
  answer: Result,
  isInRange: () => boolean = () => false,
): Result {
  const { inputs, upstream, dtype } = call;
  const { largest } = formats[dtype];
  const isOut = (x: number) => Math.abs(x) > largest;
  const given = [...Object.values(inputs), ...upstream === undefined ? [] : [upstream]];
  if (!given.every(({ data }) => isFinite(data))) return answer;
  const leaves = !numbers.every(isFinite) ||
    numbers.some((data) => data.some(isOut)) && isInRange();
  return leaves ? { unsupported: "It leaves the range of the format on the way" } : answer;
}
