import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { floatDTypes, roundTo, tensor } from "../tensor/mod.ts";
import { figure, shortest, tensorLines } from "./number_text.ts";

Deno.test("shortest() reads back as the same value of the format", () => {
  fc.assert(
    fc.property(fc.constantFrom(...floatDTypes), fc.double(), (dtype, x) => {
      const value = roundTo(x, dtype);
      assert(Object.is(roundTo(Number(shortest(value, dtype)), dtype), value));
    }),
    { seed: 9 },
  );
  assertEquals(shortest(Math.fround(0.1), "f32"), "0.1");
  assertEquals(shortest(65504, "f16"), "65500");
  assertEquals(shortest(5, "i32"), "5");
});

Deno.test("figure() keeps three digits", () => {
  assertEquals(
    [0, 0.71234, 12.345, 1234.5, 1234567, 0.00012345, Infinity].map(figure),
    ["0", "0.712", "12.3", "1235", "1.23e+6", "1.23e-4", "Infinity"],
  );
});

Deno.test("tensorLines() nests what fits a line", () => {
  assertEquals(tensorLines(tensor("f32", [], [2]), 40), ["2"]);
  assertEquals(tensorLines(tensor("f32", [2, 1, 2], [1, 2, 3, 4]), 40), ["[[[1, 2]], [[3, 4]]]"]);
  assertEquals(tensorLines(tensor("f32", [0, 4], []), 40), ["[]"]);
  assertEquals(tensorLines(tensor("f32", [2, 0], []), 40), ["[[], []]"]);
});

Deno.test("tensorLines() shows every value or says how many more there are, within the width", () => {
  const shape = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(shape, fc.integer({ min: 30, max: 90 }), (shape, width) => {
      const size = shape.reduce((a, b) => a * b, 1);
      const lines = tensorLines(tensor("i32", shape, new Array(size).fill(7)), width);
      for (const line of lines) assert([...line].length <= width, line);
      let told = 0;
      const row = shape[shape.length - 1];
      for (const line of lines) {
        const rows = /^… (\d+) more rows$/.exec(line);
        if (rows !== null) told += Number(rows[1]) * row;
        else {
          const left = /, … (\d+) more\]$/.exec(line);
          const values = line.slice(0, left?.index);
          told += (values.match(/7/g)?.length ?? 0) + Number(left?.[1] ?? 0);
        }
      }
      assertEquals(told, size);
    }),
    { seed: 10 },
  );
});
