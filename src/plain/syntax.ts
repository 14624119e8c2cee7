/**
 * Formula text to syntax tree, apart from the oracle's way: `^` is written as JavaScript's power.
 *
 * @module
 */
import { type Expression, parseExpressionAt } from "acorn";

const trees = new Map<string, Expression>();

/** A formula's syntax tree; the text has been found to be sound before. */
export function treeOf(text: string): Expression {
  const found = trees.get(text) ?? parseExpressionAt(text.replaceAll("^", "**"), 0, {
    ecmaVersion: 2020,
  });
  trees.set(text, found);
  return found;
}
