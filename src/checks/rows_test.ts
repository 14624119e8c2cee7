import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { callArbitrary } from "../generate/mod.ts";
import { builtinSpecs, type Call, type Spec } from "../spec/mod.ts";
import { shapeOf } from "../spec/internal.ts";
import { tensor } from "../tensor/mod.ts";
import { boxOf, layoutOf } from "./layout.ts";
import { foldRest, indices, pickRows, reshapeStar, rowCount } from "./rows.ts";
import { complete, specOf } from "./_trial.ts";

const runs = { numRuns: 20, seed: 5 };

function callsOf(spec: Spec): fc.Arbitrary<Call> {
  return callArbitrary(spec, { dtype: "f32", capability: complete(spec), rows: { max: 9 } });
}

/** The data of every tensor of a call. */
function contents(call: Call): Record<string, readonly number[]> {
  const all = { ...call.inputs, ...call.upstream && { upstream: call.upstream } };
  return Object.fromEntries(Object.entries(all).map(([name, { data }]) => [name, [...data]]));
}

Deno.test("pickRows() changes no element when all rows are picked in order", () => {
  for (const spec of builtinSpecs.values()) {
    fc.assert(
      fc.property(callsOf(spec), (call) => {
        const same = pickRows(spec, call, indices(rowCount(spec, call)));
        assertEquals(contents(same), contents(call));
      }),
      runs,
    );
  }
});

Deno.test("pickRows() undoes a permutation with its inverse", () => {
  for (const spec of builtinSpecs.values()) {
    fc.assert(
      fc.property(callsOf(spec), fc.nat(8), (call, by) => {
        const rows = indices(rowCount(spec, call));
        const turned = rows.map((row) => (row + by) % rows.length);
        const back = rows.map((row) => turned.indexOf(row));
        assertEquals(contents(pickRows(spec, pickRows(spec, call, turned), back)), contents(call));
      }),
      runs,
    );
  }
});

Deno.test("pickRows() picks whole rows of class losses and shares the class weights", () => {
  const call: Call = {
    loss: "cross_entropy",
    dtype: "f64",
    inputs: {
      pred: tensor("f64", [2, 3, 2], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]),
      label: tensor("i32", [2, 2], [0, 1, 2, 0]),
      class_weight: tensor("f64", [3], [1, 2, 3]),
    },
    params: { ignore_index: -100, label_smoothing: 0 },
    reduction: "none",
    gradients: true,
    upstream: tensor("f64", [2, 2], [1, 2, 3, 4]),
  };
  const picked = pickRows(specOf("cross_entropy"), call, [1, 1, 0]);
  assertEquals(picked.inputs.pred.shape, [3, 3, 2]);
  assertEquals([...picked.inputs.pred.data.slice(0, 6)], [6, 7, 8, 9, 10, 11]);
  assertEquals([...picked.inputs.label.data], [2, 0, 2, 0, 0, 1]);
  assertEquals(picked.inputs.class_weight, call.inputs.class_weight);
  assertEquals([...picked.upstream!.data], [3, 4, 3, 4, 1, 2]);
});

Deno.test("foldRest() moves the class axis to the end and makes rows of all places", () => {
  const call: Call = {
    loss: "cross_entropy",
    dtype: "f64",
    inputs: {
      pred: tensor("f64", [1, 2, 3], [0, 1, 2, 10, 11, 12]),
      label: tensor("i32", [1, 3], [0, 1, 0]),
    },
    params: { ignore_index: -100, label_smoothing: 0 },
    reduction: "mean",
    gradients: true,
  };
  const { pred, label } = foldRest(specOf("cross_entropy"), call).inputs;
  assertEquals(pred, tensor("f64", [3, 2], [0, 10, 1, 11, 2, 12]));
  assertEquals(label, tensor("i32", [3], [0, 1, 0]));
});

Deno.test("reshapeStar() keeps the elements and leaves scalars that stand for all", () => {
  const call: Call = {
    loss: "binary_cross_entropy_with_logits",
    dtype: "f64",
    inputs: {
      pred: tensor("f64", [4], [1, 2, 3, 4]),
      target: tensor("f64", [4], [0, 1, 0, 1]),
      pos_weight: tensor("f64", [], [3]),
    },
    params: { label_smoothing: 0 },
    reduction: "none",
    gradients: true,
    upstream: tensor("f64", [4], [1, 2, 3, 4]),
  };
  const reshaped = reshapeStar(specOf(call.loss), call, [2, 1, 2]);
  assertEquals(contents(reshaped), contents(call));
  assertEquals(reshaped.inputs.pred.shape, [2, 1, 2]);
  assertEquals(reshaped.inputs.pos_weight.shape, []);
  assertEquals(reshaped.upstream?.shape, [2, 1, 2]);
});

Deno.test("layoutOf() measures the axes that shapeOf() writes, for all built-in losses", () => {
  for (const spec of builtinSpecs.values()) {
    fc.assert(
      fc.property(callsOf(spec), (call) => {
        const layout = layoutOf(spec, call);
        for (const [name, given] of Object.entries(call.inputs)) {
          const { shape, scalar_allowed } = spec.inputs[name];
          if (scalar_allowed && given.shape.length === 0) continue;
          assertEquals(shapeOf(shape, layout.axes), given.shape);
          const { rows, entries, rest } = boxOf(shape, layout);
          assertEquals(rows * entries * rest, given.data.length);
        }
      }),
      runs,
    );
  }
});
