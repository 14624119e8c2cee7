/**
 * Tensors of calls as a runtime takes them, and back.
 *
 * @module
 */
import { splitShape } from "../spec/internal.ts";
import type { DType, FloatDType, Tensor } from "../tensor/mod.ts";
import { allocate, sizeOf } from "../tensor/internal.ts";
import type { RuntimeTensor } from "./runtime.ts";

/** What onnxruntime's JavaScript API calls the element types that a loss may have, by ONNX's names. */
export const runtimeTypes: Readonly<Record<string, string>> = {
  DOUBLE: "float64",
  FLOAT: "float32",
  FLOAT16: "float16",
  INT64: "int64",
  INT32: "int32",
};

/** The float formats of ONNX's element types. */
export const formatsOfTypes: Readonly<Record<string, FloatDType>> = {
  DOUBLE: "f64",
  FLOAT: "f32",
  FLOAT16: "f16",
};

/**
 * A tensor for a model's input.
 *
 * @param t the tensor
 * @param type ONNX's element type
 * @param dims its shape there
 */
export function toRuntime(t: Tensor, type: string, dims: readonly number[]): RuntimeTensor {
  return { type: runtimeTypes[type], data: dataOf(t, type), dims };
}

function dataOf({ data }: Tensor, type: string): unknown {
  switch (type) {
    case "INT64":
      return BigInt64Array.from(data, BigInt);
    case "INT32":
      return Int32Array.from(data);
    case "FLOAT16":
      return new Uint16Array(Float16Array.from(data).buffer);
    case "DOUBLE":
      return Float64Array.from(data);
    default:
      return Float32Array.from(data);
  }
}

/**
 * A model's output as a tensor.
 *
 * @param what its name in messages
 * @param given the output
 * @param dtype the format that it must have
 * @param shape the shape that it must have but for axes of length 1 and flattened ones
 * @throws {RangeError} when it has another type, or other than so many elements
 */
export function fromRuntime(
  what: string,
  given: RuntimeTensor,
  dtype: FloatDType,
  shape: readonly number[],
): Tensor {
  const type = { f64: "float64", f32: "float32", f16: "float16", bf16: "bfloat16" }[dtype];
  if (given.type !== type) {
    throw new RangeError(`${what} has type ${given.type}, expected ${type}`);
  }
  if (sizeOf(given.dims) !== sizeOf(shape)) {
    throw new RangeError(`${what} has shape [${given.dims}], expected [${shape}]`);
  }
  const data = allocate(dtype, sizeOf(shape));
  data.set(numbersOf(given.data));
  return { dtype, shape: [...shape], data };
}

function numbersOf(data: unknown): ArrayLike<number> {
  if (data instanceof Uint16Array) {
    return new Float16Array(data.buffer, data.byteOffset, data.length);
  }
  return data as ArrayLike<number>;
}

/**
 * The shape under which a tensor is handed to an input of a fixed rank: named axes stay, the open one
 * (`*`, `...`) is flattened to one axis, or gets axes of length 1.
 *
 * @param axes the input's axes in the spec
 * @param shape the tensor's shape
 * @param rank the rank that the model declares
 * @returns the shape; `undefined` where none of this rank has the same meaning
 */
export function shapeForRank(
  axes: readonly string[],
  shape: readonly number[],
  rank: number,
): readonly number[] | undefined {
  if (shape.length === rank) return shape;
  if (sizeOf(shape) === 1 && axes.length < 2) return new Array(rank).fill(1);
  const parts = splitShape(axes, shape);
  if (parts === undefined) return undefined;
  const spare = rank - parts.filter(([axis]) => !isOpen(axis)).length;
  const hasOpen = parts.some(([axis]) => isOpen(axis));
  if (spare < 0 || (!hasOpen && spare > 0)) return undefined;
  const fitted = parts.flatMap(([axis, lengths]) =>
    isOpen(axis) ? spread(lengths, spare) : lengths
  );
  return sizeOf(fitted) === sizeOf(shape) ? fitted : undefined;
}

/** As many lengths with the same product, the last axes flattened or the rest 1. */
function spread(lengths: readonly number[], count: number): readonly number[] {
  if (lengths.length <= count) {
    return [...lengths, ...new Array(count - lengths.length).fill(1)];
  }
  return count === 0 ? [] : [...lengths.slice(0, count - 1), sizeOf(lengths.slice(count - 1))];
}

function isOpen(axis: string): boolean {
  return axis === "*" || axis === "...";
}

/** A float scalar, or a label. */
export function scalarTensor(dtype: DType, value: number): Tensor {
  const data = allocate(dtype, 1);
  data[0] = value;
  return { dtype, shape: [], data };
}
