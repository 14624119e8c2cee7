/**
 * What may come of a spec that asks for much, and how its text is made.
 *
 * @module
 */
import type { Expectation } from "../attack.ts";

/** Fits, or is refused with a figure that says how much would. */
export const fitsOrNot: Expectation = { code: [0, 2], says: [/valid|\d/] };

/** Is valid. */
export const valid: Expectation = { code: 0, says: [/1 spec is valid/] };

/** The whole numbers below one. */
export const range = (count: number) => Array.from({ length: count }, (_, i) => i);

/** JSON's own text of a number that does not fit. */
export const raw = (text: string, number: string) => text.replaceAll('"RAW"', number);

/** A spec's text, or a file's content, and what is to come of it. */
export type Rows<T = string> = Readonly<Record<string, readonly [content: T, expect: Expectation]>>;
