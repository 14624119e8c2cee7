import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { doubleTrials, fakeCheck } from "./_fake.ts";
import { casesOf, drawBatches, trialAt } from "./sample.ts";

Deno.test("drawBatches() draws what fc.check tries at each index, across draws", async () => {
  const source = { trials: doubleTrials };
  const drawn = [...drawBatches(source, 7, 1100, 100)].flat();
  assertEquals(drawn.length, 1100);
  for (const index of [0, 1, 2, 99, 511, 512, 513, 1024, 1099]) {
    const tried: unknown[] = [];
    const property = fc.asyncProperty(source.trials, (trial) => {
      tried.push(trial);
      return Promise.resolve();
    });
    await fc.check(property, { seed: 7, path: String(index), numRuns: 1 });
    assertEquals(tried, [drawn[index]]);
    assertEquals(trialAt(source, 7, String(index)), drawn[index]);
  }
});

Deno.test("drawBatches() keeps batches within their size", () => {
  const sizes = [...drawBatches(fakeCheck(), 1, 70, 32)].map((batch) => batch.length);
  assertEquals(sizes, [32, 32, 6]);
});

Deno.test("trialAt() says when nothing lies on a path", () => {
  assertThrows(() => trialAt(fakeCheck(), 1, "0:99999"), Error, 'at path "0:99999"');
});

Deno.test("casesOf() is a share of a run's cases, and at least one", () => {
  assertEquals(casesOf(fakeCheck(), 100), 100);
  const costly = fakeCheck({ share: 0.01 });
  assertEquals([1, 100, 1000].map((runs) => casesOf(costly, runs)), [1, 1, 10]);
});

Deno.test("drawBatches() draws on until enough cases count, in order, and gives up where none does", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 2, max: 9 }), (runs, every) => {
      const indices = new Map<unknown, number>();
      let counted = 0;
      const batches = [...drawBatches({ trials: doubleTrials }, 5, runs, 7, (trial, index) => {
        indices.set(trial, index);
        if (index % every !== 0) return index % 2 === 0 ? "asked" : "left out";
        counted++;
        return "counted";
      })];
      assertEquals(counted, Math.min(runs, Math.ceil(10 * runs / every)));
      const drawn = batches.flat();
      const order = drawn.map((trial) => indices.get(trial)!);
      assertEquals(order, order.toSorted((a, b) => a - b));
      assertEquals(order.every((index) => index % every === 0 || index % 2 === 0), true);
      for (const trial of drawn.slice(-1)) {
        assertEquals(trialAt({ trials: doubleTrials }, 5, String(indices.get(trial))), trial);
      }
    }),
    { seed: 6, numRuns: 40 },
  );
  let asked = 0;
  const none = [...drawBatches(fakeCheck(), 1, 30, 8, () => (asked++, "left out"))];
  assertEquals([none, asked], [[], 30]);
});
