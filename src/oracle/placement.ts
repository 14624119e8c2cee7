/**
 * Where the rows and classes of a call stand in its outputs.
 *
 * @module
 */
import type { TensorData } from "../tensor/mod.ts";
import type { Enclosure } from "./enclosure.ts";
import type { Subject } from "./subject.ts";
import { positionOf } from "./layout.ts";

/** Whether the gradient by an input has an entry per class. */
export function isClassed({ spec }: Subject, input: string): boolean {
  return spec.inputs[input].shape.includes("C");
}

/** Number of elements of an output (`"value"`, or the gradient by an input). */
export function outputLength({ call, layout }: Subject, output: string): number {
  if (output !== "value") return call.inputs[output].data.length;
  return call.reduction === "none" ? layout.rows : 1;
}

/** A gradient's columns (one, or one per class) in its input's row-major order. */
export function scattered(
  subject: Subject,
  input: string,
  lanes: readonly Enclosure[],
): Enclosure {
  const { spec, layout } = subject;
  const length = outputLength(subject, input);
  if (spec.inputs[input].shape.includes("*") && lanes[0].lo.length === length) return lanes[0];
  const out = { lo: new Float64Array(length), hi: new Float64Array(length) };
  const at = positionOf(spec.inputs[input].shape, layout);
  lanes.forEach(({ lo, hi }, lane) => {
    for (let row = 0; row < layout.rows; row++) {
      out.lo[at(row, lane)] = lo[row];
      out.hi[at(row, lane)] = hi[row];
    }
  });
  return out;
}

/** The row and, where there are classes, the class of an element of an input. */
export function elementAt(
  subject: Subject,
  input: string,
  element: number,
): { readonly row: number; readonly lane: number | undefined } {
  const { spec, layout } = subject;
  const at = positionOf(spec.inputs[input].shape, layout);
  const isWide = isClassed(subject, input);
  for (let row = 0; row < layout.rows; row++) {
    for (let lane = 0; lane < (isWide ? layout.classes : 1); lane++) {
      if (at(row, lane) === element) return { row, lane: isWide ? lane : undefined };
    }
  }
  throw new RangeError(`There is no element ${element} in ${input}`);
}

/** The rows that an element of an output depends on, itself one row's or a reduced value. */
export function rowsOf(subject: Subject, output: string, element: number): readonly number[] {
  if (output !== "value") return [elementAt(subject, output, element).row];
  if (subject.call.reduction === "none") return [element];
  return Array.from({ length: subject.layout.rows }, (_, row) => row);
}

/** The elements of an input that belong to one row. */
export function elementsOfRow(
  { spec, layout }: Subject,
  input: string,
  row: number,
): readonly number[] {
  const at = positionOf(spec.inputs[input].shape, layout);
  const width = spec.inputs[input].shape.includes("C") ? layout.classes : 1;
  return Array.from({ length: width }, (_, lane) => at(row, lane));
}

function hasNaN(data: TensorData): boolean {
  for (let i = 0; i < data.length; i++) if (Number.isNaN(data[i])) return true;
  return false;
}

/** Marks the rows that a NaN, in an input of theirs or one for all, makes undefined. */
export function undefinedRows({ spec, call, layout }: Subject): Uint8Array {
  const marks = new Uint8Array(layout.rows);
  for (const [name, { data, dtype }] of Object.entries(call.inputs)) {
    if (dtype === "i32" || !hasNaN(data)) continue;
    const { shape } = spec.inputs[name];
    const isShared = call.inputs[name].shape.length < layout.shape.length &&
      !shape.includes("N") && !shape.includes("*");
    if (isShared || data.length === 1) {
      marks.fill(1);
      continue;
    }
    for (let row = 0; row < layout.rows; row++) {
      const at = positionOf(shape, layout);
      const width = shape.includes("C") ? layout.classes : 1;
      for (let lane = 0; lane < width; lane++) {
        if (Number.isNaN(data[at(row, lane)])) marks[row] = 1;
      }
    }
  }
  return marks;
}
