import { assertEquals } from "@std/assert";
import type { Call } from "../spec/mod.ts";
import { stepFloat, tensor } from "../tensor/mod.ts";
import { boundaryHits } from "./boundary_hits.ts";
import { classes, distance } from "./_sample_specs.ts";

function distanceAt(pred: readonly number[]): Call {
  return {
    loss: "distance",
    dtype: "f16",
    inputs: {
      pred: tensor("f16", [pred.length], pred),
      target: tensor("f16", [pred.length], pred.map(() => 3)),
    },
    params: { beta: 0.5, avg_factor: null, times: 2 },
    reduction: "sum",
    gradients: true,
  };
}

Deno.test("boundaryHits() sees a boundary and the floats beside it, nothing else", () => {
  assertEquals(boundaryHits(distance, distanceAt([3.25, 100, -3])), []);
  assertEquals(boundaryHits(distance, distanceAt([9, 3.5])), [
    { boundary: "d = beta above", side: "at" },
  ]);
  const beside = [stepFloat(3.5, -1, "f16"), stepFloat(2.5, 1, "f16"), stepFloat(3, 2, "f16")];
  assertEquals(boundaryHits(distance, distanceAt(beside)), [
    { boundary: "d = beta above", side: "just_below" },
    { boundary: "d = beta below", side: "just_above" },
  ]);
});

Deno.test("boundaryHits() reads class axes, shared weights and labels", () => {
  const call: Call = {
    loss: "classes",
    dtype: "f32",
    inputs: {
      pred: tensor("f32", [1, 2, 2], [1, 2, 3, 4]),
      label: tensor("i32", [1, 2], [1, 1]),
      class_weight: tensor("f32", [2], [0, 3]),
    },
    params: { skip: -100 },
    reduction: "none",
    gradients: true,
  };
  assertEquals(boundaryHits(classes, call), [
    { boundary: "sum of weights", side: "at" },
    { boundary: "zero weight", side: "at" },
  ]);
});
