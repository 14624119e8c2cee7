/**
 * The elements of a tensor as bytes, little-endian.
 *
 * @module
 */
import type { Tensor } from "../../tensor/mod.ts";

/** Bytes of an element by dtype. */
export const elementBytes = { f64: 8, f32: 4, f16: 2, bf16: 2, i32: 4 } as const;

/** A tensor's elements, each little-endian, in row-major order. */
export function bytesOf({ dtype, data }: Tensor): Uint8Array {
  const size = elementBytes[dtype];
  const view = new DataView(new ArrayBuffer(size * data.length));
  for (const [i, x] of data.entries()) {
    const at = size * i;
    if (dtype === "f64") view.setFloat64(at, x, true);
    else if (dtype === "f32") view.setFloat32(at, x, true);
    else if (dtype === "f16") view.setFloat16(at, x, true);
    else if (dtype === "i32") view.setInt32(at, x, true);
    else view.setUint16(at, upperHalf(x), true);
  }
  return new Uint8Array(view.buffer);
}

const scratch = new DataView(new ArrayBuffer(4));

/** A bfloat16 is the upper half of a float32. */
function upperHalf(x: number): number {
  scratch.setFloat32(0, x);
  return scratch.getUint16(0);
}
