import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { defineImplementation, type Implementation } from "./adapters/mod.ts";
import { conformance, type ConformanceOptions, conformanceSteps } from "./testing.ts";

conformance("reference", {
  losses: ["smooth_l1_loss", "cross_entropy"],
  dtypes: ["f32"],
  runs: 3,
  level: "should",
});

/** Steps that have run, with the error of each that failed. */
async function stepsOf(
  implementation: Implementation | string,
  options: ConformanceOptions,
): Promise<ReadonlyMap<string, string | undefined>> {
  const steps = new Map<string, string | undefined>();
  const t = {
    async step(name: string, fn: () => Promise<void>) {
      steps.set(name, undefined);
      await fn().catch((error: Error) => steps.set(name, error.message));
    },
  };
  await conformanceSteps(t, implementation, options);
  return steps;
}

/** L1 loss whose gradient has the wrong sign. */
const backwards = defineImplementation({
  name: "backwards",
  dtypes: ["f64"],
  losses: {
    l1_loss: {
      reductions: ["none"],
      gradients: ["pred"],
      compute({ inputs: { pred, target }, upstream }) {
        if (pred.data.length !== target.data.length) throw new RangeError("Shapes differ");
        const d = pred.data.map((p, i) => p - target.data[i]);
        return {
          value: d.map(Math.abs),
          gradients: { pred: d.map((x, i) => -Math.sign(x) * upstream.data[i]) },
        };
      },
    },
  },
});

const few = { runs: 20, checks: ["l1_loss/agreement/**", "l1_loss/gradient/**"] };

Deno.test("conformanceSteps() fails the step of a broken check with its counterexample", async () => {
  const steps = [...await stepsOf(backwards, few)];
  assertEquals(steps.map(([name]) => name), [
    "l1_loss f64: agreement/none",
    "l1_loss f64: gradient/pred",
  ]);
  assertEquals(steps[0][1], undefined);
  const message = steps[1][1] ?? "";
  assertStringIncludes(
    message,
    'conformance(…, {"checks":["l1_loss/gradient/pred"],"dtypes":["f64"],"runs":20,"seed":1})',
  );
  assertStringIncludes(message, 'The gradient by "pred" is outside every honest evaluation');
  for (const label of ["pred", "target", "expected", "got", "allowed", "replay"]) {
    assertMatch(message, new RegExp(`^${label} `, "m"));
  }
});

Deno.test("conformanceSteps() turns expected failures around", async () => {
  const expectedFailures = ["l1_loss/gradient/*", "l1_loss/agreement/*"];
  const steps = [...await stepsOf(backwards, { ...few, expectedFailures })];
  assertMatch(steps[0][1] ?? "", /Holds, but was expected to fail/);
  assertEquals(steps[1][1], undefined);
});

/** L1 loss that is 1 too large beyond 4, and a little too small everywhere as far as it is told. */
function jumping(slip: number) {
  return defineImplementation({
    name: "jumping",
    dtypes: ["f64"],
    losses: {
      l1_loss: {
        reductions: ["none"],
        compute({ inputs: { pred, target } }) {
          const d = pred.data.map((p, i) => Math.abs(p - target.data[i]) * (1 - slip));
          return { value: d.map((x, i) => pred.data[i] > 4 ? x + 1 : x) };
        },
      },
    },
  });
}

Deno.test("conformanceSteps() takes an expected failure where its condition holds, and nowhere else", async () => {
  const options = (when: string) => ({
    runs: 50,
    checks: ["l1_loss/agreement/none", "l1_loss/pure"],
    expectedFailures: [{ check: "l1_loss/agreement/none", when }],
  });
  const stepOf = async (slip: number, when: string) =>
    [...(await stepsOf(jumping(slip), options(when))).values()][0];
  assertEquals(await stepOf(0, "pred > 4"), undefined);
  assertMatch(await stepOf(0.1, "pred > 4") ?? "", /outside every honest evaluation/);
  assertMatch(await stepOf(0, "pred > 1e300") ?? "", /outside every honest evaluation/);
  await assertRejects(() => stepOf(0, "prde > 4"), RangeError, 'did you mean "pred"?');
});

Deno.test("conformanceSteps() asks for as much evidence as it is told", async () => {
  const few = { runs: 20, checks: ["l1_loss/agreement/none"] };
  const hollow = defineImplementation({
    ...jumping(0),
    losses: { l1_loss: { reductions: ["none"], compute: () => ({ unsupported: "all of it" }) } },
  });
  await assertRejects(() => stepsOf(hollow, few), Error, "Not one check");
  const { l1_loss: own } = jumping(0).losses;
  const some = defineImplementation({
    ...jumping(0),
    losses: {
      l1_loss: {
        ...own,
        compute: (question) =>
          question.inputs.pred.data.some((x) => x > 4)
            ? { unsupported: "more" }
            : own.compute(question),
      },
    },
  });
  await assertRejects(() => stepsOf(some, { ...few, require: 1 }), Error, "1 is required");
  await stepsOf(some, { ...few, require: 0.1 });
});

Deno.test("conformanceSteps() takes an expected failure of one format alone", async () => {
  const check = "l1_loss/gradient/*";
  const both = defineImplementation({ ...backwards, dtypes: ["f64", "f32"] });
  const steps = await stepsOf(both, { ...few, expectedFailures: [{ check, dtype: "f64" }] });
  assertEquals(steps.get("l1_loss f64: gradient/pred"), undefined);
  assertMatch(steps.get("l1_loss f32: gradient/pred") ?? "", /outside every honest evaluation/);
  const elsewhere = { ...few, expectedFailures: [{ check, dtype: "f16" as const }] };
  const why = '"l1_loss/gradient/*" is not tried in f16, only in: f64, f32';
  await assertRejects(() => stepsOf(both, elsewhere), RangeError, why);
});

Deno.test("conformanceSteps() refuses an expected failure that no check can be", async () => {
  const expectedFailures = ["l1_loss/gradeint/*"];
  await assertRejects(
    () => stepsOf(backwards, { ...few, expectedFailures }),
    RangeError,
    '"l1_loss/gradeint/*" matches none of the',
  );
  const elsewhere = ["l1_loss/nonnegative"];
  const steps = await stepsOf(backwards, { ...few, expectedFailures: elsewhere });
  assertEquals(steps.size, 2, "one that this run leaves out is no mistake");
});

Deno.test("conformanceSteps() leaves out what does not bind, unless asked", async () => {
  const checks = ["l1_loss/rejects/**"];
  const must = await stepsOf(backwards, { runs: 1, checks });
  const should = await stepsOf(backwards, { runs: 1, checks, level: "should" });
  assert(must.size < should.size, `${must.size} and ${should.size} steps`);
});

Deno.test("conformanceSteps() throws when nothing can be checked", async () => {
  await assertRejects(() => stepsOf("no/such/module.ts", {}), Error, 'Cannot run "no/such');
  await assertRejects(() => stepsOf(backwards, { losses: ["huber_loss"] }), RangeError, "has no");
  const unknown = { ...backwards, losses: { l1: backwards.losses.l1_loss } };
  await assertRejects(() => stepsOf(unknown, {}), Error, 'no spec defines the loss "l1"');
  const checks = ["l1_loss/gradient/pred"];
  await assertRejects(() => stepsOf(backwards, { runs: 5, checks }), Error, "Not one check");
});
