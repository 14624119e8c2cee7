import { assertEquals, assertThrows } from "@std/assert";
import { tensor } from "../tensor/mod.ts";
import { fromRuntime, shapeForRank, toRuntime } from "./tensors.ts";

Deno.test("shapeForRank() flattens open axes, or adds axes of length 1, and keeps the others", () => {
  const any = ["*"];
  const rows = ["N", "C", "..."];
  assertEquals(shapeForRank(any, [2, 3, 4], 1), [24]);
  assertEquals(shapeForRank(any, [2, 3, 4], 2), [2, 12]);
  assertEquals(shapeForRank(any, [6], 3), [6, 1, 1]);
  assertEquals(shapeForRank(any, [], 1), [1]);
  assertEquals(shapeForRank(rows, [5, 3], 3), [5, 3, 1]);
  assertEquals(shapeForRank(rows, [5, 3, 2, 2], 3), [5, 3, 4]);
  assertEquals(shapeForRank(rows, [5, 3, 4], 2), undefined);
  assertEquals(shapeForRank(["N", "C"], [5, 3], 3), undefined);
  assertEquals(shapeForRank(["N", "C"], [1, 1], 3), undefined);
});

Deno.test("toRuntime() and fromRuntime() keep every number of every format", () => {
  const values = [0.5, -0, NaN, Infinity, -65504, 2 ** -24];
  const types = { f64: "DOUBLE", f32: "FLOAT", f16: "FLOAT16" } as const;
  for (const dtype of ["f64", "f32", "f16"] as const) {
    const t = tensor(dtype, [6], values);
    assertEquals(fromRuntime("x", toRuntime(t, types[dtype], [2, 3]), dtype, [6]), t);
  }
  const labels = tensor("i32", [2], [-100, 7]);
  assertEquals(toRuntime(labels, "INT64", [2]).data, BigInt64Array.of(-100n, 7n));
});

Deno.test("fromRuntime() refuses another type, or other than so many elements", () => {
  const given = toRuntime(tensor("f32", [2], [1, 2]), "FLOAT", [2]);
  assertThrows(() => fromRuntime("x", given, "f64", [2]), RangeError, "has type float32, expected");
  assertThrows(
    () => fromRuntime("x", given, "f32", [3]),
    RangeError,
    "has shape [2], expected [3]",
  );
});
