import { assertEquals } from "@std/assert";
import { tensor } from "../../tensor/mod.ts";
import { answerTo, rowCall } from "../_row_anchor.ts";

Deno.test("the pull of two objects is what mmDetection has", () => {
  const tags = (...data: number[]) => tensor("f64", [data.length], data);
  const inputs = { pred: tags(1, 2, 0.5), target: tags(1.5, 1, 0) };
  const call = {
    ...rowCall("ae_pull_loss", inputs, { pull_weight: 1 }),
    reduction: "mean",
  } as const;
  assertEquals(answerTo(call)[0], 0.25);
});
