import { assert } from "@std/assert";
import { createOracle } from "../../oracle/mod.ts";
import { enclosuresOf } from "../../oracle/internal.ts";
import { builtinSpecs } from "../../spec/mod.ts";
import { tensor } from "../../tensor/mod.ts";
import { rowCall } from "../_row_anchor.ts";

// segmentation_models.pytorch 0.6.0: what masks share is half of what both areas have beyond their distance.
const small = 2 ** -24;
const answers = [
  {
    loss: "dice_loss",
    params: { eps: Math.fround(0.001), naive: 1 },
    pred: [1 - small, small],
    target: [0, 1],
    output: "pred",
    answer: 0.0002497732639312744,
  },
  {
    loss: "dice_with_logits_loss",
    params: { eps: Math.fround(0.001), naive: 1 },
    pred: [0, -4],
    target: [0, 1],
    output: "pred",
    answer: 0.00400601327419281,
  },
  {
    loss: "jaccard_loss",
    params: { smooth: 0 },
    pred: [0.5, small],
    target: [0, 1],
    output: "pred",
    answer: 0,
  },
  {
    loss: "tversky_loss",
    params: { alpha: Math.fround(0.3), beta: 1, smooth: 0, gamma: 1 },
    pred: [1 - small],
    target: [1],
    output: "value",
    answer: 0,
  },
];

Deno.test("losses of hard masks by their distance are honest in float32", async () => {
  const oracle = await createOracle(answers.map(({ loss }) => builtinSpecs.get(loss)!));
  for (const { loss, params, pred, target, output, answer } of answers) {
    const mask = (row: readonly number[]) => tensor("f32", [1, row.length], row);
    const call = rowCall(loss, { pred: mask(pred), target: mask(target) }, params);
    const { forms } = enclosuresOf(oracle.enclose({ ...call, dtype: "f32" }), output);
    assert(forms.some(({ lo, hi }) => lo[0] <= answer && answer <= hi[0]), loss);
  }
});
