import { assert, assertEquals } from "@std/assert";
import { createOracle } from "../../oracle/mod.ts";
import { builtinSpecs } from "../../spec/mod.ts";
import { boxCall } from "../_box_anchor.ts";
import { answerTo, assertRow } from "../_row_anchor.ts";

const loss = "bounded_iou_loss";
const b1 = { pred: [0, 0, 4, 3], target: [1, 1, 5, 5] };
const apart = { pred: [0, 0, 2, 1], target: [4, 3, 7, 5] };

/** The terms of a pair, of which one alone has a gradient from above. */
function termCall(pred: readonly number[], target: readonly number[], only: number) {
  const call = boxCall(loss, pred, target);
  const data = Float64Array.from({ length: 4 }, (_, k) => k === only ? 1 : 0);
  return { ...call, upstream: { dtype: "f64", shape: [1, 4], data } } as const;
}

/** Of the doubles next to beta 0.2 and eps 0.001. */
Deno.test("bounded IoU loss has mpmath's values and gradients", async () => {
  const oracle = await createOracle([builtinSpecs.get(loss)!]);
  const terms = [
    "0.5667222129645059101307609",
    "0.7571632623910869820225134",
    "1.561719042871124236736065e-7",
    "0.1501874531367158154975249",
  ];
  const shift = "-0.2221759351833851165328277";
  assertRow(oracle, termCall(b1.pred, b1.target, 0), [
    ...terms,
    shift,
    "0",
    shift,
    "0",
  ], 4);
  const height = "0.2499375156210947263171200";
  assertRow(oracle, termCall(b1.pred, b1.target, 3), [
    ...terms,
    "0",
    height,
    "0",
    `-${height}`,
  ], 4);
  assertRow(oracle, termCall(apart.pred, apart.target, 0), [
    "0.9",
    "0.9",
    "0.2335554815061646062495757",
    "0.4002498750624687600712753",
    "0",
    "0",
    "0",
    "0",
  ], 4);
});

Deno.test("a perfect box costs nothing without eps, wherever it is", () => {
  for (const scale of [1, 2 ** -700, 2 ** 1000]) {
    const box = [3, 1, 7, 11].map((x) => x * scale);
    assertEquals(answerTo(boxCall(loss, box, box, { eps: 0 })).slice(0, 4), [0, 0, 0, 0]);
  }
});

Deno.test("a box that is moved far away keeps its width to the last bit", () => {
  const far = 2 ** 40;
  const near = answerTo(boxCall(loss, [0, 0, 3, 3], [0, 0, 3.5, 3.5]));
  const moved = answerTo(boxCall(loss, [0, 0, 3, 3], [far, 0, far + 3.5, 3.5]));
  assertEquals(moved[2], near[2]);
});

Deno.test("bounded IoU loss has no shift between points, which is 0/0, but with eps above 0", async () => {
  const oracle = await createOracle([builtinSpecs.get(loss)!]);
  const takes = (eps: number, pred: readonly number[], target: readonly number[], term: number) => {
    const call = boxCall(loss, pred, target);
    const { params } = call;
    const enclosures = oracle.enclose({ ...call, params: { ...params, eps } });
    return [1 - 0.1, NaN].map((x) => oracle.stand(enclosures, "value", term, x).inside);
  };
  for (const term of [0, 1]) {
    assertEquals(takes(0, [0, 0, 2, 2], [1, 1, 1, 1], term), [true, true]);
    assertEquals(takes(0, [0, 0, 2, 2], [3, 3, 3, 3], term), [true, false]);
    assertEquals(takes(0.25, [0, 0, 2, 2], [1, 1, 1, 1], term), [true, false]);
  }
  assert(!takes(0, [0, 0, 2, 2], [1, 1, 1, 1], 2)[1], "the widths differ");
});
