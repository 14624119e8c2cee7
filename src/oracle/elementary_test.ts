import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  atanDown,
  atanUp,
  expDown,
  expm1Down,
  expm1Up,
  expUp,
  log1pDown,
  log1pUp,
  logDown,
  logUp,
  powDown,
  powUp,
} from "./elementary.ts";

const runs = { seed: 11, numRuns: 2000 };
const real = fc.double({ noNaN: true });
const positive = fc.double({ noNaN: true, min: 0 });

function assertBetween(down: number, value: number, up: number): void {
  assert(down <= value && value <= up, `${value} is not in [${down}, ${up}]`);
}

Deno.test("the bounds hold Math's own value", () => {
  fc.assert(
    fc.property(real, (x) => {
      assertBetween(expDown(x), Math.exp(x), expUp(x));
      assertBetween(expm1Down(x), Math.expm1(x), expm1Up(x));
      assertBetween(atanDown(x), Math.atan(x), atanUp(x));
      const a = Math.abs(x);
      assertBetween(logDown(a), Math.log(a), logUp(a));
      assertBetween(log1pDown(a), Math.log1p(a), log1pUp(a));
      const inside = -Math.min(a, 1 / a);
      assertBetween(log1pDown(inside), Math.log1p(inside), log1pUp(inside));
    }),
    runs,
  );
});

Deno.test("the bounds of pow hold Math.pow, and lie on its side of 1", () => {
  fc.assert(
    fc.property(positive, real, (a, b) => {
      const value = a === 1 ? 1 : Math.pow(a, b);
      assertBetween(powDown(a, b), value, powUp(a, b));
      assert(powDown(a, b) >= 0);
      if (a <= 1 && b >= 0) assert(powUp(a, b) <= 1);
      if (a >= 1 && b >= 0) assert(powDown(a, b) >= 1);
    }),
    runs,
  );
});

Deno.test("the bounds know the ranges of their functions", () => {
  fc.assert(
    fc.property(real, (x) => {
      assert(expDown(x) >= (x >= 0 ? 1 : 0));
      assert(expUp(x) <= (x <= 0 ? 1 : Infinity));
      assert(expm1Down(x) >= Math.max(x, -1));
      assert(log1pUp(Math.abs(x)) <= Math.abs(x));
      assert(Math.abs(atanDown(x)) <= Math.PI / 2 + 2 ** -51);
    }),
    runs,
  );
});

Deno.test("the bounds are exact where the functions are", () => {
  for (const f of [expDown, expUp]) {
    assertEquals([f(0), f(-Infinity), f(Infinity)], [1, 0, Infinity]);
  }
  for (const f of [expm1Down, expm1Up]) {
    assertEquals([f(0), f(-Infinity), f(Infinity)], [0, -1, Infinity]);
  }
  for (const f of [logDown, logUp]) {
    assertEquals([f(1), f(0), f(Infinity)], [0, -Infinity, Infinity]);
  }
  for (const f of [log1pDown, log1pUp]) {
    assertEquals([f(0), f(-1), f(Infinity)], [0, -Infinity, Infinity]);
  }
  for (const f of [atanDown, atanUp]) assertEquals(f(0), 0);
  for (const f of [powDown, powUp]) {
    assertEquals([f(0, 0), f(0, 2), f(0, -2), f(1, 1e300)], [1, 0, Infinity, 1]);
    assertEquals([f(0.3, 1), f(0.3, 0), f(1, -Infinity), f(0.5, Infinity)], [0.3, 1, 1, 0]);
    assertEquals([f(Infinity, 0.5), f(Infinity, -1), f(-0, -1)], [Infinity, 0, Infinity]);
  }
});

Deno.test("the bounds of what overflows and underflows are finite on the inner side", () => {
  assertEquals([expDown(710), expUp(710)], [Number.MAX_VALUE, Infinity]);
  assertEquals([expm1Down(710), expm1Up(710)], [Number.MAX_VALUE, Infinity]);
  assertEquals([expDown(-750), expUp(-750)], [0, Number.MIN_VALUE]);
  assertEquals([expm1Down(-750)], [-1]);
  assert(powDown(10, 400) < Infinity && powDown(10, 400) > 1e308);
  assertEquals([powUp(10, 400), powDown(0.1, 400)], [Infinity, 0]);
  assert(powUp(0.1, 400) > 0);
});

Deno.test("the bounds are narrow: 12 ulps of ordinary results", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, min: 0.01, max: 100 }), (x) => {
      for (const [down, up] of [[expDown, expUp], [logDown, logUp], [atanDown, atanUp]]) {
        const width = up(x) - down(x);
        assert(width <= 12 * 2 ** -52 * Math.abs(up(x)), `${width} at ${x}`);
      }
    }),
    runs,
  );
});
