import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { builtinSpecs, type Call } from "../spec/mod.ts";
import { floatDTypes } from "../tensor/mod.ts";
import { checksFor } from "./registry.ts";
import { honestAnswer, type Leaning } from "./_honest.ts";
import { complete, world } from "./_trial.ts";

/** The same honest answer whenever the same call is made, another one for another call. */
function leaningOf(call: Call, seed: number): (output: string, element: number) => Leaning {
  const numbers = [
    ...Object.values(call.inputs).flatMap(({ data }) => [...data.subarray(0, 8)]),
    ...call.upstream?.data ?? [],
    call.reduction.length,
  ];
  const hash = numbers.reduce((h, x) => (h * 31 + Math.round(x * 1024)) % 65521, seed);
  const kinds = ["low", "high", "rounded"] as const;
  return (output, element) => kinds[Math.abs(hash * 7 + output.length + element * 5 ^ seed) % 3];
}

for (const dtype of floatDTypes) {
  Deno.test(`no check accuses honest answers, however far from the truth, in ${dtype}`, () => {
    for (const spec of builtinSpecs.values()) {
      const capability = complete(spec);
      for (const check of checksFor(spec, dtype, capability, world)) {
        if (check.id.includes("/rejects/")) continue;
        const trials = fc.sample(check.trials, { numRuns: dtype === "f64" ? 2 : 6, seed: 12 });
        for (const [i, trial] of trials.entries()) {
          const results = trial.calls.map((call) =>
            honestAnswer(
              builtinSpecs.get(call.loss)!,
              world.oracle,
              complete(builtinSpecs.get(call.loss)!).gradients ?? [],
              call,
              leaningOf(call, i),
            )
          );
          const judgement = check.judge(trial, results);
          assertEquals(judgement.status, "pass", `${check.id}: ${JSON.stringify(judgement)}`);
        }
      }
    }
  });
}
