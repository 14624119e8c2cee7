import { assert } from "@std/assert";
import fc from "fast-check";
import { builtinSpecs, type Spec } from "../spec/mod.ts";
import { floatDTypes, formats } from "../tensor/mod.ts";
import { callArbitrary } from "./call.ts";

Deno.test("callArbitrary() with `extreme` often has both ends of the format in one call", () => {
  const spec = builtinSpecs.get("cross_entropy") as Spec;
  for (const dtype of floatDTypes) {
    const half = formats[dtype].largest / 2;
    const calls = fc.sample(callArbitrary(spec, { dtype, extreme: true, classes: { min: 3 } }), {
      numRuns: 100,
      seed: 5,
    });
    const hits = calls.filter(({ inputs: { pred } }) =>
      pred.data.some((x) => x >= half) && pred.data.some((x) => x <= -half)
    );
    assert(hits.length > 40, `${dtype}: ${hits.length} of 100`);
    assert(calls.every(({ inputs: { pred } }) => pred.data.every(Number.isFinite)));
  }
});
