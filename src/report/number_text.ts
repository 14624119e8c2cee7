/**
 * Numbers and tensors for people.
 *
 * @module
 */
import { type DType, roundTo, type Tensor } from "../tensor/mod.ts";
import { widthOf } from "./table.ts";

/**
 * The shortest decimal that is this value in its format.
 *
 * @param x a value of the format
 * @param dtype the format
 * @returns e.g. `0.1` for the float32 nearest to 0.1
 */
export function shortest(x: number, dtype: DType): string {
  if (Object.is(x, -0)) return "-0";
  if (dtype === "i32" || dtype === "f64" || !Number.isFinite(x)) return String(x);
  for (let digits = 1; digits < 17; digits++) {
    const candidate = Number(x.toPrecision(digits));
    if (roundTo(candidate, dtype) === x) return String(candidate);
  }
  return String(x);
}

/** A float64 in full, the sign of zero included. */
export function inFull(x: number): string {
  return Object.is(x, -0) ? "-0" : String(x);
}

/** A measured figure, to three digits. */
export function figure(x: number): string {
  if (!Number.isFinite(x)) return String(x);
  const magnitude = Math.abs(x);
  if (x !== 0 && (magnitude >= 1e6 || magnitude < 1e-3)) return x.toExponential(2);
  return magnitude >= 1000 ? String(Math.round(x)) : String(Number(x.toPrecision(3)));
}

/** A dtype and shape, e.g. `f32 [2, 4]`. */
export function kindOf({ dtype, shape }: Tensor): string {
  return `${dtype} [${shape.join(", ")}]`;
}

/**
 * Where an element is.
 *
 * @param element its row-major index
 * @param shape of the tensor
 * @returns e.g. `[1, 0]`; `[]` in a scalar
 */
export function placeText(element: number, shape: readonly number[]): string {
  const place: number[] = [];
  let rest = element;
  for (const length of shape.toReversed()) {
    place.unshift(rest % length);
    rest = Math.trunc(rest / length);
  }
  return `[${place.join(", ")}]`;
}

const rowsShown = 6;

/**
 * The values of a tensor.
 *
 * @param t any tensor
 * @param width of a line
 * @returns one line where all values fit, nested in brackets; else one line a row, big ones elided
 */
export function tensorLines(t: Tensor, width: number): string[] {
  if (t.shape.length === 0) return [shortest(t.data[0], t.dtype)];
  const whole = t.data.length <= width ? nested(t, t.shape, 0) : "";
  if (whole !== "" && widthOf(whole) <= width) return [whole];
  const row = t.shape[t.shape.length - 1];
  const rows = t.data.length / row;
  const lines: string[] = [];
  for (let r = 0; r < Math.min(rows, rowsShown); r++) {
    lines.push(rowText(t.data.subarray(r * row, (r + 1) * row), t.dtype, width));
  }
  if (rows > rowsShown) lines.push(`… ${rows - rowsShown} more rows`);
  return lines;
}

/** The sub-tensor at an offset, nested in brackets. */
function nested(t: Tensor, shape: readonly number[], offset: number): string {
  if (shape.length === 0) return shortest(t.data[offset], t.dtype);
  const [length, ...inner] = shape;
  const stride = inner.reduce((product, n) => product * n, 1);
  const parts = Array.from({ length }, (_, i) => nested(t, inner, offset + i * stride));
  return `[${parts.join(", ")}]`;
}

/** As many values as fit a line, then how many more there are. */
function rowText(values: ArrayLike<number>, dtype: DType, width: number): string {
  const ending = (left: number) => left === 0 ? "]" : `, … ${left} more]`;
  let text = "[";
  for (let i = 0; i < values.length; i++) {
    const next = `${text}${i === 0 ? "" : ", "}${shortest(values[i], dtype)}`;
    if (i > 0 && widthOf(next + ending(values.length - i - 1)) > width) {
      return text + ending(values.length - i);
    }
    text = next;
  }
  return `${text}]`;
}
