import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { roundTo } from "../tensor/mod.ts";
import { userCall, userEnclosures } from "./_user_loss.ts";

const u = 2 ** -24;

Deno.test("A counts what is rounded behind stop_gradient, of values and gradients", async () => {
  const call = userCall([5], [0], "f32");
  const { oracle, enclosures } = await userEnclosures("stop_gradient(exp(x)) * x", call);
  const { value, gradients } = enclosures;
  // e^5 is above 2^7: a function may be off by 8 half ulps of that, which are 2^7 u each.
  assertAlmostEquals(value.forms[0].reach(0) / (8 * 2 ** 7 * u * 5), 1, 0.15);
  assertAlmostEquals(gradients.x.forms[0].reach(0) / (8 * 2 ** 7 * u), 1, 1e-2);
  assertEquals(oracle.dominant(enclosures, "value", 0), "exp(x): 91 %");
});

Deno.test("A of a sum over records counts what each adds, and names what adds most", async () => {
  const x = [1, 2, 3];
  const call = userCall(x, [0, 0, 0], "f32", "sum");
  const { oracle, enclosures } = await userEnclosures("exp(x) - x", call);
  const each = x.map((t) => 8 * 2 ** Math.floor(Math.log2(Math.exp(t))) * u);
  const a = enclosures.value.forms[0].reach(0);
  const all = each.reduce((sum, t) => sum + t);
  assert(a > all && a < 1.5 * all, `${a}, ${all}`);
  assertEquals(oracle.dominant(enclosures, "value", 0), "exp(x): 72 %");
});

Deno.test("A is 0 where the result is exact", async () => {
  for (const text of ["2 * x", "x^2", "x * x - y^2", "x - 0.5 * y"]) {
    const { oracle, enclosures } = await userEnclosures(text, userCall([5], [0.75], "f32"));
    assertEquals(enclosures.value.forms[0].reach(0), 0, text);
    assertEquals(oracle.dominant(enclosures, "value", 0), "none: the result is exact");
  }
  const { enclosures } = await userEnclosures("x^2", userCall([roundTo(0.1, "f32")], [0], "f32"));
  assert(enclosures.value.forms[0].reach(0) > 0);
});

Deno.test("a mean of terms whose sum is exact may be one of rounded quotients, in any order", async () => {
  const dyadic = fc.integer({ min: -(2 ** 11), max: 2 ** 11 }).map((n) => n / 32);
  const found = [1, 1, 0.75, 1.375, 47.625, 16.96875, 0, 6.5, 45.296875, 10.546875, 62.28125]
    .concat([13.953125, 10.203125, 14.625, 56.125, 4.1875, 19.125, 0.125, 24.25, 16.125]);
  await fc.assert(
    fc.asyncProperty(
      fc.array(dyadic, { minLength: 1, maxLength: 24 }),
      fc.constantFrom("forward", "backward", "pairwise"),
      fc.boolean(),
      async (x, order, byReciprocal) => {
        const { enclosures } = await userEnclosures("abs(x)", userCall(x, x, "f32", "mean"));
        const { truth, forms: [form] } = enclosures.value;
        const each = x.map((t) =>
          byReciprocal ? f32(f32(1 / x.length) * Math.abs(t)) : f32(Math.abs(t) / x.length)
        );
        const mean = added(each, order);
        assert(
          Math.max(mean - truth.hi[0], truth.lo[0] - mean) <= form.reach(0),
          `${mean}, ${truth.lo[0]}`,
        );
        assert(form.intervals.lo[0] <= mean && mean <= form.intervals.hi[0]);
      },
    ),
    { seed: 5, numRuns: 300, examples: [[found, "pairwise", true], [found, "backward", false]] },
  );
});

Deno.test("a mean over a power of two of terms whose sum is exact loses to underflow only", async () => {
  const { enclosures } = await userEnclosures(
    "abs(x)",
    userCall([1, 2, -3, 4.5], undefined, "f32", "mean"),
  );
  assert(enclosures.value.forms[0].reach(0) <= 16 * 2 ** -149);
});

const f32 = (x: number) => roundTo(x, "f32");

/** The sum of numbers in float32. */
function added(x: readonly number[], order: "forward" | "backward" | "pairwise"): number {
  if (order !== "pairwise") {
    return (order === "forward" ? x : x.toReversed()).reduce((sum, t) => f32(sum + t));
  }
  if (x.length === 1) return x[0];
  const half = x.length >> 1;
  return f32(added(x.slice(0, half), order) + added(x.slice(half), order));
}

Deno.test("a record may be off by as much among thousands as alone, and so may their mean", async () => {
  const length = 2500;
  const x = Array.from({ length }, (_, i) => roundTo(1 + i / 7, "f32"));
  const text = "(1 - sigmoid(x))^2 * softplus(-x)";
  const reachOf = async (x: readonly number[], output: "value" | "x", element: number) => {
    const { enclosures } = await userEnclosures(text, userCall(x, x, "f32"));
    const { value, gradients } = enclosures;
    return (output === "value" ? value : gradients.x).forms[0].reach(element);
  };
  for (const output of ["value", "x"] as const) {
    for (const element of [0, 17, 1023, 1024, 2499]) {
      const alone = await reachOf([x[element]], output, 0);
      assert(await reachOf(x, output, element) <= 1.05 * alone, `${output} ${element}`);
    }
  }
  const call = userCall(x, x, "f32", "mean");
  const { oracle, enclosures } = await userEnclosures(text, call);
  const { truth, forms } = enclosures.value;
  assertEquals(oracle.dominant(enclosures, "value", 0), "the sum over records: 98 %");
  assert(forms[0].reach(0) < (length + 100) * u * truth.hi[0]);
});
