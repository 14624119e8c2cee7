import { assert, assertEquals, assertMatch } from "@std/assert";
import fc from "fast-check";
import type { Fault } from "../judge/mod.ts";
import { builtinSpecs, type Result } from "../spec/mod.ts";
import { tensor } from "../tensor/mod.ts";
import { checksFor } from "./registry.ts";
import { checkOf, complete, mistaken, truth, verdict, world } from "./_trial.ts";

/** Every check that a parameter matters, with the loss and the parameter. */
const checks = [...builtinSpecs.values()].flatMap((spec) =>
  checksFor(spec, "f32", complete(spec), world)
    .filter(({ id }) => id.includes("/parameter_matters/"))
    .map((check) => ({
      check,
      loss: spec.id,
      param: /\/(\w+?)_(-?[\d.]+|null)_or_/.exec(check.id)![1],
    }))
);

Deno.test("parameterMatters() passes the truth", () => {
  assertEquals(checks.length > 10, true);
  for (const { check } of checks) {
    assertEquals(verdict(check, truth, 15).status, "pass", check.id);
  }
});

Deno.test("parameterMatters() catches each parameter that is not passed on", () => {
  for (const { check, loss, param } of checks) {
    const deaf = mistaken(loss, (call) => ({
      ...call,
      params: { ...call.params, [param]: builtinSpecs.get(loss)!.params[param].default },
    }));
    const fault = verdict(check, deaf) as Partial<Fault>;
    assertMatch(
      fault.why ?? "",
      new RegExp(`must (rise|fall) when "${param}" goes from`),
      check.id,
    );
  }
});

Deno.test("parameterMatters() asks for a divisor that is given in a reduction that divides by it", () => {
  const divisors = checks.filter(({ param }) => param === "avg_factor");
  assert(divisors.length > 0);
  for (const { check, loss } of divisors) {
    const { denominators } = builtinSpecs.get(loss)!.reduction;
    for (const { calls } of fc.sample(check.trials, { numRuns: 30, seed: 1 })) {
      for (const { reduction } of calls) {
        assertEquals(denominators[reduction]?.given_by, "avg_factor", check.id);
      }
    }
  }
});

/** The greatest number instead of infinity. */
function saturated(result: Result): Result {
  if (!("value" in result)) return result;
  const { dtype, shape, data } = result.value;
  return { value: tensor(dtype, shape, Array.from(data, (x) => Math.min(x, 65504))) };
}

Deno.test("parameterMatters() takes two infinities for two answers beyond the format, and no two others", () => {
  const check = checkOf("eqlv2_update", "parameter_matters/alpha_0_or_4", "f16");
  const infinite = fc.sample(check.trials, { numRuns: 600, seed: 3 }).filter(({ calls }) => {
    const [one, other] = calls.map(truth).map((result) =>
      "value" in result ? result.value.data : []
    );
    return Array.from(one).some((x, i) => x === Infinity && other[i] === Infinity);
  });
  assert(infinite.length > 0);
  for (const trial of infinite) {
    assertEquals(check.judge(trial, trial.calls.map(truth)).status, "pass");
  }
  const faults = infinite.filter((trial) =>
    check.judge(trial, trial.calls.map((call) => saturated(truth(call)))).status === "fail"
  );
  assert(faults.length > 0);
});
