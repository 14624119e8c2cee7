/**
 * The oracle: formula text to rigorous enclosures. Runs in browsers.
 *
 * @module
 */
export * from "./enclosure.ts";
export { type Arithmetic, exact, type Factor, type Field, type Truth } from "./field.ts";
export { FormulaError } from "./parse.ts";
export { evaluateNumber, evaluateNumbers, type NumberScope } from "./number.ts";
export { createOracle } from "./oracle.ts";
export { intervalField } from "./interval_field.ts";
