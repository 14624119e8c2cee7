import { assertEquals } from "@std/assert";
import { buildFormula, type Meaning } from "./build.ts";
import { differentiate } from "./differentiate.ts";
import { createGraph } from "./graph.ts";
import { printNode } from "./print.ts";

Deno.test("printNode() writes what was written, and derivatives as formulas", () => {
  const graph = createGraph([]);
  const scope = new Map<string, Meaning>([["x", { kind: "input", axes: [] }]]);
  const output = buildFormula(graph, "log1p(x)^2", scope);
  assertEquals(printNode(graph, output), "log1p(x)^2");
  const [slope] = differentiate(
    graph,
    output,
    [buildFormula(graph, "x", scope)],
    graph.constant(1),
  );
  assertEquals(printNode(graph, slope ?? -1), "2 * log1p(x) / (1 + x)");
});

Deno.test("printNode() writes the derivative of |x| as a sign", () => {
  const graph = createGraph([]);
  const scope = new Map<string, Meaning>([["x", { kind: "input", axes: [] }]]);
  const output = buildFormula(graph, "3 * abs(x)", scope);
  const [slope] = differentiate(
    graph,
    output,
    [buildFormula(graph, "x", scope)],
    graph.constant(1),
  );
  assertEquals(printNode(graph, slope ?? -1), "3 * sign(x)");
});
