/**
 * Tensors: a dtype, a shape, and row-major data.
 *
 * @module
 */
import { type DType, type FloatDType, isRepresentable, roundTo } from "./dtype.ts";

/**
 * A dense row-major tensor.
 *
 * `data` is a `Float64Array` for f64, a `Float32Array` for f32, f16 and bf16 (holding only values of
 * the narrower format: JavaScript has no bfloat16 array), and an `Int32Array` for labels.
 */
export interface Tensor {
  /** The element type. */
  readonly dtype: DType;
  /** Lengths of the axes; `[]` is a scalar. */
  readonly shape: readonly number[];
  /** The elements, row-major; as many as the shape holds. */
  readonly data: TensorData;
}

/** The typed arrays that hold a tensor's elements. */
export type TensorData = Float64Array | Float32Array | Int32Array;

/**
 * Number of elements of a shape.
 *
 * @param shape lengths of the axes
 * @returns their product; 1 for a scalar's empty shape
 */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/**
 * An array of the type that holds a dtype's elements.
 *
 * @param dtype the element type
 * @param length number of elements
 * @returns the array, filled with zeros
 */
export function allocate(dtype: DType, length: number): TensorData {
  if (dtype === "f64") return new Float64Array(length);
  if (dtype === "i32") return new Int32Array(length);
  return new Float32Array(length);
}

/**
 * Make a tensor, rounding float values to the dtype.
 *
 * @param dtype the element type
 * @param shape lengths of the axes; `[]` is a scalar
 * @param values as many numbers as the shape holds
 * @returns the tensor
 * @throws {RangeError} when the number of values does not fit the shape, or a label is no int32
 *
 * @example
 * ```ts
 * import { tensor } from "lossproof";
 * import { assertEquals } from "@std/assert";
 *
 * const x = tensor("f32", [2, 2], [0.1, 1, 2, 3]);
 * assertEquals(x.data[0], Math.fround(0.1));
 * ```
 */
export function tensor(
  dtype: DType,
  shape: readonly number[],
  values: ArrayLike<number>,
): Tensor {
  const size = sizeOf(shape);
  if (values.length !== size) {
    throw new RangeError(
      `Cannot make a tensor: shape [${shape}] holds ${size} values, got ${values.length}`,
    );
  }
  const data = allocate(dtype, size);
  for (let i = 0; i < size; i++) {
    const value = values[i];
    if (dtype === "i32") {
      if ((value | 0) !== value) {
        throw new RangeError(`Cannot make a tensor: label ${value} at ${i} is no 32-bit integer`);
      }
      data[i] = value;
    } else {
      data[i] = roundTo(value, dtype);
    }
  }
  return { dtype, shape: [...shape], data };
}

/**
 * A tensor filled with one value.
 *
 * @param dtype the element type
 * @param shape lengths of the axes; `[]` is a scalar
 * @param value is rounded to the dtype
 * @returns the tensor
 * @throws {RangeError} when the value of a label is no int32
 */
export function filled(dtype: DType, shape: readonly number[], value: number): Tensor {
  return tensor(dtype, shape, new Array(sizeOf(shape)).fill(value));
}

/**
 * Whether a tensor is what its type promises.
 *
 * @param t the tensor
 * @returns true when its data are as many as its shape holds, and values of its dtype
 */
export function isWellFormed(t: Tensor): boolean {
  if (t.data.length !== sizeOf(t.shape)) return false;
  const { dtype } = t;
  if (dtype === "i32") return t.data instanceof Int32Array;
  if (dtype === "f64") return t.data instanceof Float64Array;
  return t.data instanceof Float32Array &&
    (dtype === "f32" || t.data.every((x) => isRepresentable(x, dtype as FloatDType)));
}

/**
 * Whether two shapes are the same.
 *
 * @param a lengths of axes
 * @param b lengths of axes
 * @returns true when they are equal, or both a scalar's: `[]` and `[1]`
 */
export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  const scalar = (s: readonly number[]) => s.length === 0 || (s.length === 1 && s[0] === 1);
  if (scalar(a) && scalar(b)) return true;
  return a.length === b.length && a.every((length, i) => length === b[i]);
}

/**
 * An independent copy of a tensor.
 *
 * @param t the tensor
 * @returns the same values in an array of its own
 */
export function cloneTensor(t: Tensor): Tensor {
  return { dtype: t.dtype, shape: [...t.shape], data: t.data.slice() };
}
