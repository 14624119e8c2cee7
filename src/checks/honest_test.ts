import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { byTurns, casesOf } from "../depth.ts";
import { isInside } from "../generate/internal.ts";
import { builtinSpecs, type Call, type Capability, type Spec } from "../spec/mod.ts";
import { type FloatDType, floatDTypes } from "../tensor/mod.ts";
import { checksFor } from "./registry.ts";
import { honestAnswer, type Leaning } from "./_honest.ts";
import { complete, effortFor, world } from "./_trial.ts";

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

function isLarge({ inputs }: Call): boolean {
  return Object.values(inputs).some(({ data }) => data.length > 512);
}

/** Holds every check of a loss to honest answers. */
function judgeHonest(spec: Spec, dtype: FloatDType, capability: Capability, runs: number) {
  const { gradients = [] } = capability;
  for (const check of checksFor(spec, dtype, capability, world)) {
    // Numbers that each choose a form and a side are not those of one form and one side.
    if (/\/(rejects|one_form|one_side|large)\//.test(check.id)) continue;
    const trials = fc.sample(check.trials, { numRuns: runs, seed: 12 });
    for (const [i, trial] of trials.entries()) {
      // Far copies of a few rows cost much and say no more than the first.
      if (trial.calls.some(isLarge)) continue;
      const results = trial.calls.map((call) => {
        const other = builtinSpecs.get(call.loss)!;
        const inputs = call.loss === spec.id ? gradients : complete(other).gradients ?? [];
        return honestAnswer(other, world.oracle, inputs, call, leaningOf(call, i));
      });
      const judgement = check.judge(trial, results);
      assertEquals(judgement.status, "pass", `${check.id}: ${JSON.stringify(judgement)}`);
    }
  }
}

const losses = [...builtinSpecs.values()];

/** How many cases a check is held to, by format. */
const runs: Readonly<Record<FloatDType, number>> = { f64: 1, f32: 2, f16: 3, bf16: 3 };

for (const [i, spec] of losses.entries()) {
  Deno.test(`no check accuses honest answers of ${spec.id}, however far from the truth`, () => {
    for (const dtype of byTurns(floatDTypes, i)) {
      judgeHonest(spec, dtype, complete(spec), casesOf(runs[dtype] * effortFor(spec.id)));
    }
  });
}

for (const spec of losses) {
  for (const [name, param] of Object.entries(spec.params).filter(([, { dialect }]) => dialect)) {
    Deno.test(`no check accuses honest answers of ${spec.id} where ${name} is declared`, () => {
      const values = param.type === "integer" ? [0, 1] : [1e-8, 2 ** -20, -100];
      for (const value of values.filter((x) => isInside(param, x))) {
        const dialect = { params: { [name]: value } };
        judgeHonest(spec, "f32", { ...complete(spec), dialect }, casesOf(2 * effortFor(spec.id)));
      }
    });
  }
}
