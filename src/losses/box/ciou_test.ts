import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { createOracle } from "../../oracle/mod.ts";
import { builtinSpecs } from "../../spec/mod.ts";
import { tensor } from "../../tensor/mod.ts";
import { assertBoxes, boxCall } from "../_box_anchor.ts";
import { answerTo, rowCall } from "../_row_anchor.ts";

const loss = "ciou_loss";
const exact = { eps: 0, height_eps: 0, alpha_eps: 0 };
const b1 = { pred: [0, 0, 4, 3], target: [1, 1, 5, 5] };
const b2 = { pred: [0, 0, 9, 8], target: [1, 1, 10, 10] };

Deno.test("complete IoU loss has mpmath's values and gradients", async () => {
  await assertBoxes([
    {
      loss,
      ...b1,
      params: { ...exact, gate: -1 },
      digits: [
        "0.7923632736076037211691597",
        "-0.04434322973024568840157816",
        "-0.06638258074534734659403904",
        "-0.09835924960859728680503341",
        "-0.1541711382629171162158783",
      ],
    },
    {
      loss,
      ...b1,
      params: exact,
      digits: ["0.7922727272727272727272727", "-0.04419008264462809917355"],
    },
    {
      loss,
      ...b2,
      params: exact,
      digits: [
        "0.4389350284880835471908262",
        "-0.05099765578560047667325426",
        "-0.05943098211047356300924854",
        "-0.07120453095050325379757155",
        "-0.08403223130221641467169524",
      ],
    },
    { loss, ...b2, digits: ["0.4389350290749225494570081"] },
  ]);
});

Deno.test("a perfect box costs nothing, also without eps", () => {
  for (const scale of [1, 2 ** -700, 2 ** 1000]) {
    const box = [3, 1, 7, 11].map((x) => x * scale);
    assertEquals(answerTo(boxCall(loss, box, box, exact))[0], 0);
  }
});

Deno.test("complete IoU loss jumps above its gate", () => {
  const target = [0, 0, 10, 10];
  const [at] = answerTo(boxCall(loss, [0, 0, 10, 5], target, exact));
  const [above] = answerTo(boxCall(loss, [0, 0, 10, 5.000001], target, exact));
  assertEquals(at, 0.53125);
  assertAlmostEquals(above, 0.5344980142924813, 2e-16);
});

Deno.test("complete IoU loss ends at 2, where it is clamped", () => {
  const boxes = [[0, 0, 1, 64], [512, 512, 576, 513]] as const;
  const params = { ...exact, gate: -1 };
  assertEquals(answerTo(boxCall(loss, ...boxes, params)).slice(0, 5), [2, 0, 0, 0, 0]);
  assertEquals(answerTo(boxCall(loss, ...boxes, { ...params, clamped: 0 }))[0] > 2, true);
});

Deno.test("an honest float32 is near 0 at a perfect box, however it computes alpha", async () => {
  const oracle = await createOracle([builtinSpecs.get(loss)!]);
  const box = tensor("f32", [1, 4], [0.1, 0.3, 10.7, 5.9].map(Math.fround));
  const { params } = boxCall(loss, [0, 0, 1, 1], [0, 0, 1, 1]);
  const inputs = { pred: box, target: box };
  const call = { loss, dtype: "f32", inputs, params, reduction: "none", gradients: true } as const;
  const { value, gradients } = oracle.enclose(call);
  for (const form of value.forms) {
    form.at(0).forEach((end) => assertAlmostEquals(end, 0, 2e-6, form.name));
    for (let k = 0; k < 4; k++) {
      const [lo, hi] = gradients.pred.forms[value.forms.indexOf(form)].at(k);
      assertAlmostEquals(hi, k % 2 === 0 ? 1 / 10.6 : 1 / 5.6, 2e-6);
      assertAlmostEquals(lo, -hi, 2e-6);
    }
  }
});

Deno.test("torchvision's order, all terms added to 1, is honest in float32", async () => {
  const oracle = await createOracle([builtinSpecs.get(loss)!]);
  const box = (corners: readonly number[]) => tensor("f32", [1, 4], corners);
  const inputs = {
    pred: box([0, -1.9336060285568237, 0.109375, -1.274963140487671]),
    target: box([0.109375, -1.9412504434585571, 0.16825485229492188, -0.9596918225288391]),
  };
  const [eps, alpha_eps] = [1e-7, 1e-7].map(Math.fround);
  const params = { eps, height_eps: 0, alpha_eps, gate: -1, clamped: 0 };
  const { value } = oracle.enclose({ ...rowCall(loss, inputs, params), dtype: "f32" });
  const answer = 1.031010627746582;
  assert(value.forms.some(({ lo, hi }) => lo[0] <= answer && answer <= hi[0]));
});
