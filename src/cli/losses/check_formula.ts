/**
 * Formulas of spec files, checked as the oracle reads them.
 *
 * @module
 */
import { buildFormula, createGraph, type Meaning } from "../../oracle/internal.ts";

/**
 * Reads a formula and forgets it.
 *
 * @param text the formula
 * @param names the names that it may use
 * @throws {Error} when it is malformed, or uses another name
 */
export function checkFormula(text: string, names: ReadonlySet<string>): void {
  const meaning: Meaning = { kind: "input", wide: false };
  buildFormula(createGraph(), text, new Map([...names].map((name) => [name, meaning])));
}
