import { assertEquals, assertThrows } from "@std/assert";
import { builtinSpecs, type Call, type Spec } from "../spec/mod.ts";
import { tensor } from "../tensor/mod.ts";
import { exact } from "./field.ts";
import { intervalField } from "./interval_field.ts";
import { columnLayoutOf, leavesOf, placementIn } from "./layout.ts";

const spec = builtinSpecs.get("cross_entropy") as Spec;
/** Logits [N = 2, C = 3, 2], labels [2, 2]. */
const call: Call = {
  loss: "cross_entropy",
  dtype: "f64",
  inputs: {
    pred: tensor("f64", [2, 3, 2], Array.from({ length: 12 }, (_, i) => i)),
    label: tensor("i32", [2, 2], [0, 1, 2, 0]),
    class_weight: tensor("f64", [3], [1, 2, 3]),
  },
  params: { ignore_index: -100, label_smoothing: 0 },
  reduction: "none",
  gradients: false,
};

Deno.test("columnLayoutOf() reads records, axes and the shape of the terms", () => {
  const { rows, axes, shape } = columnLayoutOf(spec, call);
  assertEquals({ rows, axes, shape }, {
    rows: 4,
    axes: { N: [2], C: [3], "...": [2] },
    shape: [2, 2],
  });
});

Deno.test("leavesOf() has one column a class, rows in the terms' order", () => {
  const field = intervalField(exact);
  const layout = columnLayoutOf(spec, call);
  const leaves = leavesOf(spec, call, layout, field);
  const columns = (name: string) =>
    (leaves.get(name) ?? []).map((c) => [...field.bounds(c, field.length(c)).lo]);
  assertEquals(columns("pred"), [[0, 1, 6, 7], [2, 3, 8, 9], [4, 5, 10, 11]]);
  assertEquals(columns("class_weight"), [[1], [2], [3]]);
  assertEquals(columns("label"), [[0, 1, 2, 0]]);
});

Deno.test("placementIn() finds a record's entry in the tensor", () => {
  const { start, offsets } = placementIn(columnLayoutOf(spec, call), ["N", "C", "..."]);
  const at = (row: number, entry: number) => start(row) + offsets[entry];
  assertEquals([at(0, 0), at(1, 2), at(2, 0), at(3, 2)], [0, 5, 6, 11]);
});

Deno.test("columnLayoutOf() names the axis on which two inputs differ", () => {
  const label = tensor("i32", [3, 2], [0, 0, 0, 0, 0, 0]);
  assertThrows(
    () => columnLayoutOf(spec, { ...call, inputs: { ...call.inputs, label } }),
    RangeError,
    "label has [3] on the axis N, another input has [2]",
  );
});

Deno.test("columnLayoutOf() names the axis along which there is nothing to sum", () => {
  const update: Call = {
    ...call,
    loss: "eqlv2_update",
    inputs: {
      pred: tensor("f64", [0, 2], []),
      label: tensor("i32", [0], []),
      ratio: tensor("f64", [2], [1, 1]),
      pos_grad: tensor("f64", [2], [1, 1]),
      neg_grad: tensor("f64", [2], [1, 1]),
    },
  };
  assertThrows(
    () => columnLayoutOf(builtinSpecs.get("eqlv2_update")!, update),
    RangeError,
    "the axis N has no entry",
  );
});
