/**
 * Smaller specs: without a part, an input, a parameter or a relation, or with less of a formula.
 *
 * @module
 */
import { type Expression, type Node, parseExpressionAt } from "acorn";
import type { SpecData } from "./random_spec.ts";

/**
 * The smallest spec found that still has a bug.
 *
 * @param spec one that has it
 * @param hasBug whether another one has it, too
 * @param most how many others are tried
 */
export async function shrinkSpec(
  spec: SpecData,
  hasBug: (spec: SpecData) => Promise<boolean>,
  most = 300,
): Promise<SpecData> {
  let smallest = spec;
  for (let tried = 0, found = true; found && tried < most;) {
    found = false;
    for (const smaller of smallerSpecs(smallest)) {
      if (++tried > most) break;
      if (!await hasBug(smaller)) continue;
      smallest = smaller;
      found = true;
      break;
    }
  }
  return smallest;
}

function without<T>(record: Readonly<Record<string, T>>, name: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));
}

function* smallerSpecs(spec: SpecData): Generator<SpecData> {
  const { formula, inputs, params, invariants } = spec;
  const { let: parts, forms } = formula;
  for (const name of Object.keys(forms).slice(1)) {
    yield { ...spec, formula: { ...formula, forms: without(forms, name) } };
  }
  for (const name of Object.keys(parts)) {
    yield { ...spec, formula: { ...formula, let: without(parts, name) } };
  }
  if (formula.wrap !== undefined) {
    const { wrap: _, ...bare } = formula;
    yield { ...spec, formula: bare };
  }
  for (const name of Object.keys(inputs)) yield { ...spec, inputs: without(inputs, name) };
  for (const name of Object.keys(params)) yield { ...spec, params: without(params, name) };
  if ("ignore" in spec) yield { ...spec, ignore: undefined };
  if (invariants.length > 0) yield { ...spec, invariants: invariants.slice(0, -1) };
  for (const [name, form] of Object.entries(forms)) {
    const put = (text: string) => ({
      ...spec,
      formula: { ...formula, forms: { ...forms, [name]: text } },
    });
    if (typeof form !== "string") {
      yield put(String(form.value));
      continue;
    }
    for (const text of smallerTexts(form)) yield put(text);
  }
  for (const [name, part] of Object.entries(parts)) {
    for (const text of smallerTexts(part)) {
      yield { ...spec, formula: { ...formula, let: { ...parts, [name]: text } } };
    }
  }
}

/** A formula in which one operation is one of its operands, the outer operations first. */
function smallerTexts(text: string): readonly string[] {
  const smaller: string[] = [];
  const visit = (node: Node): void => {
    const inner = childrenOf(node as Expression);
    for (const child of inner) {
      const own = text.slice(child.start, child.end);
      const [before, after] = [text.slice(0, node.start), text.slice(node.end)];
      // Alone, or in brackets already, it needs none.
      const isHeld = /(?:^|\()$/.test(before) && /^(?:\)|$)/.test(after);
      smaller.push(before + (isHeld || /^\w+$/.test(own) ? own : `(${own})`) + after);
    }
    inner.forEach(visit);
  };
  try {
    visit(parseExpressionAt(text.replaceAll("^", "%"), 0, { ecmaVersion: 2020 }));
  } catch {
    return [];
  }
  return smaller.filter((other) => other.length < text.length);
}

function childrenOf(node: Expression): readonly Node[] {
  switch (node.type) {
    case "BinaryExpression":
    case "LogicalExpression":
      return [node.left, node.right];
    case "UnaryExpression":
      return [node.argument];
    case "CallExpression":
      return node.arguments;
    case "MemberExpression":
      return [node.object];
    default:
      return [];
  }
}
