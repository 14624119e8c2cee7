import { assert, assertEquals } from "@std/assert";
import { allMutants, type Entry, sources } from "./all_mutants.ts";
import { sampleOf } from "./sample.ts";

const all = allMutants();

function sizes(entries: readonly Entry[], key: (entry: Entry) => string): readonly number[] {
  return [...Map.groupBy(entries, key).values()].map(({ length }) => length);
}

Deno.test("sampleOf() takes as many of each source, and of a source as many of each loss, or one more", () => {
  const sample = sampleOf(all, 48, 1);
  assertEquals(sizes(sample, ({ source }) => source), sources.map(() => 48 / sources.length));
  for (const [source, taken] of Map.groupBy(sample, ({ source }) => source)) {
    const counts = sizes(taken, ({ mutant }) => mutant.loss);
    const there = sizes(
      all.filter((entry) => entry.source === source),
      ({ mutant }) => mutant.loss,
    );
    assertEquals(counts.length, Math.min(there.length, taken.length));
    assert(Math.max(...counts) - Math.min(...counts) <= 1);
  }
});

Deno.test("sampleOf() takes mutants of several places of a loss", () => {
  const generated = all.filter(({ source }) => source === "generated");
  const places = sizes(sampleOf(generated, 60, 1), ({ mutant }) => mutant.id.split("/", 2).join());
  assert(Math.max(...places) === 1);
});

Deno.test("sampleOf() takes the same ones for a seed, others for another, each once", () => {
  const ids = (seed: number) => sampleOf(all, 50, seed).map(({ mutant }) => mutant.id);
  assertEquals(ids(1), ids(1));
  assert(String(ids(1)) !== String(ids(2)));
  assertEquals(new Set(ids(3)).size, 50);
  assertEquals(sampleOf(all, all.length + 1, 1).length, all.length);
});
