import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { buildFormula, type Meaning } from "./build.ts";
import { differentiate } from "./differentiate.ts";
import { classes } from "./entry_axis.ts";
import { evaluator } from "./evaluate_graph.ts";
import { exact } from "./field.ts";
import { createGraph } from "./graph.ts";
import { intervalField } from "./interval_field.ts";

const field = intervalField(exact);
const everything = { lengthOf: () => 1, isRepresentable: () => true };

/** The value and the derivative by x of a formula of x and y, as intervals. */
function derive(text: string, x: number, y = 0) {
  const graph = createGraph([classes]);
  const scope = new Map<string, Meaning>([
    ["x", { kind: "input", axes: [] }],
    ["y", { kind: "input", axes: [] }],
  ]);
  const output = buildFormula(graph, text, scope);
  const leaf = buildFormula(graph, "x", scope);
  const [derivative] = differentiate(graph, output, [leaf], graph.constant(1));
  const leaves = new Map([["x", [field.points([x])]], ["y", [field.points([y])]]]);
  const { valueOf } = evaluator(graph, field, leaves, everything);
  const [value] = valueOf(output);
  const [slope] = valueOf(derivative ?? graph.constant(0));
  const { lo, hi } = field.bounds(slope, 1);
  return { value, slope: [lo[0], hi[0]] as const };
}

function assertHolds([lo, hi]: readonly [number, number], wanted: number): void {
  assert(lo <= wanted && wanted <= hi, `${wanted} is not in [${lo}, ${hi}]`);
  const width = hi - lo;
  assert(width <= 1e-13 * Math.max(1, Math.abs(wanted)), `[${lo}, ${hi}] is wide`);
}

const rules: readonly (readonly [string, (x: number, y: number) => number])[] = [
  ["x * y - y / x", (x, y) => y + y / x ** 2],
  ["x^2 * 3", (x) => 6 * x],
  ["x^3", (x) => 3 * x ** 2],
  ["exp(x * y)", (x, y) => y * Math.exp(x * y)],
  ["expm1(-x)", (x) => -Math.exp(-x)],
  ["log(x) + log1p(x)", (x) => 1 / x + 1 / (1 + x)],
  ["sqrt(x)", (x) => 0.5 / Math.sqrt(x)],
  ["atan(x)", (x) => 1 / (1 + x * x)],
  ["softplus(x)", (x) => 1 / (1 + Math.exp(-x))],
  ["log_sigmoid(x)", (x) => 1 / (1 + Math.exp(x))],
  ["sigmoid(x)", (x) => Math.exp(-x) / (1 + Math.exp(-x)) ** 2],
  ["where(x < 100, x^2, y)", (x) => 2 * x],
  ["max(x, -1) * min(x, -2)", () => -2],
  ["stop_gradient(x) * x", (x) => x],
];

Deno.test("differentiate() follows the rules of calculus", () => {
  const positive = fc.double({ min: 0.125, max: 4, noNaN: true });
  for (const [text, slope] of rules) {
    fc.assert(
      fc.property(positive, positive, (x, y) => assertHolds(derive(text, x, y).slope, slope(x, y))),
      { numRuns: 50, seed: 1 },
    );
  }
});

Deno.test("differentiate() gives the hull of both sides at a kink", () => {
  assertEquals(derive("abs(x)", 0).slope, [-1, 1]);
  assertEquals(derive("max(x, 0)", 0).slope, [0, 1]);
  assertEquals(derive("where(x < 1, x, 3 * x)", 1).slope, [1, 3]);
});

Deno.test("differentiate() finds no kink in a condition that x does not move", () => {
  assertEquals(derive("where(y >= 1, 2 * x, 5 * x)", 3, 1).slope, [2, 2]);
  assertEquals(derive("where(y > 1, 2 * x, 5 * x)", 3, 1).slope, [5, 5]);
  assertEquals(derive("where(y <= 1 && x > 0, 2 * x, 5 * x)", 3, 1).slope, [2, 2]);
  assertEquals(derive("where(y < 1 || x > 0, 2 * x, 5 * x)", 0, 1).slope, [2, 5]);
  assertEquals(derive("where(!(stop_gradient(x) < 1), 2 * x, 5 * x)", 1).slope, [2, 2]);
});

Deno.test("differentiate() does not add the hulls of branches that meet smoothly", () => {
  const { slope: [lo, hi] } = derive("where(x < 1, 0.5 * x^2, x - 0.5)", 1);
  assert(1 - 1e-15 <= lo && hi <= 1 + 1e-15);
});

Deno.test("differentiate() sends each class's adjoint through the branch that the class takes", () => {
  const graph = createGraph([classes]);
  const scope = new Map<string, Meaning>([
    ["v", { kind: "input", axes: ["C"] }],
    ["k", { kind: "input", axes: [] }],
  ]);
  // Σ over three classes, one of which (k) reads min(v): v₀ + v₂ + min v, smallest at 1.
  const output = buildFormula(graph, "sum(where(onehot(k) == 1, min(v), v))", scope);
  const leaf = buildFormula(graph, "v", scope);
  const [slope] = differentiate(graph, output, [leaf], graph.constant(1));
  const leaves = new Map([
    ["v", [3, -2, 5].map((x) => field.points([x]))],
    ["k", [field.points([2])]],
  ]);
  const surroundings = { lengthOf: () => 3, isRepresentable: () => true };
  const lanes = evaluator(graph, field, leaves, surroundings).valueOf(slope ?? -1);
  // Class 2 takes min v, which is v₁; the smallest has no other, so its derivative may be any of [0, 1].
  const ends = lanes.map((lane) => field.bounds(lane, 1)).map(({ lo, hi }) => [lo[0], hi[0]]);
  [[1, 1], [1, 2], [0, 0]].forEach(([lo, hi], c) => {
    assert(ends[c][0] <= lo && hi <= ends[c][1], `class ${c}: [${ends[c]}] misses [${lo}, ${hi}]`);
    // Rounded outward, by no more than a few roundings of float64.
    assert(lo - ends[c][0] < 1e-14 && ends[c][1] - hi < 1e-14, `class ${c}: [${ends[c]}] is wide`);
  });
});
