import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { classesDraw, mostClasses, mostRecords } from "./classes_draw.ts";
import { arbitraryOf } from "./draw.ts";

const drawn = (...options: Parameters<typeof classesDraw>) =>
  fc.sample(arbitraryOf(classesDraw(...options)), { seed: 1, numRuns: 3000 });

Deno.test("classesDraw() draws blocks, one class beside them, and a thousand, but mostly few", () => {
  const all = drawn(undefined);
  const blocks = [16, 32, 64, 96, 97, 128, 256, 512, 513, 1000, 1203];
  for (const classes of blocks) assert(all.includes(classes), `never ${classes}`);
  assert(all.filter((classes) => classes <= 10).length > 2000);
});

Deno.test("classesDraw() keeps to its range, whatever it is", () => {
  for (const range of [{ min: 1, max: 6 }, { max: 80 }, { min: 11, max: 20 }, { min: 2000 }]) {
    const { min = 1, max = 1203 } = range;
    const all = drawn(range);
    assert(all.every((classes) => classes >= min && classes <= Math.max(min, max)), `${all}`);
  }
});

Deno.test("classesDraw() shrinks to few classes, then to the fewest that matter", () => {
  const failing = (least: number, first: number) =>
    fc.check(
      fc.property(arbitraryOf(classesDraw(undefined, first)), (classes) => classes < least),
      { seed: 1, numRuns: 1 },
    ).counterexample;
  assertEquals(failing(2, 32000), [2]);
  assertEquals(failing(2048, 32000), [2048]);
  assert([...classesDraw(undefined, 32000).simpler(32000)].length < 40);
});

Deno.test("mostClasses() and mostRecords() keep a call cheap", () => {
  for (let records = 3; records < 2000; records++) {
    assert(mostClasses(records) >= 4 && mostClasses(records) * records <= 8200, `${records}`);
  }
  assertEquals([mostRecords(300), mostRecords(301)], [Infinity, 2]);
});
