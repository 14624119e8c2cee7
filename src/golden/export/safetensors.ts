/**
 * Tensors as a `.safetensors` file, as Hugging Face's readers have it.
 *
 * @module
 */
import type { DType } from "../../tensor/mod.ts";
import { toBytes } from "../files.ts";
import { bytesOf, elementBytes } from "./bytes.ts";
import type { Entry } from "./entries.ts";

const names: Readonly<Record<DType, string>> = {
  f64: "F64",
  f32: "F32",
  f16: "F16",
  bf16: "BF16",
  i32: "I32",
};

/**
 * Writes a file: the header's length, the header, the tensors without gaps, wider elements first so that
 * all of them are aligned.
 *
 * @param entries tensors with unique names
 * @param metadata texts for the header's `__metadata__`
 */
export function writeSafetensors(
  entries: readonly Entry[],
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  const ordered = entries.toSorted(([, a], [, b]) => elementBytes[b.dtype] - elementBytes[a.dtype]);
  const header: Record<string, unknown> = { __metadata__: metadata };
  const parts: Uint8Array[] = [];
  let end = 0;
  for (const [name, tensor] of ordered) {
    const bytes = bytesOf(tensor);
    const begin = end;
    end += bytes.length;
    header[name] = { dtype: names[tensor.dtype], shape: tensor.shape, data_offsets: [begin, end] };
    parts.push(bytes);
  }
  const text = toBytes(JSON.stringify(header));
  const padded = Math.ceil(text.length / 8) * 8;
  const file = new Uint8Array(8 + padded + end).fill(0x20, 8 + text.length, 8 + padded);
  new DataView(file.buffer).setBigUint64(0, BigInt(padded), true);
  file.set(text, 8);
  let at = 8 + padded;
  for (const part of parts) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}
