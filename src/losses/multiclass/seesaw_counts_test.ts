import { assertEquals } from "@std/assert";
import { createOracle } from "../../oracle/mod.ts";
import { builtinSpecs, type Call } from "../../spec/mod.ts";
import { tensor } from "../../tensor/mod.ts";
import { answerTo, rowCall } from "../_row_anchor.ts";

function callOf(label: readonly number[], counts: readonly number[]): Call {
  return rowCall("seesaw_counts", {
    label: tensor("i32", [label.length], label),
    counts: tensor("f64", [counts.length], counts),
  });
}

Deno.test("seesaw_counts has the counts that one comes to by hand", async () => {
  const oracle = await createOracle([builtinSpecs.get("seesaw_counts")!]);
  for (
    const [label, counts, after] of [
      [[1, 1, 3, 0], [5, 0, 2], [6, 2, 2]],
      [[2, 2, 2], [0, 0, 0], [0, 0, 3]],
      [[1, 1, 0], [4], [5]],
    ]
  ) {
    const call = callOf(label, counts);
    assertEquals(answerTo(call), after);
    const known = oracle.enclose(call);
    assertEquals(after.map((_, c) => oracle.rounded(known, "value", c)), after);
  }
});

Deno.test("a batch is added at once, so that no row is lost beside a large count", () => {
  const last = 2 ** 53;
  assertEquals(answerTo(callOf([0, 0, 1], [last, last])), [last + 2, last]);
  assertEquals(answerTo(callOf([0], [Number.MAX_VALUE])), [Number.MAX_VALUE]);
});

Deno.test("row by row, a count may stay where the format ends to have all whole numbers", async () => {
  const oracle = await createOracle([builtinSpecs.get("seesaw_counts")!]);
  const known = oracle.enclose({
    ...callOf([0, 0, 0, 0, 0, 0], [2048]),
    dtype: "f16",
    inputs: {
      label: tensor("i32", [6], [0, 0, 0, 0, 0, 0]),
      counts: tensor("f16", [1], [2048]),
    },
  });
  const may = (name: string, after: number) => {
    const form = known.value.forms.find((one) => one.name === name)!;
    return form.lo[0] <= after && after <= form.hi[0];
  };
  assertEquals([may("counted", 2054), may("counted", 2048)], [true, false]);
  assertEquals([may("one_by_one", 2054), may("one_by_one", 2048)], [true, true]);
});
