import { assert } from "@std/assert";
import { enclosuresOf } from "../../oracle/internal.ts";
import { createOracle } from "../../oracle/mod.ts";
import { builtinSpecs } from "../../spec/mod.ts";
import { tensor } from "../../tensor/mod.ts";
import { assertRow, rowCall } from "../_row_anchor.ts";

// At the double nearest to 0.8.
Deno.test("equalization loss v2 has mpmath's values and gradients", async () => {
  const oracle = await createOracle([builtinSpecs.get("eqlv2_loss")!]);
  const inputs = {
    pred: tensor("f64", [1, 3], [1, -1, 0]),
    label: tensor("i32", [1], [0]),
    ratio: tensor("f64", [3], [1, 0.5, 0]),
  };
  const call = { ...rowCall("eqlv2_loss", inputs, {}), reduction: "mean" } as const;
  assertRow(oracle, call, [
    "1.11895996420547691171202",
    "-0.3584157542269979329127791",
    "0.007153033256730929957140914",
    "0.5",
  ], 4);
});

Deno.test("EQLv2 by PyTorch's cross entropy, which takes the log-sigmoid, is honest in float32", async () => {
  const oracle = await createOracle([builtinSpecs.get("eqlv2_loss")!]);
  const answers = [
    { pred: [-4, 4], output: "value", answer: 0.03479021042585373 },
    { pred: [-96, 0], output: "pred", answer: 0 },
  ];
  for (const { pred, output, answer } of answers) {
    const inputs = {
      pred: tensor("f32", [1, 2], pred),
      label: tensor("i32", [1], [1]),
      ratio: tensor("f32", [2], [1, 1]),
    };
    const call = rowCall("eqlv2_loss", inputs, { mu: Math.fround(0.8) });
    const { forms } = enclosuresOf(
      oracle.enclose({ ...call, dtype: "f32", reduction: "mean" }),
      output,
    );
    assert(forms.some(({ lo, hi }) => lo[0] <= answer && answer <= hi[0]), output);
  }
});
