import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { type FloatDType, floatDTypes, isRepresentable } from "../tensor/mod.ts";
import { boxesDraw, ordered } from "./box_draw.ts";
import { arbitraryOf } from "./draw.ts";
import type { Mood } from "./float_draw.ts";

const moods: readonly Mood[] = ["ordinary", "calm", "tame", "wild", "extreme", "tiny"];

interface Pair {
  readonly pred: readonly number[];
  readonly target: readonly number[];
}

function pairs(dtype: FloatDType, mood: Mood): fc.Arbitrary<Pair> {
  return arbitraryOf(boxesDraw(["pred", "target"], dtype, mood)) as unknown as fc.Arbitrary<Pair>;
}

Deno.test("boxesDraw() draws corners in order, in the format", () => {
  for (const dtype of floatDTypes) {
    for (const mood of moods) {
      fc.assert(
        fc.property(pairs(dtype, mood), ({ pred, target }) => {
          for (const box of [pred, target]) {
            assertEquals(box, ordered(box));
            assert(box.every((x) => Number.isFinite(x) && isRepresentable(x, dtype)), String(box));
          }
        }),
        { seed: 21, numRuns: 2000 },
      );
    }
  }
});

/** How two boxes lie, by what a loss of overlaps makes of them. */
const relations: Readonly<Record<string, (pair: Pair) => boolean>> = {
  "identical": ({ pred, target }) => String(pred) === String(target),
  "one coordinate in common": (pair) => common(pair) === 1,
  "two coordinates in common": (pair) => common(pair) === 2,
  "overlapping": (pair) => overlap(pair).every((x) => x > 0),
  "touching": (pair) => overlap(pair).every((x) => x >= 0) && overlap(pair).includes(0),
  "apart in x": (pair) => overlap(pair)[0] < 0,
  "apart in y": (pair) => overlap(pair)[1] < 0,
  "apart in both": (pair) => overlap(pair).every((x) => x < 0),
  "pred within target": ({ pred: p, target: t }) =>
    t[0] < p[0] && t[1] < p[1] && p[2] < t[2] && p[3] < t[3],
  "target within pred": ({ pred: p, target: t }) =>
    p[0] < t[0] && p[1] < t[1] && t[2] < p[2] && t[3] < p[3],
  "degenerate pred": ({ pred: [x1, y1, x2, y2] }) => x1 === x2 || y1 === y2,
  "degenerate target": ({ target: [x1, y1, x2, y2] }) => x1 === x2 || y1 === y2,
};

function common({ pred, target }: Pair): number {
  return pred.filter((x, i) => x === target[i]).length;
}

function overlap({ pred: p, target: t }: Pair): readonly number[] {
  return [0, 1].map((i) => Math.min(p[i + 2], t[i + 2]) - Math.max(p[i], t[i]));
}

Deno.test("boxesDraw() draws boxes that lie to each other in every way", () => {
  for (const dtype of floatDTypes) {
    const drawn = fc.sample(pairs(dtype, "tame"), { numRuns: 1000, seed: 22 });
    for (const [name, holds] of Object.entries(relations)) {
      const count = drawn.filter(holds).length;
      assert(count >= 10, `${dtype}: ${name} only ${count} times`);
    }
  }
});

Deno.test("boxesDraw() draws boxes that are small beside their distance from the origin", () => {
  const far = fc.sample(pairs("f32", "tame"), { numRuns: 1000, seed: 23 })
    .filter(({ pred: [x1, , x2] }) => x2 > x1 && Math.abs(x1) > 1000 * (x2 - x1));
  assert(far.length > 50, String(far.length));
});

Deno.test("boxesDraw() shrinks to boxes that can be read", () => {
  const covered = fc.check(
    fc.property(pairs("f32", "wild"), (pair) => !overlap(pair).every((x) => x > 0)),
    { seed: 24 },
  );
  const [{ pred, target }] = covered.counterexample!;
  assertEquals([pred, target], [[0, 0, 1, 1], [0, 0, 1, 1]]);
});
