import { assertEquals } from "@std/assert";
import { tensor } from "../../tensor/mod.ts";
import { evaluateReference } from "../reference.ts";
import { type Anchor, assertAnchor } from "../_mask_anchor.ts";

// mpmath at 60 digits, of the float64 number that 0.001 is.
const anchors: readonly Anchor[] = [
  {
    pred: [0, 2],
    target: [1, 0],
    params: {},
    value: "0.5068555687659553008171891",
    gradient: ["-0.1857743581027349893241745", "0.04497973516389838750578114"],
  },
  {
    pred: [0, 2],
    target: [1, 0],
    params: { naive: 1 },
    value: "0.5797291006630014157997795",
    gradient: ["-0.1658127297313855073391505", "0.01852624179034172390496451"],
  },
  {
    pred: [0, 2],
    target: [1, 0],
    params: { eps: 0.25 },
    value: "0.6040863816445318507939052",
    gradient: ["-0.1587699108779042530534836", "0.02899142140011684587551848"],
  },
  {
    pred: [40, -40],
    target: [1, 0],
    params: { eps: 0.25 },
    value: "0.2000000000000000006797367",
    gradient: ["-6.797366808466542496486216e-19", "1.155104888221065698502255e-35"],
  },
];

Deno.test("dice_with_logits_loss has mpmath's values and gradients", () => {
  for (const anchor of anchors) assertAnchor("dice_with_logits_loss", anchor, 5);
});

Deno.test("dice_with_logits_loss without eps is 1 for an empty target, whatever underflows", () => {
  for (const naive of [0, 1]) {
    const result = evaluateReference({
      loss: "dice_with_logits_loss",
      dtype: "f64",
      inputs: {
        pred: tensor("f64", [2, 2], [-1e4, -800, 3, NaN]),
        target: tensor("f64", [2, 2], [0, 0, 0, 0]),
      },
      params: { eps: 0, naive, avg_factor: null },
      reduction: "none",
      gradients: true,
    });
    if (!("value" in result)) throw new Error(JSON.stringify(result));
    assertEquals([...result.value.data], [1, NaN]);
    assertEquals([...result.gradients!.pred.data], [0, 0, NaN, NaN]);
  }
});
