/**
 * The sign of zeros.
 *
 * @module
 */
import type { Result } from "../../../src/spec/mod.ts";
import type { Tensor } from "../../../src/tensor/mod.ts";
import { honestIn } from "../implementation.ts";
import type { Member } from "../member.ts";

function signed(t: Tensor, zero: 0 | -0): Tensor {
  return { ...t, data: t.data.map((x: number) => x === 0 ? zero : x) };
}

function withZeros(result: Result, zero: 0 | -0): Result {
  if (!("value" in result)) return result;
  const { value, gradients } = result;
  if (gradients === undefined) return { value: signed(value, zero) };
  const all = Object.entries(gradients).map(([name, t]) => [name, signed(t, zero)] as const);
  return { value: signed(value, zero), gradients: Object.fromEntries(all) };
}

function answering(id: string, says: string, zero: 0 | -0): Member {
  return {
    id: `zeros/${id}`,
    says,
    make(spec) {
      const evaluate = honestIn(spec, {});
      return (call) => withZeros(evaluate(call), zero);
    },
  };
}

export const members: readonly Member[] = [
  answering("negative", "Every zero that is answered is -0", -0),
  answering("positive", "Every zero that is answered is +0", 0),
];
