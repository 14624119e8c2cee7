/**
 * Tensors as a `.npz` file: a zip of NumPy arrays.
 *
 * @module
 */
import { zipSync } from "fflate";
import type { DType, Tensor } from "../../tensor/mod.ts";
import { toBytes } from "../files.ts";
import { bytesOf } from "./bytes.ts";
import type { Entry } from "./entries.ts";

/** NumPy has no bfloat16: its values are float32, exactly. */
const descriptions: Readonly<Record<DType, string>> = {
  f64: "<f8",
  f32: "<f4",
  f16: "<f2",
  bf16: "<f4",
  i32: "<i4",
};

/** Any fixed day that a zip can hold: equal cases give equal bytes. */
const mtime = new Date(1980, 0, 1);

/**
 * Writes a file: one array an entry, and texts that `numpy.load` gives as bytes.
 *
 * @param entries tensors with unique names
 * @param texts further files by name
 */
export function writeNpz(
  entries: readonly Entry[],
  texts: Readonly<Record<string, string>>,
): Uint8Array {
  const files: Record<string, Uint8Array> = {};
  for (const [name, tensor] of entries) files[`${name}.npy`] = writeNpy(tensor);
  for (const [name, text] of Object.entries(texts)) files[name] = toBytes(text);
  return zipSync(files, { mtime });
}

/** One array as NumPy's format 1.0 has it: the data begin at a multiple of 64. */
export function writeNpy(tensor: Tensor): Uint8Array {
  const { dtype, shape } = tensor;
  const lengths = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const words = `{'descr': '${
    descriptions[dtype]
  }', 'fortran_order': False, 'shape': (${lengths}), }`;
  const data = bytesOf(dtype === "bf16" ? { ...tensor, dtype: "f32" } : tensor);
  const begin = Math.ceil((10 + words.length + 1) / 64) * 64;
  const file = new Uint8Array(begin + data.length).fill(0x20, 10, begin);
  file.set([0x93, ...toBytes("NUMPY"), 1, 0]);
  new DataView(file.buffer).setUint16(8, begin - 10, true);
  file.set(toBytes(words), 10);
  file[begin - 1] = 0x0a;
  file.set(data, begin);
  return file;
}
