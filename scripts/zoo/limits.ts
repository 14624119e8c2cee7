/**
 * Where an implementation says that it leaves the range of the format on the way.
 *
 * @module
 */
import type { Call, Result } from "../../src/spec/mod.ts";
import type { Tensor } from "../../src/tensor/mod.ts";

const isFinite = ({ data }: Tensor) => data.every(Number.isFinite);

/**
 * An answer; where finite numbers were given and not all that are answered are finite, a word that this is not
 * computed. As an answer it would be a fault, where the exact result is in range.
 */
export function admitting(call: Call, result: Result): Result {
  if (!("value" in result)) return result;
  const { value, gradients = {} } = result;
  const { inputs, upstream } = call;
  const given = [...Object.values(inputs), ...upstream === undefined ? [] : [upstream]];
  return given.every(isFinite) && ![value, ...Object.values(gradients)].every(isFinite)
    ? { unsupported: "It leaves the range of the format on the way" }
    : result;
}
