import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { builtinSpecs, type Call, type Spec } from "../spec/mod.ts";
import { changed, complete, specOf, truth, verdict, world } from "./_trial.ts";
import { checksFor } from "./registry.ts";

function largeOf(loss: string) {
  return checksFor(specOf(loss), "f32", complete(specOf(loss)), world)
    .filter(({ id }) => id.startsWith(`${loss}/large/`));
}

/** How many elements the largest input has. */
function sizeOf({ inputs }: Call): number {
  return Math.max(...Object.values(inputs).map(({ data }) => data.length));
}

function hasClasses({ inputs }: Spec): boolean {
  return Object.values(inputs).some(({ shape }) => shape.includes("C"));
}

Deno.test("large() asks for thousands of rows of every loss, of classes where it has them, in few cases", () => {
  for (const spec of builtinSpecs.values()) {
    const checks = largeOf(spec.id);
    for (const { id, trials, share } of checks) {
      assert(share !== undefined && share <= 0.02);
      const [{ calls }] = fc.sample(trials, { seed: 1, numRuns: 1 });
      const size = calls.reduce((sum, call) => sum + sizeOf(call), 0);
      assert(id.endsWith("/block_of_classes") ? size >= 256 : size > 1500, `${id}: ${size}`);
    }
    assertEquals(checks.length, hasClasses(spec) ? 5 : 2, spec.id);
  }
});

Deno.test("large() passes the truth, and catches what is wrong beyond a block", () => {
  for (const loss of ["l1_loss", "cross_entropy"]) {
    for (const check of largeOf(loss)) {
      assertEquals(verdict(check, truth, 1).status, "pass", check.id);
      const block = changed(loss, {
        value: (x, _, { inputs: { pred } }) => pred.data.length > 254 ? 2 * x + 1 : x,
      });
      assertEquals(verdict(check, block, 1).status, "fail", check.id);
    }
  }
});

Deno.test("large() shrinks to the smallest size that matters, in few tries", () => {
  const check = largeOf("cross_entropy").find(({ id }) => id.endsWith("/classes"))!;
  let tries = 0;
  const property = fc.property(check.trials, ({ calls: [{ inputs: { pred } }] }) => {
    tries++;
    return pred.shape[1] < 3000;
  });
  const { counterexample } = fc.check(property, { seed: 1, numRuns: 1 });
  assertEquals(counterexample?.[0].calls[0].inputs.pred.shape, [1, 3000]);
  assert(tries < 250, `${tries}`);
});

Deno.test("large() asks nothing of an implementation that fixes lengths", () => {
  const capability = { ...complete(specOf("l1_loss")), lengths: { "*": [8] } };
  const ids = checksFor(specOf("l1_loss"), "f32", capability, world).map(({ id }) => id);
  assertEquals(ids.some((id) => id.includes("/large/")), false);
});
