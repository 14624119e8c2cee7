import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { type FloatDType, floatDTypes } from "./dtype.ts";
import {
  flattenNested,
  hexFloat,
  numberFromJson,
  numberToJson,
  parseHexFloat,
  tensorFromJson,
  tensorToJson,
} from "./json.ts";
import { sizeOf, tensor } from "./tensor.ts";

const seeded = { seed: 1 };

Deno.test("numberFromJson() reads back every float64 that numberToJson() writes", () => {
  fc.assert(
    fc.property(fc.double(), (x) => {
      assertEquals(numberFromJson(JSON.parse(JSON.stringify(numberToJson(x)))), x);
    }),
    { ...seeded, examples: [[-0], [NaN], [Infinity], [-Infinity], [5e-324]] },
  );
});

Deno.test("parseHexFloat() reads back every float64 that hexFloat() writes", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
      assertEquals(parseHexFloat(hexFloat(x)), x);
    }),
    { ...seeded, examples: [[-0], [5e-324], [2 ** -1022], [Number.MAX_VALUE]] },
  );
});

Deno.test("hexFloat() prints as C does", () => {
  assertEquals(hexFloat(0.1), "0x1.999999999999ap-4");
  assertEquals(hexFloat(1), "0x1p+0");
  assertEquals(hexFloat(-0), "-0x0p+0");
  assertEquals(hexFloat(5e-324), "0x0.0000000000001p-1022");
  assertEquals(hexFloat(NaN), "NaN");
});

Deno.test("parseHexFloat() rounds once, ties to even, also among subnormals", () => {
  assertEquals(parseHexFloat("0x1.00000000000008p0"), 1);
  assertEquals(parseHexFloat("0x1.00000000000018p0"), 1 + 2 ** -51);
  assertEquals(parseHexFloat("0x1.000000000000081p0"), 1 + 2 ** -52);
  assertEquals(parseHexFloat("0x1p-1075"), 0);
  assertEquals(parseHexFloat("0x1.8p-1075"), 5e-324);
  assertEquals(parseHexFloat("0x3p-1075"), 1e-323);
  assertEquals(parseHexFloat("0x1p1024"), Infinity);
  assertEquals(parseHexFloat("-0x.8p1"), -1);
  assertEquals(parseHexFloat("0x0p999999"), 0);
  assertEquals(parseHexFloat("0x10p-999999"), 0);
});

for (const text of ["", "x", "1e", "0x", "0xp1", "nan", "1 2", "--1", "0x1.8", "1_000"]) {
  Deno.test(`numberFromJson() refuses ${JSON.stringify(text)}`, () => {
    assertThrows(() => numberFromJson(text), RangeError, "is no number");
  });
}

Deno.test("tensorFromJson() reads back every tensor, decimal or hexadecimal", () => {
  const tensors = fc.tuple(
    fc.constantFrom<FloatDType>(...floatDTypes),
    fc.array(fc.nat({ max: 3 }), { maxLength: 3 }),
  ).chain(([dtype, shape]) =>
    fc.array(fc.double(), { minLength: sizeOf(shape), maxLength: sizeOf(shape) })
      .map((values) => tensor(dtype, shape, values))
  );
  fc.assert(
    fc.property(tensors, (t) => {
      const json = JSON.parse(JSON.stringify(tensorToJson(t)));
      assertEquals(tensorFromJson(json), t);
      assertEquals(tensorFromJson({ ...json, data: Array.from(t.data, hexFloat) }), t);
    }),
    seeded,
  );
});

Deno.test("flattenNested() finds the shape of nested arrays", () => {
  assertEquals(flattenNested(1), { shape: [], data: [1] });
  assertEquals(flattenNested([]), { shape: [0], data: [] });
  assertEquals(flattenNested([[1, "NaN"], [3, 4], [5, 6]]), {
    shape: [3, 2],
    data: [1, "NaN", 3, 4, 5, 6],
  });
});

Deno.test("flattenNested() names the row that differs", () => {
  assertThrows(
    () => flattenNested([[1, 2], [3]]),
    RangeError,
    "row 1 has shape [1], but row 0 has shape [2]",
  );
});
