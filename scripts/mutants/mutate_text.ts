/**
 * Formula text with one mistake in it.
 *
 * @module
 */
import type { Expression, SpreadElement } from "acorn";
import { parseFormula } from "../../src/oracle/internal.ts";

/** A formula with one mistake. */
export interface Slip {
  readonly text: string;
  /** What was written instead of what, e.g. `d < beta → d <= beta`. */
  readonly what: string;
}

const operators: Readonly<Record<string, readonly string[]>> = {
  "+": ["-"],
  "-": ["+"],
  "*": ["/"],
  "/": ["*"],
  "**": ["*"],
  "<": ["<=", ">"],
  "<=": ["<", ">"],
  ">": [">=", "<"],
  ">=": [">", "<"],
  "==": ["!="],
  "!=": ["=="],
};

const functions: Readonly<Record<string, readonly string[]>> = {
  exp: ["expm1"],
  expm1: ["exp"],
  log: ["log1p"],
  log1p: ["log"],
  max: ["min"],
  min: ["max"],
  sum: ["max"],
  sigmoid: ["softplus"],
  softplus: ["sigmoid"],
  softmax: ["log_softmax"],
  log_softmax: ["softmax"],
  logsumexp: ["max"],
};

/** Numbers that are written for a number: one more, twice as much, or the other of 0 and 1. */
function otherNumbers(x: number): readonly number[] {
  if (x === 0) return [1];
  if (x === 1) return [0, 2];
  return [x + 1, 2 * x];
}

/**
 * Every way to write a formula with one mistake: an operator, comparison, number, function or name in
 * another's place, an operand or a function left out, a branch taken for the other.
 *
 * @param text the formula
 * @param others the names that are written for a name, if any
 * @returns the wrong formulas; they may be ill-formed, e.g. use a comparison as a number
 */
export function slipsIn(
  text: string,
  others: (name: string) => readonly string[],
): readonly Slip[] {
  const slips: Slip[] = [];
  const source = (node: { readonly start: number; readonly end: number }): string =>
    text.slice(node.start, node.end);
  const replace = (
    node: { readonly start: number; readonly end: number },
    by: string,
  ): void => {
    const wrong = `${text.slice(0, node.start)}${by}${text.slice(node.end)}`;
    slips.push({ text: wrong, what: `${source(node)} → ${by}` });
  };
  const visit = (node: Expression | SpreadElement): void => {
    switch (node.type) {
      case "ParenthesizedExpression":
        return visit(node.expression);
      case "Literal":
        if (typeof node.value === "number") {
          otherNumbers(node.value).forEach((x) => replace(node, String(x)));
        }
        return;
      case "Identifier":
        return others(node.name).forEach((name) => replace(node, name));
      case "UnaryExpression":
        replace(node, `(${source(node.argument)})`);
        return visit(node.argument);
      case "LogicalExpression":
        replace(node, `(${source(node.left)})`);
        replace(node, `(${source(node.right)})`);
        visit(node.left);
        return visit(node.right);
      case "BinaryExpression": {
        if (node.left.type === "PrivateIdentifier") return;
        const [left, right] = [source(node.left), source(node.right)];
        for (const operator of operators[node.operator] ?? []) {
          replace(node, `(${left} ${operator} ${right})`);
        }
        if (node.operator === "-") replace(node, `(${right} - ${left})`);
        if (["+", "-", "*", "/", "**"].includes(node.operator)) {
          replace(node, `(${left})`);
          if (node.operator !== "**") replace(node, `(${right})`);
        }
        visit(node.left);
        return visit(node.right);
      }
      case "CallExpression": {
        if (node.callee.type !== "Identifier") return;
        const { name } = node.callee;
        const args = node.arguments.map(source);
        if (name === "given") return;
        if (name === "where") {
          const [condition, yes, no] = args;
          replace(node, `(${yes})`);
          replace(node, `(${no})`);
          replace(node, `where(${condition}, ${no}, ${yes})`);
        } else {
          for (const other of functions[name] ?? []) replace(node, `${other}(${args.join(", ")})`);
          for (const arg of args) replace(node, `(${arg})`);
          if (name === "onehot") replace(node, `(1 - onehot(${args[0]}))`);
        }
        return node.arguments.forEach(visit);
      }
    }
  };
  visit(parseFormula(text));
  return slips;
}
