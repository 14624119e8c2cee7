import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { sourceOf } from "./source.ts";

const several = (...keys: number[]) => {
  const source = sourceOf(...keys);
  return Array.from({ length: 20 }, () => source.nextInt(0, 999));
};

Deno.test("sourceOf() gives the same numbers for the same keys, and others for others", () => {
  assertEquals(several(5, 7), several(5, 7));
  for (const other of [[5], [7, 5], [5, 8], [6, 7], [5, 7, 0]]) {
    assertNotEquals(several(...other), several(5, 7));
  }
});

Deno.test("sourceOf() gives every number in range about as often", () => {
  const source = sourceOf(1);
  const counts = new Array<number>(7).fill(0);
  for (let i = 0; i < 7000; i++) counts[source.nextInt(-3, 3) + 3]++;
  for (const count of counts) assert(count > 850 && count < 1150, `${counts}`);
});

Deno.test("sourceOf() first numbers of neighbouring keys are independent", () => {
  const firsts = Array.from({ length: 2000 }, (_, record) => sourceOf(3, record).nextInt(0, 1));
  const ones = firsts.filter((bit) => bit === 1).length;
  const changes = firsts.filter((bit, i) => bit !== firsts[i - 1]).length;
  assert(ones > 900 && ones < 1100 && changes > 900 && changes < 1100, `${ones} ${changes}`);
});

Deno.test("sourceOf() draws integers of more than 53 bits", () => {
  const source = sourceOf(2);
  const most = 2n ** 62n;
  const drawn = Array.from({ length: 100 }, () => source.nextBigInt(-most, most));
  assert(drawn.every((x) => x >= -most && x <= most));
  assert(drawn.some((x) => x < -most / 2n) && drawn.some((x) => x > most / 2n));
});
