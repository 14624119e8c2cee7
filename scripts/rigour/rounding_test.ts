import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { formats, roundTo } from "../../src/tensor/mod.ts";
import { loadMpfr, type Mpfr, type Pointer, rounding } from "../../src/oracle/internal.ts";
import { addOdd, divOdd, mulOdd, roundIn, sqrtOdd } from "./rounding.ts";

const mpfr = await loadMpfr();
const arena = mpfr.arena(24);
const target = arena.allocate();
const wide = mpfr.arena(53);
const [left, right] = [wide.allocate(), wide.allocate()];
const modes = { nearest: rounding.nearest, up: rounding.up, down: rounding.down, zero: 1 } as const;

/** f(x, y) rounded once, to 24 bits, by MPFR. */
function once(
  f: (binding: Mpfr["binding"], t: Pointer, x: Pointer, y: Pointer, mode: number) => void,
  x: number,
  y: number,
  mode: number,
): number {
  mpfr.binding.mpfr_set_d(left, x, rounding.nearest);
  mpfr.binding.mpfr_set_d(right, y, rounding.nearest);
  f(mpfr.binding, target, left, right, mode);
  return mpfr.binding.mpfr_get_d(target, rounding.nearest);
}

const float = fc.tuple(
  fc.double({ noNaN: true, min: -2, max: 2 }),
  fc.integer({ min: -20, max: 20 }),
  fc.boolean(),
).map(([x, exponent, narrow]) => {
  const y = Math.abs(x) < 2 ** -30 ? 1 : x * 2 ** exponent;
  return narrow ? Math.fround(y) : y;
});
const mode = fc.constantFrom("nearest", "up", "down", "zero" as const);

Deno.test("roundIn() of a result rounded to odd is the exact result rounded once", () => {
  fc.assert(
    fc.property(float, float, mode, (x, y, mode) => {
      const check = (odd: number, expected: number, what: string) =>
        assertEquals(roundIn(odd, "f32", mode, false) + 0, expected + 0, what);
      const m = modes[mode];
      check(addOdd(x, y), once((b, t, p, q, m) => b.mpfr_add(t, p, q, m), x, y, m), "add");
      check(mulOdd(x, y), once((b, t, p, q, m) => b.mpfr_mul(t, p, q, m), x, y, m), "mul");
      check(divOdd(x, y), once((b, t, p, q, m) => b.mpfr_div(t, p, q, m), x, y, m), "div");
      const a = Math.abs(x);
      check(sqrtOdd(a), once((b, t, p, _, m) => b.mpfr_sqrt(t, p, m), a, y, m), "sqrt");
    }),
    { seed: 2, numRuns: 5000 },
  );
});

Deno.test("roundIn() sees a tie that lies beyond float64", () => {
  const tie = 1 + 2 ** -24;
  assertEquals(roundTo(tie + 2 ** -80, "f32"), 1);
  assertEquals(roundIn(addOdd(tie, 2 ** -80), "f32", "nearest", false), 1 + 2 ** -23);
  assertEquals(roundIn(addOdd(1, 2 ** -80), "f32", "up", false), 1 + 2 ** -23);
  assertEquals(roundIn(addOdd(1, -(2 ** -80)), "f32", "zero", false), 1 - 2 ** -24);
});

Deno.test("roundIn() overflows to infinity in every mode, and flushes subnormals when asked", () => {
  const { largest, smallestNormal } = formats.f16;
  for (const mode of ["up", "down", "zero"] as const) {
    assertEquals(roundIn(largest + 1, "f16", mode, false), Infinity);
  }
  assertEquals(roundIn(-largest - 1, "f16", "nearest", false), -largest);
  assertEquals(roundIn(smallestNormal / 2, "f16", "nearest", false), smallestNormal / 2);
  assertEquals(roundIn(smallestNormal / 2, "f16", "nearest", true), 0);
});
