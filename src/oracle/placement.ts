/**
 * Where the records of a call and their entries stand in its outputs.
 *
 * @module
 */
import { entryAxesOf, type Placement } from "../spec/internal.ts";
import type { TensorData } from "../tensor/mod.ts";
import { sizeOf } from "../tensor/internal.ts";
import type { Enclosure } from "./enclosure.ts";
import type { Subject } from "./subject.ts";
import type { Mask } from "./field.ts";
import { lanesAlong } from "./lanes.ts";
import { lengthAlong, placementIn } from "./layout.ts";

const noAxes: readonly string[] = [];

/** The axes of an output (`"value"`, or the gradient by an input); a reduced value has none. */
export function axesOfOutput({ spec, call }: Subject, output: string): readonly string[] {
  if (output !== "value") {
    return call.inputs[output].shape.length === 0 ? noAxes : spec.inputs[output].shape;
  }
  return call.reduction === "none" ? spec.output : noAxes;
}

/** The entry axes of an output: it has one column for each entry along them. */
export function entryAxesOfOutput(subject: Subject, output: string): readonly string[] {
  return entryAxesOf(subject.layout.roles, axesOfOutput(subject, output));
}

/** Where the elements of an output stand. */
export function placementOfOutput(subject: Subject, output: string): Placement {
  return placementIn(subject.layout, axesOfOutput(subject, output));
}

/** Number of elements of an output. */
export function outputLength({ call, layout }: Subject, output: string): number {
  if (output !== "value") return call.inputs[output].data.length;
  return call.reduction === "none" ? sizeOf(layout.shape) : 1;
}

/** An output's columns (one, or one for each entry) in its row-major order. */
export function scattered(
  subject: Subject,
  output: string,
  lanes: readonly Enclosure[],
): Enclosure {
  const length = outputLength(subject, output);
  const { byRecord, inOrder, start, offsets } = placementOfOutput(subject, output);
  if (inOrder && lanes[0].lo.length === length) return lanes[0];
  const out = { lo: new Float64Array(length), hi: new Float64Array(length) };
  const rows = byRecord ? subject.layout.rows : 1;
  lanes.forEach(({ lo, hi }, lane) => {
    for (let row = 0; row < rows; row++) {
      const at = start(row) + offsets[lane];
      out.lo[at] = lo[row];
      out.hi[at] = hi[row];
    }
  });
  return out;
}

/** Where an element of an output stands. */
export interface ElementPlace {
  /** Its record. */
  readonly row: number;
  /** Its lane, among the output's entries. */
  readonly lane: number;
}

/** The places of all elements of an output. */
export function placesOf(subject: Subject, output: string): readonly ElementPlace[] {
  const { byRecord, start, offsets } = placementOfOutput(subject, output);
  const places = new Array<ElementPlace>(outputLength(subject, output));
  for (let row = 0; row < (byRecord ? subject.layout.rows : 1); row++) {
    offsets.forEach((offset, lane) => places[start(row) + offset] = { row, lane });
  }
  return places;
}

/** The place of an element of an output. */
export function elementAt(subject: Subject, output: string, element: number): ElementPlace {
  const place = placesOf(subject, output)[element];
  if (place === undefined) throw new RangeError(`There is no element ${element} in ${output}`);
  return place;
}

/** Whether an element of an output is one number of one record; the others are made of several. */
export function isOfOneRecord(subject: Subject, output: string): boolean {
  return output === "value"
    ? subject.call.reduction === "none"
    : subject.layout.rows === 1 || placementOfOutput(subject, output).byRecord;
}

/** The elements of an input that belong to one record. */
export function elementsOfRow(subject: Subject, input: string, row: number): readonly number[] {
  const { start, offsets } = placementOfOutput(subject, input);
  return Array.from(offsets, (offset) => start(row) + offset);
}

/** The records that an element of an output depends on, itself one record's or a reduced value. */
export function rowsOf(subject: Subject, output: string, element: number): readonly number[] {
  if (isOfOneRecord(subject, output)) return [elementAt(subject, output, element).row];
  return Array.from({ length: subject.layout.rows }, (_, row) => row);
}

function hasNaN(data: TensorData): boolean {
  for (let i = 0; i < data.length; i++) if (Number.isNaN(data[i])) return true;
  return false;
}

/**
 * Marks the terms that count and that a NaN makes undefined: one in an input that agrees with the term on
 * every axis that both have.
 *
 * @returns one mark for each term, row-major
 */
export function undefinedTerms({ spec, call, layout }: Subject, ignored: Mask): Uint8Array {
  const marks = new Uint8Array(sizeOf(layout.shape));
  const terms = placementIn(layout, spec.output);
  const termAxes = entryAxesOf(layout.roles, spec.output);
  for (const [name, { data, dtype, shape }] of Object.entries(call.inputs)) {
    if (dtype === "i32" || !hasNaN(data)) continue;
    const own = shape.length === 0 ? [] : spec.inputs[name].shape;
    const input = placementIn(layout, own);
    const both = layout.roles.entries.filter((axis) =>
      own.includes(axis) || termAxes.includes(axis)
    );
    const from = lanesAlong(entryAxesOf(layout.roles, own), both, lengthAlong(layout));
    const to = lanesAlong(termAxes, both, lengthAlong(layout));
    for (let row = 0; row < layout.rows; row++) {
      if (ignored[row] === 1) continue;
      from.forEach((lane, i) => {
        if (!Number.isNaN(data[input.start(row) + input.offsets[lane]])) return;
        marks[terms.start(row) + terms.offsets[to[i]]] = 1;
      });
    }
  }
  return marks;
}
