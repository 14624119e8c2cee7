/**
 * The oracle: formula text to rigorous enclosures. Runs in browsers.
 *
 * @module
 */
export type {
  CallEnclosures,
  Enclosure,
  FormEnclosure,
  Leaving,
  OutputEnclosures,
  Overflow,
  Settled,
  Standing,
} from "./enclosure.ts";
export { FormulaError } from "./parse.ts";
export { createOracle, type Oracle, type OracleOptions } from "./oracle.ts";
