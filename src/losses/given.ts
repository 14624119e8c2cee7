/**
 * Short ways to write a witness's tensors and conventions.
 *
 * @module
 */
import { sizeOf } from "../tensor/internal.ts";
import type { Change, Convention, Given, Reading } from "./convention.ts";

/** A vector. */
export function row(...data: readonly number[]): Given {
  return { shape: [data.length], data };
}

/** A matrix, from its rows. */
export function rows(...data: readonly (readonly number[])[]): Given {
  return { shape: [data.length, data[0]?.length ?? 0], data: data.flat() };
}

/** A tensor of one value. */
export function filledWith(shape: readonly number[], value: number): Given {
  return { shape, data: new Array<number>(sizeOf(shape)).fill(value) };
}

/** What else is known of a convention. */
type Known = Pick<Convention, "by" | "dialect">;

/** A convention that changes the loss. */
export function computes(id: string, says: string, change?: Change, known?: Known): Convention {
  return { id, says, ...known, answers: { kind: "computes", ...(change && { change }) } };
}

/** A convention that takes the call for another one. */
export function reads(id: string, says: string, reading: Reading, known?: Known): Convention {
  return { id, says, ...known, answers: { kind: "computes", reading } };
}

/** A convention that refuses the call. */
export function refuses(by?: string): Convention {
  return { id: "refused", says: "refused", ...(by && { by }), answers: { kind: "refuses" } };
}

/** A convention that gives one number everywhere. */
export function gives(id: string, says: string, value: number, by?: string): Convention {
  return { id, says, ...(by && { by }), answers: { kind: "gives", value } };
}
