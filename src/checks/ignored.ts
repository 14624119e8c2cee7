/**
 * Which terms do not count: the spec's `ignore` condition, evaluated on a call.
 *
 * @module
 */
import type { Expression, PrivateIdentifier } from "acorn";
import { parseFormula } from "../oracle/parse.ts";
import type { Call, Spec } from "../spec/mod.ts";
import { boxOf, indexOf, inputBox, layoutOf, placeOf } from "./layout.ts";

type Names = (name: string) => number;

/**
 * Which terms are ignored.
 *
 * @param spec the loss
 * @param call a call that fits it
 * @returns one entry a term, row-major
 * @throws {RangeError} when the condition is more than comparisons of names and numbers
 */
export function ignoredTerms(spec: Spec, call: Call): readonly boolean[] {
  const layout = layoutOf(spec, call);
  const terms = boxOf(spec.output, layout);
  const count = terms.rows * terms.inner * terms.rest;
  if (spec.ignore === undefined) return new Array<boolean>(count).fill(false);
  const condition = parseFormula(spec.ignore);
  return Array.from({ length: count }, (_, term) => {
    const place = placeOf(term, terms);
    const lookUp = (name: string): number => {
      const given = call.inputs[name];
      if (given !== undefined) {
        return given.data[indexOf(place, inputBox(spec, call, name, layout))];
      }
      return call.params[name] ?? spec.inputs[name]?.absent ?? NaN;
    };
    return holds(condition, lookUp, spec);
  });
}

/** The input of labels and the label that is ignored, where the spec ignores by a parameter. */
export function ignoredLabel(
  spec: Spec,
  call: Call,
): { readonly input: string; readonly label: number } | undefined {
  const input = Object.keys(spec.inputs).find((name) => spec.inputs[name].kind === "label");
  if (spec.ignore === undefined || input === undefined) return undefined;
  const condition = parseFormula(spec.ignore);
  const label = Object.values(call.params).find((value) =>
    value !== null && holds(condition, (name) => call.params[name] ?? value, spec)
  );
  return label === undefined || label === null ? undefined : { input, label };
}

function holds(condition: Expression | PrivateIdentifier, names: Names, spec: Spec): boolean {
  if (condition.type === "LogicalExpression") {
    const left = holds(condition.left, names, spec);
    return condition.operator === "&&"
      ? left && holds(condition.right, names, spec)
      : left || holds(condition.right, names, spec);
  }
  if (condition.type === "UnaryExpression" && condition.operator === "!") {
    return !holds(condition.argument, names, spec);
  }
  if (condition.type !== "BinaryExpression") throw tooRich(spec);
  const left = valueOf(condition.left, names, spec);
  const right = valueOf(condition.right, names, spec);
  switch (condition.operator) {
    case "==":
      return left === right;
    case "!=":
      return left !== right;
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
    default:
      throw tooRich(spec);
  }
}

function valueOf(operand: Expression | PrivateIdentifier, names: Names, spec: Spec): number {
  if (operand.type === "Identifier") return names(operand.name);
  if (operand.type === "Literal" && typeof operand.value === "number") return operand.value;
  if (operand.type === "UnaryExpression" && operand.operator === "-") {
    return -valueOf(operand.argument, names, spec);
  }
  throw tooRich(spec);
}

function tooRich(spec: Spec): RangeError {
  return new RangeError(
    `Cannot tell which rows of "${spec.id}" are ignored: "${spec.ignore}" must compare names and numbers`,
  );
}
