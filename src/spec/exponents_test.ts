import { assertEquals } from "@std/assert";
import { exponentsOf } from "./exponents.ts";

Deno.test("exponentsOf() gives a list's names 1, and each name of a record its own", () => {
  assertEquals([...exponentsOf(["pred", "beta"])], [["pred", 1], ["beta", 1]]);
  assertEquals([...exponentsOf({ pred: 1, eps: 2 })], [["pred", 1], ["eps", 2]]);
});
