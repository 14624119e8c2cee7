import { createOracle } from "../../oracle/mod.ts";
import { builtinSpecs } from "../../spec/mod.ts";
import { tensor } from "../../tensor/mod.ts";
import { assertRow, rowCall } from "../_row_anchor.ts";

const of = (...numbers: number[]) => tensor("f64", [numbers.length], numbers);

/** Three rows of two classes, the state before, and mpmath's ratios after. */
const anchors = [
  {
    what: "sums so far, and a row of the background",
    label: [0, 1, 2],
    state: { ratio: of(1, 0.5), pos_grad: of(2, 0.5), neg_grad: of(4, 1) },
    params: { gamma: 4, mu: 0.75, eps: 0.25 },
    after: ["0.553028384936649694489827", "1.472362632367047715090112"],
  },
  {
    what: "the first batch",
    label: [0, 1, 2],
    state: { ratio: of(100, 100), pos_grad: of(0, 0), neg_grad: of(0, 0) },
    params: { gamma: 12, mu: 0.75, eps: 0.25 },
    after: ["0.2856311275250071109028568", "0.363713668499729807644773"],
  },
  {
    what: "a class without negatives, and one without positives",
    label: [0, 0, 0],
    state: { ratio: of(100, 100), pos_grad: of(0, 0), neg_grad: of(0, 0) },
    params: { gamma: 12, mu: 0.75, eps: 2 ** -33 },
    after: ["11216424088.01452420725468", "0"],
  },
];

for (const { what, label, state, params, after } of anchors) {
  Deno.test(`eqlv2_update has mpmath's ratios: ${what}`, async () => {
    const oracle = await createOracle([builtinSpecs.get("eqlv2_update")!]);
    const pred = tensor("f64", [3, 2], [0.5, -1.25, 3, 0.25, -2, 1]);
    const inputs = { pred, label: tensor("i32", [3], label), ...state };
    assertRow(oracle, rowCall("eqlv2_update", inputs, params), after, 3);
  });
}
