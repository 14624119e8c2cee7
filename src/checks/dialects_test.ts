import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { casesOf } from "../depth.ts";
import { createOracle } from "../oracle/mod.ts";
import { builtinSpecs, inDialect } from "../spec/mod.ts";
import { callArbitrary } from "../generate/mod.ts";
import { checksFor } from "./registry.ts";
import { complete, effortFor, shapeFault, specOf, truthIn } from "./_trial.ts";

/** Losses with a dialect of reduction take so many turns at its checks: each meets another part of them. */
const turns = 4;

/** Every dialect of reduction that a built-in spec has. */
const dialects = [...builtinSpecs.values()].flatMap(({ id, reduction }) =>
  Object.keys(reduction.dialects).map((dialect) => [id, dialect] as const)
);

Deno.test("checksFor() passes the truth in every dialect of reduction", async () => {
  for (const [i, [loss, reduction]] of dialects.entries()) {
    const capability = { ...complete(specOf(loss)), dialect: { reduction } };
    const capabilities = { [loss]: capability };
    const specs = inDialect(builtinSpecs, capabilities);
    const oracle = await createOracle(specs.values());
    const checks = checksFor(specs.get(loss)!, "f32", capability, { specs, oracle, capabilities });
    for (const check of checks.filter((_, k) => (i + k) % turns === 0)) {
      if (check.id.includes("/rejects/") || check.id.includes("propagates_nan")) continue;
      const numRuns = casesOf(4 * effortFor(loss) * (check.share ?? 1));
      for (const trial of fc.sample(check.trials, { numRuns, seed: 5 })) {
        const judgement = check.judge(
          trial,
          trial.calls.map((call) =>
            shapeFault(call) ?? truthIn(call, oracle.enclose(call), oracle)
          ),
        );
        assertEquals(judgement.status, "pass", `${check.id} in ${reduction}`);
      }
    }
  }
});

Deno.test("the oracle's mean over rows divides by every place of the further axes", async () => {
  const specs = inDialect(builtinSpecs, {
    cross_entropy: { dialect: { reduction: "mean_over_rows" } },
  });
  const oracle = await createOracle(specs.values());
  const [call] = fc.sample(callArbitrary(specOf("cross_entropy"), { dtype: "f64" }), 1);
  const zeros = (shape: readonly number[], dtype: "f64" | "i32") => ({
    dtype,
    shape,
    data: dtype === "f64" ? new Float64Array(4) : new Int32Array(2),
  });
  const { value } = oracle.enclose({
    ...call,
    inputs: { pred: zeros([1, 2, 2], "f64"), label: zeros([1, 2], "i32") },
    params: { ignore_index: -100, label_smoothing: 0 },
    reduction: "mean",
    gradients: false,
  });
  assertEquals(value.truth.lo[0] <= Math.LN2 && Math.LN2 <= value.truth.hi[0], true);
});
