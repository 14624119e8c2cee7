import { assertEquals } from "@std/assert";
import { fieldOf } from "./field.ts";
import { numbersOf } from "./numbers.ts";

Deno.test("fieldOf() keeps the number of a class that the format has not", () => {
  const field = fieldOf(numbersOf("bf16"));
  const label = field.points([299]);
  assertEquals([...field.equal(label, field.constant(299))], [1]);
  assertEquals([...field.equal(label, field.constant(300))], [0]);
});

Deno.test("fieldOf() rounds a constant where it is widened by one rounding", () => {
  const field = fieldOf(numbersOf("f32"));
  assertEquals([...field.widen(field.constant(0.1), 1)], [Math.fround(0.1)]);
});

Deno.test("fieldOf() takes the declared side of a tie, and the middle of both", () => {
  const sides = (["yes", "no", "middle"] as const).map((side) => {
    const field = fieldOf(numbersOf("f32", [() => ({ side })]));
    const zero = field.constant(0);
    return field.where(field.below(zero, zero), field.constant(1), field.constant(-1))[0];
  });
  assertEquals(sides, [1, -1, 0]);
});

Deno.test("fieldOf() fuses a sum with the product that it adds", () => {
  const x = 1 + 2 ** -12;
  const residue = (habit: "fused" | "plain") => {
    const field = fieldOf(numbersOf(
      "f32",
      habit === "plain" ? [] : [(on) => ({
        fused: (high, low, z) => on.round(high + low + z),
      })],
    ));
    const column = field.points([x]);
    const product = field.product([
      { of: column, inverse: false },
      { of: column, inverse: false },
    ]);
    return field.sub(product, field.constant(1 + 2 ** -11))[0];
  };
  assertEquals(residue("plain"), 0);
  assertEquals(residue("fused"), 2 ** -24);
});
