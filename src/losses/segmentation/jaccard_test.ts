import { type Anchor, assertAnchor } from "../_mask_anchor.ts";

// mpmath at 60 digits, the first of the float64 number that 0.8 is.
const anchors: readonly Anchor[] = [
  {
    pred: [0.5, 0.8],
    target: [1, 0],
    params: {},
    value: "0.7222222222222222290754508",
    gradient: ["-0.5555555555555555418490985", "0.1543209876543209800396226"],
  },
  {
    pred: [0.5, 0.75],
    target: [1, 0],
    params: {},
    value: "0.7142857142857142857142857",
    gradient: ["-0.5714285714285714285714286", "0.1632653061224489795918367"],
  },
  {
    pred: [0.5, 0.75],
    target: [1, 0],
    params: { smooth: 1 },
    value: "0.4545454545454545454545455",
    gradient: ["-0.3636363636363636363636364", "0.1983471074380165289256198"],
  },
];

Deno.test("jaccard_loss has mpmath's values and gradients", () => {
  for (const anchor of anchors) assertAnchor("jaccard_loss", anchor);
});
