/**
 * Tensors as text: a shape, and the elements' bytes in base64, little-endian, row-major.
 *
 * Typed arrays have the machine's order of bytes; all machines that JavaScript engines are built for
 * today are little-endian.
 *
 * @module
 */
import type { DType, Tensor, TensorData } from "../tensor/mod.ts";
import { allocate, sizeOf } from "../tensor/internal.ts";

/** A tensor on the wire. */
export interface WireTensor {
  /** The element type; absent = the call's. */
  readonly dtype?: DType | undefined;
  /** Lengths of the axes; `[]` is a scalar. */
  readonly shape: readonly number[];
  /** The elements' bytes in base64. */
  readonly data: string;
}

/** Bytes of one element on the wire; bf16 is the upper half of a float32. */
export const bytesPerElement: Readonly<Record<DType, number>> = {
  f64: 8,
  f32: 4,
  f16: 2,
  bf16: 2,
  i32: 4,
};

/** A quiet NaN's upper half: another NaN's may be that of an infinity. */
const nanBf16 = 0x7fc0;

/**
 * Writes a tensor's elements as base64.
 *
 * @param t the tensor
 * @returns base64 of its elements, little-endian, row-major, with padding
 */
export function encodeData({ dtype, data }: Tensor): string {
  return bytesOf(pack(dtype, data)).toBase64();
}

/**
 * Reads a tensor off the wire.
 *
 * @param what its name in messages, e.g. `value`
 * @param wire shape and base64
 * @param dtype the element type
 * @returns the tensor
 * @throws {RangeError} when the data is no base64 or does not fit the shape
 */
export function decodeTensor(what: string, { shape, data }: WireTensor, dtype: DType): Tensor {
  const bytes = decodeBase64(what, data);
  const size = sizeOf(shape);
  const expected = size * bytesPerElement[dtype];
  if (bytes.length !== expected) {
    throw new RangeError(
      `${what} has ${bytes.length} bytes, expected ${expected}: shape [${shape}] in ${dtype}`,
    );
  }
  return { dtype, shape: [...shape], data: unpack(dtype, bytes, size) };
}

function decodeBase64(what: string, text: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.fromBase64(text);
  } catch {
    throw new RangeError(`${what} is no base64: ${JSON.stringify(text.slice(0, 40))}`);
  }
}

/** The elements as they lie in memory, in an array of the wire's element size. */
function pack(dtype: DType, data: TensorData): ArrayBufferView {
  if (dtype === "f16") return new Float16Array(data);
  if (dtype !== "bf16") return data;
  const bits = new Uint32Array(Float32Array.from(data).buffer);
  return Uint16Array.from(bits, (b, i) => Number.isNaN(data[i]) ? nanBf16 : b >>> 16);
}

function unpack(dtype: DType, bytes: Uint8Array<ArrayBuffer>, size: number): TensorData {
  if (dtype === "f16") return Float32Array.from(new Float16Array(bytes.buffer));
  if (dtype === "bf16") {
    const bits = Uint32Array.from(new Uint16Array(bytes.buffer), (half) => half << 16);
    return new Float32Array(bits.buffer);
  }
  const data = allocate(dtype, size);
  bytesOf(data).set(bytes);
  return data;
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
