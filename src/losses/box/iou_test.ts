import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { answerTo } from "../_row_anchor.ts";
import { assertBoxes, type Box, type BoxAnchor, boxCall } from "../_box_anchor.ts";

const losses = ["iou_loss", "linear_iou_loss", "square_iou_loss"];
// mpmath at 60 digits; the last pair is a perfect prediction of side 1e-4, whose union is below union_eps.
const anchors: readonly BoxAnchor[] = ([
  ["iou_loss", [0, 0, 4, 3], [1, 1, 5, 5], [
    "1.299282984130260852666698",
    "-0.1363636363636363636364",
    "-0.1818181818181818181818",
    "-0.2878787878787878787879",
    "-0.4545454545454545454545",
  ]],
  ["iou_loss", [0, 0, 9, 8], [1, 1, 10, 10], [
    "0.5493592877682335887596725",
    "-0.08247422680412371134021",
    "-0.09278350515463917525773",
    "-0.1146907216494845360825",
    "-0.1325478645066273932253",
  ]],
  ["linear_iou_loss", [0, 0, 4, 3], [1, 1, 5, 5], [
    "0.7272727272727272727272727",
    "-0.03719008264462809917355",
    "-0.0495867768595041322314",
    "-0.07851239669421487603306",
    "-0.1239669421487603305785",
  ]],
  ["square_iou_loss", [0, 0, 4, 3], [1, 1, 5, 5], [
    "0.9256198347107438016528926",
    "-0.02028549962434259954921",
    "-0.02704733283245679939895",
    "-0.04282494365138993238167",
    "-0.06761833208114199849737",
  ]],
  ["square_iou_loss", [0, 0, 9, 8], [1, 1, 10, 10], ["0.6667020937400361356148369"]],
  ["iou_loss", [2, 2, 4, 4], [0, 0, 8, 8], [
    "2.772588722239781237668928",
    "0.5",
    "0.5",
    "-0.5",
    "-0.5",
  ]],
  ["linear_iou_loss", [0, 0, 1e-4, 1e-4], [0, 0, 1e-4, 1e-4], ["0.9899999999999999985890464"]],
] as const).map(([loss, pred, target, digits]) => ({ loss, pred, target, digits }));

Deno.test("losses of the IoU have mpmath's values and gradients", () => assertBoxes(anchors));

Deno.test("boxes apart cost what eps says, and have no slope", () => {
  for (
    const [loss, value] of [["iou_loss", -Math.log(2 ** -10)], [
      "linear_iou_loss",
      1 - 2 ** -10,
    ]] as const
  ) {
    const call = boxCall(loss, [0, 0, 2, 1], [4, 3, 7, 5], { eps: 2 ** -10 });
    assertEquals(answerTo(call), [value, 0, 0, 0, 0]);
  }
});

Deno.test("the unit of an axis changes slopes along it alone", () => {
  const length = fc.integer({ min: 1, max: 64 }).map((n) => n / 8);
  const corner = fc.integer({ min: -16, max: 16 }).map((n) => n / 8);
  const box = fc.tuple(corner, corner, length, length)
    .map(([x, y, width, height]) => [x, y, x + width, y + height]);
  const exponent = fc.integer({ min: -500, max: 500 });
  fc.assert(
    fc.property(
      fc.constantFrom(...losses),
      box,
      box,
      exponent,
      exponent,
      (loss, pred, target, m, n) => {
        const params = { union_eps: 2 ** -1074, eps: 2 ** -1074 };
        const [x, y] = [2 ** m, 2 ** n];
        const scaled = ([x1, y1, x2, y2]: Box) => [x1 * x, y1 * y, x2 * x, y2 * y];
        const [value, ...slopes] = answerTo(boxCall(loss, pred, target, params));
        const [other, ...others] = answerTo(boxCall(loss, scaled(pred), scaled(target), params));
        assertAlmostEquals(other, value, 2e-15 * Math.abs(value));
        others.forEach((slope, k) => {
          const back = slope * (k % 2 === 0 ? x : y);
          assertAlmostEquals(back, slopes[k], 2e-15 * Math.abs(slopes[k]));
        });
      },
    ),
    { seed: 15, numRuns: 500 },
  );
});
