import { assert, assertEquals } from "@std/assert";
import { sourceOf } from "./source.ts";
import { pooledDraw } from "./pooled_draw.ts";

function lengthsOf(options: Parameters<typeof pooledDraw>[0]): ReadonlySet<number> {
  const { draw } = pooledDraw(options);
  return new Set(Array.from({ length: 300 }, (_, i) => draw(sourceOf(1, i, 0))));
}

Deno.test("pooledDraw() draws single rows, and more than a vector is wide", () => {
  const lengths = lengthsOf({});
  for (const length of [1, 2, 3, 4, 33]) assert(lengths.has(length), String(length));
});

Deno.test("pooledDraw() draws no more rows than there may be, and few beside many classes", () => {
  assertEquals(Math.max(...lengthsOf({ rows: { max: 8 } })), 8);
  assertEquals(lengthsOf({ rows: { max: 0 } }), new Set([1]));
  assert(Math.max(...lengthsOf({ first: { classes: 100 } })) < 33);
});

Deno.test("pooledDraw() draws the rows that are asked for, and shrinks to one", () => {
  assertEquals(lengthsOf({ first: { rows: 40 }, rows: { max: 8 } }), new Set([40]));
  const { simpler } = pooledDraw({ first: { rows: 40 } });
  const fewer = [...simpler(40)];
  assert(fewer.length > 0 && fewer.every((length) => length > 0 && length < 40));
  assertEquals([...simpler(1)], []);
});
