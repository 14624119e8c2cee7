import { assert, assertEquals } from "@std/assert";
import type { Leaving } from "./enclosure.ts";
import { userCall, userEnclosures } from "./_user_loss.ts";

Deno.test("the branch that a decided where does not take makes no overflow honest", async () => {
  // 1 + log(0) is infinite in the branch that is not taken.
  const call = userCall([0, 1]);
  const { oracle, enclosures } = await userEnclosures("where(x == 0, 0, 1 + log(x))", call);
  assertEquals(enclosures.value.overflow, ["none", "none"]);
  assert(!oracle.stand(enclosures, "value", 0, -Infinity).inside);
  const taken = await userEnclosures("where(x != 0, 0, 1 + log(x))", call);
  assertEquals(taken.enclosures.value.overflow, ["any", "none"]);
});

/** Forms of x and y, a point, and the operation that leaves the range there, and how. */
const leaving: readonly (readonly [string, number, string | undefined, Leaving["kind"]?])[] = [
  ["x / (x + x)", 2 ** 1023, "x + x", "overflow"],
  ["x / (x + x)", 2 ** 1022, undefined],
  ["x * x / x", 2 ** 600, "x * x", "overflow"],
  ["y * x * x + x", 2 ** 600, "x^2", "overflow"],
  ["log(1 + exp(x))", 710, "exp(x)", "overflow"],
  ["-log(exp(-x))", 800, "log(exp(-x))", "underflow"],
  ["-log(1 - 1 / (1 + exp(-x)))", 40, "log(1 - 1 / (1 + exp(-x)))", "pole"],
  ["1 / (x - 1)^2 + x * x * x * x", 2 ** 400, "x * x * x * x", "overflow"],
  ["where(x > 100, x, log(1 + exp(x)))", 710, undefined],
  ["where(x < 100, x, log(1 + exp(x)))", 710, "exp(x)", "overflow"],
];

Deno.test("leaving() names the first operation that can leave the range, where it is needed", async () => {
  for (const [form, x, operation, kind] of leaving) {
    const { oracle, enclosures } = await userEnclosures(form, userCall([2, x]));
    assertEquals(oracle.leaving(enclosures, "value", 0), undefined, form);
    const found = oracle.leaving(enclosures, "value", 1);
    assertEquals([found?.operation, found?.kind], [operation, kind], form);
  }
});

Deno.test("leaving() looks at every listed form, and at the gradient's own operations", async () => {
  const forms = ["softplus(x)", "log(1 + exp(x))"];
  const { oracle, enclosures } = await userEnclosures(forms, userCall([710]));
  for (const output of ["value", "x"]) {
    assertEquals(oracle.leaving(enclosures, output, 0), {
      form: "form_1",
      operation: "exp(x)",
      kind: "overflow",
    });
  }
  const sum = await userEnclosures(forms, userCall([0, 710], undefined, "f64", "sum"));
  assertEquals(sum.oracle.leaving(sum.enclosures, "value", 0)?.operation, "exp(x)");
  assertEquals(sum.oracle.leaving(sum.enclosures, "x", 0), undefined);
});
