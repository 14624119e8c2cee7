import { createOracle } from "../src/oracle/mod.ts";
import { builtinSpecs } from "../src/spec/mod.ts";
import { tensor } from "../src/tensor/mod.ts";
const o = await createOracle(builtinSpecs.values());
function show(loss: string, dtype: any, pred: number[], target: number[], params: any, output: string, el = 0) {
  const e = o.enclose({ loss, dtype, inputs: { pred: tensor(dtype, [pred.length], pred), target: tensor(dtype, [target.length], target) }, params, reduction: "none", gradients: true });
  const out = output === "value" ? e.value : e.gradients[output];
  const n = out.forms.length;
  for (let f = 0; f < n; f++) { const [lo, hi] = o.sharpest(e, output, f, el); const t = out.truth.lo[el]; console.log(loss, dtype, output, out.forms[f].name, "truth", t.toPrecision(6), "rel", ((lo - t) / t).toPrecision(3), ((hi - t) / t).toPrecision(3)); }
}
const fp = { gamma: 2, alpha: null };
show("sigmoid_focal_loss", "f32", [10], [1], { gamma: 2, alpha: null, avg_factor: null, label_smoothing: 0 }, "pred");
show("sigmoid_focal_loss", "f32", [10], [1], { gamma: 2, alpha: .25, avg_factor: null, label_smoothing: 0 }, "pred");
show("sigmoid_focal_loss", "f16", [4], [1], { gamma: 2, alpha: .25, avg_factor: null, label_smoothing: 0 }, "pred");
show("sigmoid_focal_loss", "f64", [20], [1], { gamma: .5, alpha: .25, avg_factor: null, label_smoothing: 0 }, "pred");
show("binary_cross_entropy_with_logits", "f32", [20, 1.37], [1, .3], { label_smoothing: 0, avg_factor: null }, "value");
show("binary_cross_entropy_with_logits", "f32", [20, 1.37], [1, .3], { label_smoothing: 0, avg_factor: null }, "pred");
show("binary_cross_entropy_with_logits", "f32", [4, 1.37], [1/3, .3].map(Math.fround), { label_smoothing: 0, avg_factor: null }, "pred");
