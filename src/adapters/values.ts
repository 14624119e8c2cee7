/**
 * Numbers in whatever form an implementation hands them back, read into a tensor.
 *
 * @module
 */
import {
  type DType,
  type FloatDType,
  isRepresentable,
  roundTo,
  type Tensor,
  tensor,
} from "../tensor/mod.ts";
import { cloneTensor, isWellFormed, sameShape, sizeOf } from "../tensor/internal.ts";

/**
 * Read an answer into a new tensor, which shares no memory with it.
 *
 * @param what the answer's name in messages, e.g. `value`
 * @param values a number, a flat, typed or nested array, or a tensor
 * @param dtype the format that every number must be a value of
 * @param shape the expected shape
 * @returns the tensor, of exactly this dtype and shape
 * @throws {Error} when it has another shape or dtype, or holds what is no number of the format
 */
export function readValues(
  what: string,
  values: unknown,
  dtype: FloatDType,
  shape: readonly number[],
): Tensor {
  if (isTensor(values)) return readTensor(what, values, dtype, shape);
  const most = Math.max(sizeOf(shape), shownElements);
  const numbers = typeof values === "number"
    ? [values]
    : listOf(what, values, most * (shape.length + 1));
  const actual = typeof values === "number" ? [] : shapeOf(what, numbers);
  const flat = numbers.flat(Infinity);
  const fits = actual.length === 1 ? flat.length === sizeOf(shape) : sameShape(actual, shape);
  if (!fits) throw new Error(`${what} has shape [${actual}], expected [${shape}]`);
  return tensor(dtype, shape, flat.map((x, i) => numberOf(`${what}[${i}]`, x, dtype)));
}

function readTensor(
  what: string,
  given: Tensor,
  dtype: DType,
  shape: readonly number[],
): Tensor {
  if (given.dtype !== dtype) throw new Error(`${what} has dtype ${given.dtype}, expected ${dtype}`);
  if (!sameShape(given.shape, shape)) {
    throw new Error(`${what} has shape [${given.shape}], expected [${shape}]`);
  }
  if (!isWellFormed(given)) {
    throw new Error(
      `${what} is no well-formed ${dtype} tensor: ${given.data.constructor.name} of ` +
        `${given.data.length} elements for shape [${given.shape}]`,
    );
  }
  return { ...cloneTensor(given), shape: [...shape] };
}

function isTensor(values: unknown): values is Tensor {
  if (typeof values !== "object" || values === null) return false;
  const { dtype, shape, data } = values as Partial<Tensor>;
  return typeof dtype === "string" && Array.isArray(shape) && ArrayBuffer.isView(data);
}

function listOf(what: string, values: unknown, most: number): unknown[] {
  if (Array.isArray(values)) return dense(what, values, { left: most, most });
  if (ArrayBuffer.isView(values) && !(values instanceof DataView)) {
    const list = values as unknown as ArrayLike<unknown>;
    const { length } = list;
    if (length > most) throw tooMany(what, most);
    return entriesOf(list, length);
  }
  throw new Error(`${what} is ${describe(values)}, expected a number, an array or a tensor`);
}

/** Of an answer of another shape so many elements are read, so that its shape can be told. */
const shownElements = 2 ** 16;

/** No shape has more axes. */
const deepest = 32;

/** How many elements may still be copied. */
interface Allowance {
  left: number;
  readonly most: number;
}

/** A copy in which holes are `undefined`, so that they are seen; what is too much is not copied. */
function dense(
  what: string,
  list: readonly unknown[],
  allowance: Allowance,
  depth = 1,
): unknown[] {
  if (depth > deepest) throw new Error(`${what} is nested more than ${deepest} arrays deep`);
  const { length } = list;
  if (length > allowance.left) throw tooMany(what, allowance.most);
  allowance.left -= length;
  return entriesOf(list, length)
    .map((x) => Array.isArray(x) ? dense(what, x, allowance, depth + 1) : x);
}

/** By their indices: an iterator of the list's own may have no end. */
function entriesOf(list: ArrayLike<unknown>, length: number): unknown[] {
  return Array.from({ length }, (_, i) => list[i]);
}

function tooMany(what: string, most: number): Error {
  return new Error(`${what} has more than ${most} elements`);
}

function shapeOf(what: string, list: readonly unknown[]): number[] {
  if (!list.some(Array.isArray)) return [list.length];
  const shapes = list.map((row, i) =>
    Array.isArray(row) ? shapeOf(`${what}[${i}]`, row) : [] as number[]
  );
  const ragged = shapes.findIndex((shape) => String(shape) !== String(shapes[0]));
  if (ragged >= 0) {
    throw new Error(
      `${what} is ragged: [0] has shape [${shapes[0]}], [${ragged}] has [${shapes[ragged]}]`,
    );
  }
  return [list.length, ...shapes[0]];
}

function numberOf(where: string, x: unknown, dtype: FloatDType): number {
  if (typeof x !== "number") throw new Error(`${where} is ${describe(x)}, expected a number`);
  if (isRepresentable(x, dtype)) return x;
  throw new Error(`${where} is ${x}, which is no ${dtype}: the nearest is ${roundTo(x, dtype)}`);
}

function describe(x: unknown): string {
  if (typeof x === "string") return JSON.stringify(x);
  if (typeof x === "bigint") return `${x}n`;
  if (typeof x === "object" && x !== null) return `an object (${Object.keys(x).join(", ")})`;
  return String(x);
}
