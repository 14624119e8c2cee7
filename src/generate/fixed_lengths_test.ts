import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { builtinSpecs, type Call, type Capability } from "../spec/mod.ts";
import { sizeOf } from "../tensor/internal.ts";
import { callArbitrary } from "./call.ts";
import { fittedOptions } from "./fixed_lengths.ts";

const specOf = (loss: string) => builtinSpecs.get(loss)!;

function callsOf(loss: string, lengths: NonNullable<Capability["lengths"]>): readonly Call[] {
  const calls = callArbitrary(specOf(loss), { dtype: "f32", capability: { lengths } });
  return fc.sample(calls, { numRuns: 100, seed: 1 });
}

const shapesOf = (calls: readonly Call[]) => new Set(calls.map((c) => String(c.inputs.pred.shape)));

Deno.test("callArbitrary() makes calls of the fixed shape, and no others", () => {
  assertEquals([...shapesOf(callsOf("l1_loss", { "*": [8, 4] }))], ["8,4"]);
  const image = { N: [1], C: [5], "...": [3, 2] };
  assertEquals([...shapesOf(callsOf("cross_entropy", image))], ["1,5,3,2"]);
});

Deno.test("callArbitrary() chooses the lengths that are open", () => {
  const boxes = callsOf("smooth_l1_loss", { "*": [null, 4] });
  assert(shapesOf(boxes).size > 3);
  for (const { inputs: { pred } } of boxes) {
    assertEquals([pred.shape.length, pred.shape[1]], [2, 4]);
  }
  const classes = callsOf("cross_entropy", { N: [null], C: [80], "...": [] });
  assert(shapesOf(classes).size > 3);
  for (const { inputs: { pred } } of classes) {
    assertEquals([pred.shape.length, pred.shape[1]], [2, 80]);
  }
});

Deno.test("callArbitrary() draws rows of their own as many as are fixed", () => {
  const different = callsOf("l1_loss", { "*": [100] })
    .map(({ inputs: { pred } }) => new Set(pred.data).size);
  assert(different.filter((count) => count > 30).length > 80, `${different}`);
});

Deno.test("callArbitrary() makes calls that do not fit where no fewer rows are asked for", () => {
  const capability = { lengths: { "*": [4] } };
  for (const rows of [{ min: 5 }, { min: 1, max: 1 }, { min: 6, max: 6 }]) {
    const calls = callArbitrary(specOf("l1_loss"), { dtype: "f32", capability, rows });
    for (const { inputs: { pred, target } } of fc.sample(calls, { numRuns: 50, seed: 1 })) {
      assertEquals(pred.shape, target.shape);
      assertEquals(pred.data.length, sizeOf(pred.shape));
      assert(pred.data.length >= rows.min && pred.data.length <= (rows.max ?? Infinity));
    }
  }
});

Deno.test("fittedOptions() leaves one number, or more, of rows or classes where that is asked for", () => {
  const capability = { lengths: { N: [4], C: [80], "...": [] } };
  const one = { min: 1, max: 1 };
  const asked = { dtype: "f32", capability, rows: one, classes: { min: 2, max: 2 } } as const;
  assertEquals(fittedOptions(specOf("cross_entropy"), asked), asked);
  const more = { ...asked, rows: { min: 5 }, classes: { min: 81 } };
  assertEquals(fittedOptions(specOf("cross_entropy"), more), more);
  const some = { ...asked, rows: { max: 12 }, classes: { max: 6 } };
  const { rows, classes } = fittedOptions(specOf("cross_entropy"), some);
  assertEquals([rows, classes], [{ min: 4, max: 4 }, { min: 80, max: 80 }]);
});
