import { assertEquals } from "@std/assert";
import { tensor } from "../../tensor/mod.ts";
import { evaluateReference } from "../reference.ts";
import { type Anchor, assertAnchor } from "../_mask_anchor.ts";

// mpmath at 60 digits, of the float64 numbers that 0.8 and 0.001 are.
const anchors: readonly Anchor[] = [
  {
    pred: [0.5, 0.8],
    target: [1, 0],
    params: {},
    value: "0.4714587737843551995650729",
    gradient: ["-0.7777266246217521904185482", "0.4469693244952598815338716"],
  },
  {
    pred: [0.5, 0.8],
    target: [1, 0],
    params: { eps: 0 },
    value: "0.4708994708994709193623565",
    gradient: ["-0.7782536883065983407746593", "0.4479157918311357376653257"],
  },
  {
    pred: [0.5, 0.8],
    target: [1, 0],
    params: { naive: 1 },
    value: "0.5649717514124293869219358",
    gradient: ["-0.680126793312659433595863", "0.1890605165526165165919839"],
  },
  {
    pred: [0.5, 0.75],
    target: [1, 0],
    params: { eps: 0.25 },
    value: "0.5675675675675675675675676",
    gradient: ["-0.6778670562454346238130022", "0.280496712929145361577794"],
  },
  {
    pred: [0.5, 0.75],
    target: [1, 0],
    params: { eps: 0.25, naive: 1 },
    value: "0.5",
    gradient: ["-0.6", "0.2"],
  },
];

Deno.test("dice_loss has mpmath's values and gradients", () => {
  for (const anchor of anchors) assertAnchor("dice_loss", anchor);
});

/** The loss of one row without eps, and its gradient. */
function ofRow(pred: readonly number[], target: readonly number[], naive: number) {
  const result = evaluateReference({
    loss: "dice_loss",
    dtype: "f64",
    inputs: {
      pred: tensor("f64", [1, pred.length], pred),
      target: tensor("f64", [1, target.length], target),
    },
    params: { eps: 0, naive, avg_factor: null },
    reduction: "none",
    gradients: true,
  });
  if (!("value" in result)) throw new Error(JSON.stringify(result));
  return { value: [...result.value.data], gradient: [...result.gradients!.pred.data] };
}

Deno.test("dice_loss of faint rows is that of bright ones, its slope larger by as much", () => {
  for (const naive of [0, 1]) {
    const bright = ofRow([0.25, 1, 0], [1, 1, 0.5], naive);
    for (const scale of [2 ** -300, 2 ** -600, 2 ** -1000]) {
      const faint = ofRow([0.25 * scale, scale, 0], [scale, scale, 0.5 * scale], naive);
      if (naive === 0) assertEquals(faint.value, bright.value);
      assertEquals(
        faint.gradient.every((slope) => Number.isFinite(slope) && slope !== 0),
        true,
        `${faint.gradient}`,
      );
      if (naive === 0) {
        assertEquals(faint.gradient.map((slope) => slope * scale), bright.gradient);
      }
    }
  }
});
