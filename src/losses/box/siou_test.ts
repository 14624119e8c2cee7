import { assert } from "@std/assert";
import { createOracle } from "../../oracle/mod.ts";
import { enclosuresOf } from "../../oracle/internal.ts";
import { builtinSpecs } from "../../spec/mod.ts";
import { assertBoxes, boxCall } from "../_box_anchor.ts";
import { answerTo } from "../_row_anchor.ts";

const loss = "siou_loss";
const b1 = { pred: [0, 0, 4, 3], target: [1, 1, 5, 5] };
const b2 = { pred: [0, 0, 9, 8], target: [1, 1, 10, 10] };
const apart = { pred: [0, 0, 2, 1], target: [4, 3, 7, 5] };
const exact = { eps: 0 };
const rewarded = { eps: 0, neg_gamma: 0 };

Deno.test("SIoU loss has mpmath's values and gradients", async () => {
  await assertBoxes([
    {
      loss,
      ...b1,
      params: exact,
      digits: [
        "0.7957379912573285602557467",
        "-0.03891742033948668755596247",
        "-0.06420216645197605896635923",
        "-0.0884918746375242979658956",
        "-0.1646053301760586806643415",
      ],
    },
    { loss, ...b1, params: rewarded, digits: ["0.6555728457490873746873292"] },
    { loss, ...b2, params: exact, digits: ["0.440067066138983435758621"] },
    { loss, ...b2, params: rewarded, digits: ["0.4050644868028820706056363"] },
    { loss, ...apart, params: exact, digits: ["1.38691884830176356641597"] },
    { loss, ...apart, params: rewarded, digits: ["0.4211102893389773107213523"] },
  ]);
});

Deno.test("boxes that part cost ever more; with mmDetection's default they are perfect in the end", () => {
  const costs = (neg_gamma: number) =>
    [0, 5, 10, 20, 40].map((d) =>
      answerTo(boxCall(loss, [d, 0, d + 10, 10], [0, 0, 10, 10], { neg_gamma }))[0]
    );
  costs(1).slice(1).forEach((cost, i) => assert(cost > costs(1)[i]));
  assert(costs(0).at(-1) === 0);
});

Deno.test("mmDetection's slope of the angle at 45 degrees, by cosine and arc sine, is honest", async () => {
  const oracle = await createOracle([builtinSpecs.get(loss)!]);
  const pred = [0.2525909206952789, 36.001445906557464, 0.26812478673746554, 63.30456971846573];
  const target = [0.2603578537163722, 39.414336383046, 0.2603578537163722, 59.891679241977194];
  const enclosures = oracle.enclose(boxCall(loss, pred, target, { eps: 0.25 }));
  const answer = -0.00043096784867582844;
  const { forms } = enclosuresOf(enclosures, "target");
  assert(forms.some(({ lo, hi }) => lo[3] <= answer && answer <= hi[3]));
});

Deno.test("a shift of centres that is small beside the boxes is not lost: the angle is no 0/0", () => {
  for (const size of [2 ** 60, 2 ** 513, 2 ** 1020]) {
    const middle = size / 2;
    const given = { pred: [1, 0, size, 0.75], target: [middle, 0.25, middle, 0.5] };
    const numbers = answerTo(boxCall(loss, given.pred, given.target, exact));
    assert(numbers.every(Number.isFinite), `${size}: ${numbers}`);
  }
});
