import { assert, assertEquals, assertThrows } from "@std/assert";
import { exact } from "./field.ts";
import { loadMpfr, rounding } from "./mpfr.ts";
import { mpfrField } from "./mpfr_field.ts";

const mpfr = await loadMpfr();

Deno.test("loadMpfr() gives one MPFR, however often it is called", async () => {
  assertEquals(await loadMpfr() === mpfr, true);
});

Deno.test("loadMpfr() opens the widest exponent range", () => {
  const { binding } = mpfr;
  const arena = mpfr.arena(64);
  const x = arena.allocate();
  binding.mpfr_set_d(x, -1e8, rounding.nearest);
  binding.mpfr_exp(x, x, rounding.down);
  assert(binding.mpfr_sgn(x) > 0);
  arena.release();
});

Deno.test("arena() hands released numbers out again, also to other arenas of that precision", () => {
  const first = mpfr.arena(80);
  const second = mpfr.arena(80);
  const pointer = first.allocate();
  assert(second.allocate() !== pointer);
  first.release();
  assertEquals(second.allocate(), pointer);
  second.release();
});

Deno.test("arena() refuses a precision that MPFR does not have", () => {
  assertThrows(() => mpfr.arena(1), RangeError, "precision must be a whole number >= 2, got 1");
});

Deno.test("evaluations that release their numbers take no more memory", () => {
  const evaluate = () => {
    const field = mpfrField(mpfr, 128, { u: 2 ** -24, lambda: 2 ** -149, elementary: 8 });
    const x = field.points([0.5, -3, 2]);
    const y = field.log1p(field.exp(field.neg(field.abs(x))));
    const factors = [{ of: y, inverse: false }, { of: field.constant(3), inverse: true }];
    field.total(field.pow(field.product(factors), field.constant(2.5)));
    field.release();
  };
  for (let i = 0; i < 100; i++) evaluate();
  const before = mpfr.binding.mem.length;
  for (let i = 0; i < 5000; i++) evaluate();
  assertEquals(mpfr.binding.mem.length, before);
});

Deno.test("release() leaves a field ready to be used again", () => {
  const field = mpfrField(mpfr, 128, { u: 0.125, lambda: 0, elementary: 4 });
  for (let i = 0; i < 3; i++) {
    const { lo, hi } = field.bounds(field.add(field.constant(1), field.constant(4.5)), 1);
    assertEquals([lo[0] <= 4.9, hi[0] >= 6.1], [true, true]);
    field.release();
  }
});

Deno.test("mpfrField() refuses a precision that could not hold a float64", () => {
  assertThrows(() => mpfrField(mpfr, 24, exact), RangeError, "precision must be >= 53, got 24");
});
