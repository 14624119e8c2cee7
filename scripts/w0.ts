import { buildFormula, correlatedField, createGraph, evaluator, intervalField, exact } from "../src/oracle/internal.ts";
const ar = { u: 2 ** -24, lambda: 2 ** -149, elementary: 8, flushes: false };
const cases: any[] = [
  ["smooth_l1", "0.5 * (d * d) / 3", { d: "p - t" }, { p: [0.25, 1], t: [-0.5, 0.125] }, 6.45717e-8],
  ["bce_frameworks", "(x - x * y) + log1p(exp(-x))", {}, { x: [1, 4], y: [0, 1] }, 4.925e-7],
  ["bce_direct", "-(y * log(s) + (1 - y) * log(1 - s))", { s: "sigmoid(x)" }, { x: [1, 4], y: [0, 1] }, 1.581e-5],
  ["focal_paper", "0.25 * pow2(1 - sigmoid(g)) * log1p(exp(-g))", {}, { g: [2, 8] }, 2.388e-9],
  ["bce_grad", "sigmoid(x) - y", {}, { x: [1, 4], y: [0, 1] }, 2.682e-7],
];
const n = 1000, rounds = 100;
let seed = 12345; const rnd = () => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) / 0x7fffffff;
for (const [name, text, lets, box, bound] of cases) {
  const g = createGraph([]);
  const scope = new Map<string, any>(Object.keys(box).map((k) => [k, { kind: "input", axes: [] }]));
  for (const [k, v] of Object.entries(lets)) scope.set(k, { kind: "text", text: v });
  const node = buildFormula(g, text.replace(/pow2\((.*?\))\)/, "($1)^2"), scope);
  const worst: Record<string, number> = {};
  for (let r = 0; r < rounds; r++) {
    const cols = new Map(Object.entries(box).map(([k, [a, b]]: any) => [k, Float64Array.from({ length: n }, (_, i) => Math.fround(r === 0 && i < 4 ? ((k === "x" || k === "p" || k==="g" ? i & 1 : i & 2) ? b : a) : a + (b - a) * rnd()))]));
    const run = (f: any) => { const leaves = new Map([...cols].map(([k, c]) => [k, [f.points(c)]])); const [v] = evaluator(g, f, leaves, { lengthOf: () => 1, isRepresentable: (x) => Math.fround(x) === x }).valueOf(node); return f.bounds(v, n); };
    const t = run(intervalField(exact));
    for (const [label, f] of [["interval", intervalField(ar)], ["correlated", correlatedField(ar)]] as const) {
      const h = run(f);
      for (let i = 0; i < n; i++) worst[label] = Math.max(worst[label] ?? 0, Math.max(h.hi[i] - t.lo[i], t.hi[i] - h.lo[i]) / bound);
    }
  }
  console.log(name, worst);
}
