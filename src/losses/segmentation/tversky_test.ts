import { assert, assertEquals } from "@std/assert";
import { tensor } from "../../tensor/mod.ts";
import { evaluateReference } from "../reference.ts";
import { type Anchor, assertAnchor } from "../_mask_anchor.ts";

// mpmath at 60 digits, of the float64 numbers that 0.8, 0.3, 0.7 and 4/3 are.
const anchors: readonly Anchor[] = [
  {
    pred: [0.5, 0.8],
    target: [1, 0],
    params: {},
    value: "0.2822966507177033431823098",
    gradient: ["-0.3754492800073258266753974", "0.1030196195142052588072705"],
  },
  {
    pred: [0.5, 0.8],
    target: [1, 0],
    params: { smooth: 0 },
    value: "0.5412844036697247631665818",
    gradient: ["-0.7911791936705664427826381", "0.1262519989899840075228856"],
  },
  {
    pred: [0.5, 0.8],
    target: [1, 0],
    params: { smooth: 0, gamma: 4 / 3 },
    value: "0.4411307696095962254638569",
    gradient: ["-0.8597168370559693785906739", "0.1371888569770163909567895"],
  },
  {
    pred: [0.5, 0.75],
    target: [1, 0],
    params: { alpha: 0.25, beta: 0.75, gamma: 2 },
    value: "0.07438016528925619834710744",
    gradient: ["-0.2163786626596543951915853", "0.04808414725770097670924117"],
  },
];

Deno.test("tversky_loss has mpmath's values and gradients", () => {
  for (const anchor of anchors) assertAnchor("tversky_loss", anchor, 4);
});

Deno.test("tversky_loss of faint rows is finite where what is lost, or all that counts, underflows", () => {
  const ofRow = (p: number, t: number, params: Readonly<Record<string, number>>) => {
    const result = evaluateReference({
      loss: "tversky_loss",
      dtype: "f64",
      inputs: { pred: tensor("f64", [1, 1], [p]), target: tensor("f64", [1, 1], [t]) },
      params: { alpha: 0.25, beta: 0.5, smooth: 1, gamma: 1, ...params },
      reduction: "none",
      gradients: true,
    });
    if (!("value" in result)) throw new Error(JSON.stringify(result));
    return [result.value.data[0], result.gradients!.pred.data[0]];
  };
  const least = 2 ** -1074;
  const [value, slope] = ofRow(least, 0, { gamma: 0.5 });
  // Within two ulps of the powers of two that they are.
  assert(Math.abs(value / 2 ** -538 - 1) <= 2 ** -51, `${value}`);
  assert(Math.abs(slope / 2 ** 535 - 1) <= 2 ** -51, `${slope}`);
  assertEquals(ofRow(least, 0, { smooth: 0 }), [1, 0]);
  assertEquals(ofRow(least, 0.5, { smooth: 0, beta: 0 })[0], 0.2);
  assertEquals(ofRow(0, 2 ** -1000, { smooth: 0 }), [1, -2]);
});
