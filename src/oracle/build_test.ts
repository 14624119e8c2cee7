import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { buildFormula, type Meaning } from "./build.ts";
import { classes } from "./entry_axis.ts";
import { createGraph } from "./graph.ts";
import { evaluateEntries, evaluateNumber } from "./number.ts";
import { FormulaError } from "./parse.ts";

const scope = new Map<string, Meaning>([
  ["pred", { kind: "input", axes: [] }],
  ["target", { kind: "input", axes: [] }],
  ["beta", { kind: "input", axes: [] }],
  ["weight", { kind: "absent", value: 1 }],
  ["alpha", { kind: "absent" }],
]);
scope.set("d", { kind: "text", text: "abs(pred - target)", scope });
scope.set("loop", { kind: "text", text: "1 + loop", scope });

function errorOf(text: string): FormulaError {
  return assertThrows(() => buildFormula(createGraph([]), text, scope), FormulaError);
}

function problemOf(text: string): { readonly problem: string; readonly position: number } {
  const error = errorOf(text);
  return { problem: error.problem, position: error.position };
}

Deno.test("buildFormula() interns equal subexpressions", () => {
  const graph = createGraph([]);
  const a = buildFormula(graph, "abs(pred - target) + d", scope);
  assertEquals(graph.nodes.filter(({ op }) => op === "abs").length, 1);
  assertEquals(graph.nodes[a].op, "add");
});

Deno.test("buildFormula() treats products as having no order", () => {
  const graph = createGraph([]);
  assertEquals(
    buildFormula(graph, "pred * (beta / target)", scope),
    buildFormula(graph, "(pred * beta) / target", scope),
  );
});

Deno.test("buildFormula() folds away what is absent", () => {
  const graph = createGraph([]);
  assertEquals(buildFormula(graph, "weight * pred", scope), buildFormula(graph, "pred", scope));
  assertEquals(
    buildFormula(graph, "where(given(alpha), alpha * pred, target)", scope),
    buildFormula(graph, "target", scope),
  );
});

Deno.test("buildFormula() names the problem and its place", () => {
  assertEquals(problemOf("abs(pred - targt)"), {
    problem: 'Unknown name "targt": did you mean "target"?',
    position: 11,
  });
  assertEquals(problemOf("abs(pred, target)"), {
    problem: '"abs" takes 1 argument, got 2',
    position: 0,
  });
  assertEquals(
    problemOf("1 + sigmoyd(pred)").problem,
    'Unknown function "sigmoyd": did you mean "sigmoid"?',
  );
  assertEquals(problemOf("pred * (target + ").problem, "Cannot read the formula: Unexpected token");
  assertEquals(problemOf("pred target").position, 5);
  assertEquals(problemOf("pred, target").position, 0);
  assertEquals(problemOf("(pred))").position, 6);
  assertEquals(problemOf("pred % 2").problem, 'Cannot use the operator "%"');
  assertEquals(
    problemOf("alpha * 2").problem,
    '"alpha" may be absent: guard it with where(given(alpha), …, …)',
  );
  assertEquals(problemOf("loop").problem, '"loop" is defined by itself');
  assertEquals(problemOf('"text"').problem, 'Cannot use "text": a formula has numbers only');
  assertEquals(
    problemOf("pred = 2").problem,
    "Cannot use this in a formula: arithmetic, comparisons and functions only",
  );
});

Deno.test("buildFormula() knows no names but those of formulas", () => {
  for (const name of ["constructor", "toString", "__proto__", "hasOwnProperty"]) {
    assertStringIncludes(problemOf(`pred + ${name}`).problem, `Unknown name "${name}"`);
    assertStringIncludes(problemOf(`pred + ${name}(pred)`).problem, `Unknown function "${name}"`);
  }
});

Deno.test("FormulaError shows the line with the mistake, a caret below it", () => {
  const linesOf = (text: string) => errorOf(text).message.split("\n");
  assertEquals(linesOf("abs(pred) +\n\tsqare(pred) *\n  2"), [
    'Unknown function "sqare": did you mean "sqrt"?, at line 2, column 2 of the formula',
    "  \tsqare(pred) *",
    "  \t^",
  ]);
  assertEquals(linesOf("1 + sqare(pred)\r\n + 2").slice(1), ["  1 + sqare(pred)", "      ^"]);
});

Deno.test("evaluateNumber() evaluates formulas in plain numbers", () => {
  assertEquals(evaluateNumber("2^3 - -1", { names: {} }), 9);
  assertEquals(evaluateNumber("where(x < 1 && !(x == 0), 5, 7)", { names: { x: 0.5 } }), 5);
  const x = { axes: ["C"], values: [1, 2, 4] };
  const scope = { names: { x, k: 1 }, axes: [classes], lengths: { C: 3 } };
  assertEquals(evaluateNumber("take(x, k) + sum(x) + C", scope), 12);
  assertEquals(evaluateEntries("onehot(k) * x", scope).values, [0, 2, 0]);
});
