import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { sizeOf } from "../tensor/internal.ts";
import { classes, distance, probability } from "./_sample_specs.ts";
import { deepLayoutsOf } from "./deep_layouts.ts";
import { axesOf } from "../spec/internal.ts";

Deno.test("deepLayoutsOf() holds every record once, in images of two different sides", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 8 }), (n, fewest) => {
      for (const spec of [distance, probability, classes]) {
        for (const lengths of deepLayoutsOf(axesOf(spec), n, fewest)) {
          const all = Object.values(lengths).flat();
          const [height, width] = all.slice(-2);
          assertEquals(sizeOf(all), n);
          assert(height > 1 && width > 1 && height !== width, `${all}`);
          assert(spec !== classes || lengths.N[0] >= fewest);
        }
      }
    }),
    { seed: 1 },
  );
});

Deno.test("deepLayoutsOf() makes four and five axes, images of one row and of several", () => {
  const ranks = new Set(deepLayoutsOf(axesOf(distance), 24, 1).map((made) => made["*"].length));
  assertEquals([...ranks].sort(), [4, 5]);
  const shapes = deepLayoutsOf(axesOf(classes), 12, 1).map((made) => `${made.N} ${made["..."]}`);
  for (const shape of ["2 2,3", "2 3,2", "1 2,2,3", "1 3,4"]) assert(shapes.includes(shape), shape);
  assertEquals(deepLayoutsOf({ leading: "N", further: false, entries: [] }, 24, 1), []);
});
