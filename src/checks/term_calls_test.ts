import { assert } from "@std/assert";
import fc from "fast-check";
import { callArbitrary } from "../generate/mod.ts";
import { divisorValue } from "../oracle/internal.ts";
import { builtinSpecs, type Capability, inDialect } from "../spec/mod.ts";
import { divisorOf } from "./denominator.ts";
import { termOptions } from "./term_calls.ts";
import { complete, world } from "./_trial.ts";

/** A loss in each of its readings, and each with the mean alone. */
const readings = [...builtinSpecs.values()].flatMap(({ id, reduction: { modes, dialects } }) =>
  [undefined, ...Object.keys(dialects)].flatMap((dialect) =>
    [modes, modes.filter((mode) => mode === "mean")]
      .filter((reductions) => reductions.length > 0)
      .map((reductions) => ({ id, dialect, reductions }))
  )
);

Deno.test("termOptions() asks for terms that nothing divides, in every reading of every loss", () => {
  let asked = 0;
  for (const { id, dialect, reductions } of readings) {
    const capability: Capability = {
      ...complete(builtinSpecs.get(id)!),
      reductions,
      ...dialect !== undefined && { dialect: { reduction: dialect } },
    };
    const spec = inDialect(builtinSpecs, { [id]: capability }).get(id)!;
    const options = termOptions(spec, { dtype: "f32", capability, world });
    if (options === undefined) continue;
    for (const call of fc.sample(callArbitrary(spec, options), { numRuns: 12, seed: 4 })) {
      const divisor = divisorValue(divisorOf(spec, capability, call));
      assert(divisor === 1, `${id} in ${dialect}, ${call.reduction}: ${divisor}`);
      asked++;
    }
  }
  assert(asked > readings.length);
});
