import { assertAlmostEquals, assertEquals } from "@std/assert";
import { answerTo } from "../_row_anchor.ts";
import { assertBoxes, boxCall } from "../_box_anchor.ts";

const b1 = { pred: [0, 0, 4, 3], target: [1, 1, 5, 5] };
const b2 = { pred: [0, 0, 9, 8], target: [1, 1, 10, 10] };
const apart = { pred: [0, 0, 2, 1], target: [4, 3, 7, 5] };
const nested = { pred: [2, 2, 4, 4], target: [0, 0, 8, 8] };
const small = { pred: [0, 0, 0.25, 0.25], target: [0.125, 0.0625, 0.375, 0.5] };

Deno.test("generalized IoU loss has mpmath's values and gradients", async () => {
  const loss = "giou_loss";
  await assertBoxes([
    {
      loss,
      ...b1,
      params: { eps: 0 },
      digits: [
        "0.8472727272727272727272727",
        "-0.09319008264462809917355",
        "-0.0655867768595041322314",
        "-0.1185123966942148760331",
        "-0.1639669421487603305785",
      ],
    },
    { loss, ...b2, params: { eps: 0 }, digits: ["0.4526804123711340206185567"] },
    {
      loss,
      ...apart,
      params: { eps: 0 },
      digits: [
        "1.771428571428571428571429",
        "-0.004081632653061224489796",
        "0.01142857142857142857143",
        "-0.02857142857142857142857",
        "-0.05714285714285714285714",
      ],
    },
    {
      loss,
      ...apart,
      params: { eps: 0.25, eps_added: 1 },
      digits: [
        "1.765957446808510638297872",
        "-0.004828730949147427191791",
        "0.01026105326693828278256",
        "-0.02836879432624113475177",
        "-0.05673758865248226950355",
      ],
    },
    {
      loss,
      ...b1,
      params: { eps: 0.25, eps_added: 1 },
      digits: [
        "0.8491489598398042051396151",
        "-0.09203986118136676139974",
        "-0.06455558264367837571987",
        "-0.1173719189871265879271",
        "-0.1623157392118456890507",
      ],
    },
    {
      loss,
      ...small,
      params: { eps: 0.25, eps_added: 1 },
      digits: ["1.030462184873949579831933", "-0.5062966363015794553115"],
    },
    { loss, ...small, params: { eps: 0.25 }, digits: ["0.90625", "0", "0", "-0.75", "-0.5"] },
  ]);
});

Deno.test("distance IoU loss has mpmath's values and gradients", async () => {
  const loss = "diou_loss";
  await assertBoxes([
    {
      loss,
      ...b1,
      params: { eps: 0 },
      digits: [
        "0.7922727272727272727272727",
        "-0.04419008264462809917355",
        "-0.0665867768595041322314",
        "-0.09851239669421487603306",
        "-0.1539669421487603305785",
      ],
    },
    { loss, ...b1, digits: ["0.792272728382396688840015", "-0.04419008231853644099701"] },
    {
      loss,
      ...apart,
      params: { eps: 0.25 },
      digits: [
        "1.43771043771043771043771",
        "0.02192520037637882755728",
        "0.01181285356369531453707",
        "-0.06060606060606060606061",
        "-0.04713804713804713804714",
      ],
    },
    { loss, ...apart, params: { eps: 0 }, digits: ["1.439189189189189189189189"] },
    {
      loss,
      ...nested,
      params: { eps: 0 },
      digits: ["0.953125", "0.0234375", "0.0234375", "-0.0390625", "-0.0390625"],
    },
  ]);
});

Deno.test("a perfect box costs nothing without eps, wherever and however small it is", () => {
  for (const loss of ["giou_loss", "diou_loss"]) {
    for (const scale of [1, 2 ** -700, 2 ** 1000]) {
      const box = [3, 1, 7, 11].map((x) => x * scale);
      assertEquals(answerTo(boxCall(loss, box, box, { eps: 0 }))[0], 0);
    }
  }
});

Deno.test("boxes that part cost ever more, up to 2", () => {
  for (const loss of ["giou_loss", "diou_loss"]) {
    const costs = [0, 2, 4, 16, 256, 2 ** 20].map((d) =>
      answerTo(boxCall(loss, [d, 0, d + 2, 2], [0, 0, 2, 2]))[0]
    );
    costs.slice(1).forEach((cost, i) => assertEquals(cost > costs[i], true, `${loss} ${costs}`));
    assertAlmostEquals(costs.at(-1)!, 2, 1e-4);
  }
});
