import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { builtinSpecs, type Call, type Capability } from "../spec/mod.ts";
import { outsideDomain } from "../spec/internal.ts";
import { callArbitrary } from "./call.ts";
import { narrow } from "./_narrow.ts";

for (const spec of builtinSpecs.values()) {
  Deno.test(`callArbitrary() draws inside the declared domain, and shrinks there: ${spec.id}`, () => {
    const domain = narrow(spec);
    const gradients = Object.keys(spec.inputs).filter((name) => spec.inputs[name].grad);
    const capability: Capability = { gradients, domain };
    for (const options of [{}, { ordinary: true }, { extreme: true }, { rows: { max: 6 } }]) {
      const calls = callArbitrary(spec, { dtype: "f32", capability, ...options });
      fc.assert(
        fc.property(calls, (call) => {
          assertEquals(outsideDomain(spec, call, domain), undefined);
        }),
        { seed: 3, numRuns: 60 },
      );
      const { counterexample } = fc.check(fc.property(calls, () => false), { seed: 3, numRuns: 1 });
      const [smallest] = counterexample as unknown as [Call];
      assertEquals(outsideDomain(spec, smallest, domain), undefined);
    }
  });
}

Deno.test("callArbitrary() keeps to declared lengths of rows and classes", () => {
  const spec = builtinSpecs.get("cross_entropy")!;
  const domain = { N: { minimum: 3, maximum: 5 }, C: { values: [10, 80] } };
  const seen = new Set<number>();
  fc.assert(
    fc.property(callArbitrary(spec, { dtype: "f32", capability: { domain } }), (call) => {
      const [rows, classes] = call.inputs.pred.shape;
      assert(rows >= 3 && rows <= 5, `${rows}`);
      seen.add(classes);
    }),
    { seed: 4, numRuns: 100 },
  );
  assertEquals([...seen].toSorted(), [10, 80]);
});
