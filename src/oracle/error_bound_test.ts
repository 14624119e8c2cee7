import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { userCall, userEnclosures } from "./_user_loss.ts";

Deno.test("A counts what is rounded behind stop_gradient", async () => {
  const { oracle, enclosures } = await userEnclosures("stop_gradient(exp(x)) - x", userCall([5]));
  const u = 2 ** -53;
  // Both operations round: the exponential by u·e^5, the subtraction by u·(e^5 - 5).
  assertAlmostEquals(
    enclosures.value.errorBound[0] / (u * (2 * Math.exp(5) - 5)),
    1,
    1e-9,
  );
  assertEquals(oracle.dominant(enclosures, "value", 0), "exp(x): 51 %");
});

Deno.test("A of a gradient counts what is rounded behind stop_gradient", async () => {
  const { enclosures } = await userEnclosures("stop_gradient(exp(x)) * x", userCall([5]));
  assert(enclosures.gradients.x.errorBound[0] >= 0.99 * 2 ** -53 * Math.exp(5));
});
