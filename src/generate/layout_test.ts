import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { sizeOf } from "../tensor/internal.ts";
import { axesOf, positionsOf, shapeOf } from "../spec/internal.ts";
import { isRecordByRecord, layoutsOf } from "./layout.ts";
import { classes, distance } from "./_sample_specs.ts";

Deno.test("axesOf() tells record axes from entry axes", () => {
  assertEquals(axesOf(distance), { leading: "*", further: false, entries: [] });
  assertEquals(axesOf(classes), { leading: "N", further: true, entries: ["C"] });
});

Deno.test("layoutsOf() holds every record once, and starts with the plainest", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 64 }), fc.integer({ min: 1, max: 64 }), (n, least) => {
      const fewest = Math.min(n, least);
      const [plain, ...others] = layoutsOf(axesOf(distance), n, fewest);
      assertEquals(plain, { "*": [n] });
      for (const lengths of others) assertEquals(sizeOf(lengths["*"]), n);
      for (const lengths of layoutsOf(axesOf(classes), n, fewest)) {
        assertEquals(sizeOf([...lengths.N, ...lengths["..."]]), n);
        assert(lengths.N[0] >= fewest);
      }
    }),
    { seed: 1 },
  );
});

Deno.test("positionsOf() puts the class axis between rows and further axes", () => {
  const axes = axesOf(classes);
  const lengths = { N: [1], C: [2], "...": [3] };
  assertEquals(shapeOf(["N", "C", "..."], lengths), [1, 2, 3]);
  const { record, entry } = positionsOf(axes, ["N", "C", "..."], lengths);
  assertEquals([...record], [0, 1, 2, 0, 1, 2]);
  assertEquals([...entry], [0, 0, 0, 1, 1, 1]);
});

Deno.test("positionsOf() visits every entry of every record exactly once", () => {
  const length = fc.integer({ min: 1, max: 4 });
  fc.assert(
    fc.property(length, length, fc.array(length, { maxLength: 2 }), (N, C, further) => {
      const lengths = { N: [N], C: [C], "...": further };
      const axes = axesOf(classes);
      const { record, entry } = positionsOf(axes, ["N", "C", "..."], lengths);
      const seen = new Set([...record].map((r, i) => r * C + entry[i]));
      assertEquals(seen.size, N * C * sizeOf(further));
      assertEquals(Math.max(...seen), seen.size - 1);
      assertEquals([...positionsOf(axes, ["C"], lengths).entry], [...Array(C).keys()]);
      const rows = [...positionsOf(axes, ["N"], lengths).record];
      assertEquals(rows, [...Array(N).keys()].map((n) => n * sizeOf(further)));
    }),
    { seed: 1, numRuns: 50 },
  );
});

Deno.test("isRecordByRecord() says when the order of the positions is plain", () => {
  const axes = axesOf(classes);
  const length = fc.integer({ min: 1, max: 3 });
  const shapes = fc.constantFrom<string[]>(
    ["N", "C", "..."],
    ["N", "..."],
    ["N", "C"],
    ["C", "N"],
    ["C"],
  );
  fc.assert(
    fc.property(length, length, fc.array(length, { maxLength: 2 }), shapes, (N, C, f, shape) => {
      const lengths = { N: [N], C: [C], "...": f };
      if (!isRecordByRecord(axes, shape, lengths) || !shape.includes("N")) return;
      if (f.some((n) => n > 1) && !shape.includes("...")) return;
      const { record, entry } = positionsOf(axes, shape, lengths);
      const entries = shape.includes("C") ? C : 1;
      assertEquals([...record].map((r, i) => r * entries + entry[i]), [...record.keys()]);
    }),
    { seed: 1 },
  );
  assert(isRecordByRecord(axes, ["N", "C", "..."], { N: [2], C: [3], "...": [1] }));
  assert(!isRecordByRecord(axes, ["N", "C", "..."], { N: [2], C: [3], "...": [2] }));
  assert(!isRecordByRecord(axes, ["C", "N"], { N: [2], C: [3], "...": [] }));
});
