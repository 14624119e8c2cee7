import { assertEquals } from "@std/assert";
import { tensor } from "../tensor/mod.ts";
import { equationsOf, holdsIn, satisfied } from "./condition.ts";
import { specOf } from "./_trial.ts";

const call = {
  loss: "l1_loss",
  dtype: "f32",
  inputs: { pred: tensor("f32", [3], [1, 2, 3]), target: tensor("f32", [3], [2, 2, -4]) },
  params: {},
  reduction: "none",
  gradients: false,
} as const;

Deno.test("equationsOf() has the equations of a conjunction, and leaves out the rest", () => {
  assertEquals(equationsOf("pred == target && pred > 0 && (label == 1)"), [
    ["pred", "target "],
    ["label", "1"],
  ]);
  assertEquals(equationsOf("pred == 0 || target == 0"), []);
});

Deno.test("satisfied() makes equations true, and holdsIn() says where a condition is", () => {
  const made = satisfied(specOf("l1_loss"), call, "pred == target && target > 0");
  assertEquals([...made.inputs.pred.data], [2, 2, -4]);
  const holds = [0, 1, 2].map((i) =>
    holdsIn(specOf("l1_loss"), made, "pred == target && target > 0", i)
  );
  assertEquals(holds, [true, true, false]);
});
