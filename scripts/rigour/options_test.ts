import { assertEquals } from "@std/assert";
import { builtinSpecs } from "../../src/spec/mod.ts";
import { numbersAndLossesOf, numbersOf } from "./options.ts";

Deno.test("numbersOf() reads what is given, either way of writing it, and keeps the rest", () => {
  const usual = { cases: 100, seed: 1 };
  assertEquals(numbersOf("some", usual, []), usual);
  assertEquals(numbersOf("some", usual, ["--seed=7"]), { cases: 100, seed: 7 });
  assertEquals(numbersOf("some", usual, ["--seed", "7", "--cases", "5"]), { cases: 5, seed: 7 });
});

Deno.test("numbersAndLossesOf() takes all losses where none is named", () => {
  const { numbers, specs } = numbersAndLossesOf("some", { seed: 1 }, ["giou_loss", "--seed=2"]);
  assertEquals([numbers.seed, specs.map(({ id }) => id)], [2, ["giou_loss"]]);
  const all = numbersAndLossesOf("some", { seed: 1 }, []).specs;
  assertEquals(all.length, builtinSpecs.size);
});
