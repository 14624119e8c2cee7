import { compile, evaluator, printNode, correlatedField } from "../src/oracle/internal.ts";
import { builtinSpecs } from "../src/spec/mod.ts";
import { tensor } from "../src/tensor/mod.ts";
const spec = builtinSpecs.get("sigmoid_focal_loss")!;
const t = (x: number[]) => tensor("f32", [1], x);
const call: any = { inputs: { pred: t([10]), target: t([1]) }, params: { gamma: 2, alpha: null, avg_factor: null, label_smoothing: 0 } };
const c = compile(spec, call);
const f = correlatedField({ u: 2 ** -24, lambda: 2 ** -149, elementary: 8, flushes: false });
const leaves: any = new Map<string, any>([["pred", [f.points([10])]], ["target", [f.points([1])]], ["gamma", [f.points([2])]], ["upstream", [f.constant(1)]], ["label_smoothing",[f.points([0])]]]);
const node = c.gradients.pred.find(({ name }) => name === "paper")!.node;
const ev = evaluator(c.graph, f, leaves, { lengthOf: () => 1, isRepresentable: (x) => Math.fround(x) === x });
ev.valueOf(node);
for (const id of c.graph.orderOf(node)) { const n = c.graph.nodes[id]; if (n.comparison) continue; const [v] = ev.valueOf(id); const d = v.truth.data, a = v.truth.at; console.log(id, n.op, (n as any).args ?? (n as any).factors?.map((x: any) => (x.inverse ? "/" : "") + x.of).join(" "), d[a].toPrecision(5), "reach/|t|", (v.deviation.reach[0] / Math.abs(d[a])).toPrecision(3), "rest", (v.deviation.rest[0] / Math.abs(d[a])).toPrecision(3), "int", ((v.honest.data[v.honest.at + 1] - v.honest.data[v.honest.at]) / 2 / Math.abs(d[a])).toPrecision(3)); }
