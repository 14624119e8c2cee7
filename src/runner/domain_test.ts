/** That nothing outside a declared domain is asked, and what is inside is judged as ever. */
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { casesOf } from "../depth.ts";
import { referenceAdapter } from "../adapters/internal.ts";
import type { Adapter } from "../adapters/mod.ts";
import { narrow } from "../generate/_narrow.ts";
import { createOracle } from "../oracle/mod.ts";
import {
  builtinSpecs,
  type Call,
  type Capability,
  type DeclaredDomain,
  type DeclaredRange,
  type Result,
  type Spec,
} from "../spec/mod.ts";
import { domainNames, outsideDomain, rangeProblem } from "../spec/internal.ts";
import { makePlan } from "./plan.ts";
import { run } from "./run.ts";

const reference = referenceAdapter(builtinSpecs);
const oracle = await createOracle(builtinSpecs.values());

/** The reference, which dies of whatever lies outside the domains that it declares. */
function narrowed(domains: Readonly<Record<string, Capability["domain"]>>): Adapter {
  const losses = Object.fromEntries(
    Object.entries(domains).map(([loss, domain]) =>
      [loss, { ...reference.about.losses[loss], ...domain && { domain } }] as const
    ),
  );
  const answer = (call: Call, result: Result): Result => {
    const { domain } = losses[call.loss];
    const outside = domain && outsideDomain(builtinSpecs.get(call.loss)!, call, domain);
    return outside === undefined ? result : { error: `was asked ${outside.name}` };
  };
  return {
    ...reference,
    about: { ...reference.about, name: "narrow", dtypes: ["f32"], losses },
    run: async (calls) => (await reference.run(calls)).map((result, i) => answer(calls[i], result)),
  };
}

async function judge(adapter: Adapter, checks: readonly string[] = [], runs = casesOf(1)) {
  const { about } = adapter;
  const specs = builtinSpecs;
  const plan = makePlan({ specs, oracle, about, runs, checks, seed: 1, version: "0" });
  const events = await Array.fromAsync(run(plan, adapter));
  const judged = events.filter((event) => event.type === "judged");
  return { judged, totals: events.find((event) => event.type === "footer")! };
}

Deno.test("run() asks nothing outside the declared domains of all losses, and accuses nobody", async () => {
  const domains = [...builtinSpecs.values()].map((spec) => [spec.id, narrow(spec)] as const);
  const summary = await judge(narrowed(Object.fromEntries(domains)));
  const failed = summary.judged.filter(({ status }) => status === "fail");
  assertEquals(failed.map(({ check, why }) => [check, why]), []);
  const { evidence, judged, outside } = summary.totals;
  assertEquals(Object.values(evidence).filter((one) => one.judged < one.cases), []);
  assert(judged > 2 * outside, `${judged} checks are judged, ${outside} outside`);
});

const bound = fc.constantFrom(-2, 0, 0.1, 0.25, 0.5, 1, 2, 5.5, 9, 100);
const range: fc.Arbitrary<DeclaredRange> = fc.oneof(
  fc.record({ values: fc.uniqueArray(bound, { minLength: 1, maxLength: 3 }) }),
  fc.record({ minimum: bound }),
  fc.record({ exclusiveMaximum: bound }),
);

/** Ranges of one or two names of a spec, which leave something of what it takes. */
function domainOf(spec: Spec): fc.Arbitrary<DeclaredDomain> {
  const named = fc.constantFrom(...domainNames(spec)).chain((name) =>
    range.filter((one) => rangeProblem(spec, name, one) === undefined)
      .map((one) => [name, one] as const)
  );
  return fc.array(named, { minLength: 1, maxLength: 2 }).map(Object.fromEntries);
}

Deno.test("run() asks nothing outside of any domain, and accuses nobody inside", async () => {
  for (const [seed, spec] of [...builtinSpecs.values()].entries()) {
    for (const domain of fc.sample(domainOf(spec), { numRuns: casesOf(2), seed })) {
      const { judged } = await judge(narrowed({ [spec.id]: domain }), [`${spec.id}/a*/**`], 5);
      const failed = judged.filter(({ status }) => status === "fail");
      assertEquals(failed.map(({ check, why }) => [check, why]), [], JSON.stringify(domain));
    }
  }
});

Deno.test("run() skips a check of which no case lies in the domain, with the reason", async () => {
  const loss = "sigmoid_focal_loss";
  const checks = ["parameter_matters", "agreement", "rejects"].map((kind) => `${loss}/${kind}/**`);
  const summary = await judge(narrowed({ [loss]: { alpha: { values: [0.25] } } }), checks);
  const outcomeOf = (check: string) => summary.judged.find((j) => j.check === `${loss}/${check}`)!;
  const matters = outcomeOf("parameter_matters/alpha_0.25_or_0.75");
  assertEquals([matters.status, matters.cases], ["skipped", 0]);
  assertEquals(
    matters.why,
    "outside the declared domain: alpha = 0.75, where it takes only 0.25",
  );
  assertEquals(outcomeOf("agreement/none").status, "pass");
  assertEquals(outcomeOf("parameter_matters/gamma_0_or_2").status, "pass");
  assertEquals(summary.totals.outside, summary.judged.filter((j) => j.cases === 0).length);
});

Deno.test("run() draws further cases for those outside, and finds what is wrong inside", async () => {
  const loss = "sigmoid_focal_loss";
  const adapter = narrowed({ [loss]: { alpha: { minimum: 0.25 } } });
  const check = `${loss}/equals_self_at/**`;
  const right = await judge(adapter, [check], 40);
  const [outcome] = right.judged;
  assert(outcome.outside! > 0, "1 - alpha is mostly outside");
  assert(outcome.status === "pass" && outcome.cases > 0);
  const wrong: Adapter = {
    ...adapter,
    run: async (calls) =>
      (await adapter.run(calls)).map((result, i) =>
        "value" in result && calls[i].params.alpha === 0.5
          ? { ...result, value: { ...result.value, data: result.value.data.map((x) => x * 1.1) } }
          : result
      ) as Result[],
  };
  const found = await judge(wrong, [`${loss}/agreement/none`], 100);
  assertEquals(found.judged[0].status, "fail");
  const [call] = found.judged[0].counterexample!.trial.calls;
  assertEquals(call.params.alpha, 0.5);
});
