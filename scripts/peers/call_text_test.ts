import { assertEquals } from "@std/assert";
import { tensor } from "../../src/tensor/mod.ts";
import { callText } from "./call_text.ts";

Deno.test("callText() leaves out defaults and dialects, and shortens long tensors", () => {
  const call = {
    loss: "sigmoid_focal_loss",
    dtype: "f32",
    inputs: {
      pred: tensor("f32", [2, 3], [Math.fround(0.1), 2, 3, 4, 5, 6]),
      target: tensor("f32", [1], [1]),
    },
    params: { gamma: 0.5, alpha: 0.25, clip: 1e-7 },
    reduction: "mean",
    gradients: true,
  } as const;
  assertEquals(
    callText(call, { output: "pred", element: 4 }),
    "pred [0.1 2 3 4 …] of [2, 3], target [1], gamma 0.5, mean, ∂ pred at [1, 1]",
  );
});
