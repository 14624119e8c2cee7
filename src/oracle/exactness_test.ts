import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { floatDTypes, formats, isRepresentable, roundTo } from "../tensor/mod.ts";
import {
  areExactlySummed,
  areExactTogether,
  isNumberOf,
  isPowerOfTwo,
  significantBits,
} from "./exactness.ts";

const arithmeticOf = (dtype: keyof typeof formats) => ({
  u: formats[dtype].unitRoundoff,
  lambda: formats[dtype].smallestSubnormal,
  elementary: 8,
});
const short = fc.tuple(fc.integer({ min: -2000, max: 2000 }), fc.integer({ min: -20, max: 20 }))
  .map(([n, k]) => n * 2 ** k);

Deno.test("significantBits() is what an integer needs without its last zeros", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2 ** 40 }),
      fc.integer({ min: -1100, max: 900 }),
      (n, k) => {
        const bits = n.toString(2).replace(/0+$/, "").length;
        if (k >= -1074) assertEquals(significantBits(-n * 2 ** k), bits);
      },
    ),
    { seed: 1 },
  );
  assertEquals([0, Number.MIN_VALUE, Number.MAX_VALUE].map(significantBits), [0, 1, 53]);
});

Deno.test("isPowerOfTwo() is true of powers of two only", () => {
  for (const x of [1, -1, 0.5, 2 ** 1023, 2 ** -1074, -4]) assert(isPowerOfTwo(x));
  for (const x of [0, 3, Infinity, NaN, 1 + 2 ** -52]) assert(!isPowerOfTwo(x));
});

Deno.test("isNumberOf() never takes for a number what is none", () => {
  fc.assert(
    fc.property(fc.double(), fc.constantFrom(...floatDTypes), (x, dtype) => {
      if (isNumberOf(arithmeticOf(dtype))(x)) {
        assert(
          Number.isNaN(x) || isRepresentable(x, dtype) || Math.abs(x) > formats[dtype].largest,
        );
      }
      if (Number.isFinite(roundTo(x, dtype))) {
        assert(
          isNumberOf(arithmeticOf(dtype))(roundTo(x, dtype)),
        );
      }
    }),
    { seed: 1 },
  );
});

Deno.test("areExactTogether() is true only where no order of multiplication rounds", () => {
  let seen = 0;
  fc.assert(
    fc.property(
      fc.array(short, { minLength: 1, maxLength: 4 }),
      fc.constantFrom(...floatDTypes),
      (factors, dtype) => {
        if (factors.includes(0) || !areExactTogether(factors, arithmeticOf(dtype))) return;
        seen++;
        for (const order of [factors, factors.toReversed(), factors.toSorted((a, b) => a - b)]) {
          order.reduce((product, x) => {
            assert(isRepresentable(product * x, dtype));
            return product * x;
          }, 1);
        }
      },
    ),
    { seed: 1, numRuns: 500 },
  );
  assert(seen > 50);
});

Deno.test("areExactlySummed() is true only where no order of addition rounds", () => {
  let seen = 0;
  fc.assert(
    fc.property(
      fc.array(short, { minLength: 2, maxLength: 6 }),
      fc.constantFrom(...floatDTypes),
      (terms, dtype) => {
        const magnitude = terms.reduce((sum, x) => sum + Math.abs(x), 0);
        if (
          !areExactlySummed(
            terms.length,
            (i) => terms[i],
            magnitude,
            arithmeticOf(dtype),
          )
        ) return;
        seen++;
        for (const order of [terms, terms.toReversed(), terms.toSorted((a, b) => b - a)]) {
          order.reduce((sum, x) => {
            assert(isRepresentable(sum + x, dtype));
            return sum + x;
          }, 0);
        }
      },
    ),
    { seed: 1, numRuns: 500 },
  );
  assert(seen > 50);
});
