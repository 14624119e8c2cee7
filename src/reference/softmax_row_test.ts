import { assert, assertEquals } from "@std/assert";
import { allocateSoftmaxRow, readSoftmaxRow } from "./softmax_row.ts";

Deno.test("readSoftmaxRow() has 0 where a difference leaves the range, NaN where a logit is NaN", () => {
  const row = allocateSoftmaxRow(3);
  const largest = Number.MAX_VALUE;
  readSoftmaxRow(Float64Array.of(largest, -largest, largest), 0, 1, row);
  assertEquals([...row.exps, row.rest, row.max, row.top], [1, 0, 1, 1, largest, 0]);
  readSoftmaxRow(Float64Array.of(1, NaN, 0), 0, 1, row);
  assert(Number.isNaN(row.exps[1]));
});
