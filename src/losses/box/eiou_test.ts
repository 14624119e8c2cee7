import { assertEquals } from "@std/assert";
import { answerTo } from "../_row_anchor.ts";
import { assertBoxes, boxCall } from "../_box_anchor.ts";

const b1 = { pred: [0, 0, 4, 3], target: [1, 1, 5, 5] };
const b2 = { pred: [0, 0, 9, 8], target: [1, 1, 10, 10] };
const apart = { pred: [0, 0, 2, 1], target: [4, 3, 7, 5] };
const exact = { eps: 0 };

Deno.test("extended IoU loss has mpmath's values and gradients", async () => {
  const loss = "eiou_loss";
  await assertBoxes([
    {
      loss,
      ...b1,
      params: exact,
      digits: [
        "0.6772727272727272727272727",
        "-0.03719008264462809917355",
        "-0.0495867768595041322314",
        "-0.07851239669421487603306",
        "-0.1239669421487603305785",
      ],
    },
    { loss, ...b2, params: exact, digits: ["0.3726804123711340206185567"] },
    {
      loss,
      ...apart,
      params: exact,
      digits: [
        "1.664285714285714285714286",
        "-0.01530612244897959183673",
        "0.01020408163265306122449",
        "-0.04591836734693877551020",
        "-0.09183673469387755102041",
      ],
    },
  ]);
});

Deno.test("extended IoU loss is a parabola near a perfect box", () => {
  const call = boxCall("eiou_loss", [0, 0, 4, 4], [0, 0, 4, 3], { ...exact, smooth_point: 0.5 });
  assertEquals(answerTo(call)[0], 1 / 16);
});

Deno.test("alpha IoU loss has mpmath's values and gradients", async () => {
  const loss = "alpha_iou_loss";
  await assertBoxes([
    {
      loss,
      ...b1,
      params: exact,
      digits: [
        "0.9797145003756574004507889",
        "-0.008298613482685608906495",
        "-0.01106481797691414520866",
        "-0.01751929513011406324705",
        "-0.02766204494228536302165",
      ],
    },
    { loss, ...b2, params: exact, digits: ["0.8075805902004332329322769"] },
  ]);
});

Deno.test("boxes apart are pulled together by extended IoU loss, and not by alpha IoU loss", () => {
  for (const target of [[4, 0, 7, 2], [0, 3, 2, 5], [4, 3, 7, 5]]) {
    const slopes = (loss: string) =>
      answerTo(boxCall(loss, [0, 0, 2, 1], target)).slice(1, 5).map(Math.abs);
    assertEquals(Math.max(...slopes("eiou_loss")) > 0, true);
    assertEquals(Math.max(...slopes("alpha_iou_loss")), 0);
  }
});
