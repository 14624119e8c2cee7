import { assert, assertEquals, assertRejects } from "@std/assert";
import type { Adapter } from "../adapters/mod.ts";
import type { Counterexample, Event, Footer, Judged } from "./event.ts";
import {
  doubleCall,
  doubled,
  doubleTrials,
  fakeAbout,
  fakeAdapter,
  fakeCheck,
  fakePlan,
  scalar,
} from "./_fake.ts";
import { run, type RunOptions } from "./run.ts";
import { trialAt } from "./sample.ts";
import { checkSeed } from "./seed.ts";

async function collect(
  plan: Parameters<typeof run>[0],
  adapter: Adapter,
  options: RunOptions = {},
): Promise<{ events: Event[]; judged: Judged[]; footer: Footer }> {
  const events = await Array.fromAsync(run(plan, adapter, { now: () => 0, ...options }));
  const footer = events.at(-1) as Footer;
  return { events, judged: events.slice(1, -1) as Judged[], footer };
}

function counterexampleOf(outcome: Judged): Counterexample {
  if (outcome.counterexample === undefined) throw new Error("Expected a counterexample");
  return outcome.counterexample;
}

const right = () => fakeAdapter((call) => scalar(doubled(call)));

Deno.test("run() says the plan, each check, and the counts", async () => {
  const plan = fakePlan([fakeCheck(), fakeCheck({ id: "double/other" })], 20);
  const { events, judged, footer } = await collect(plan, right());
  assertEquals(events[0], plan.header);
  assertEquals(judged.map(({ check, status, cases }) => [check, status, cases]), [
    ["double/agreement/value", "pass", 20],
    ["double/other", "pass", 20],
  ]);
  assertEquals(footer, {
    type: "footer",
    counts: { pass: 2, fail: 0, undecided: 0, skipped: 0 },
    violations: 0,
    expected: 0,
    stale: 0,
    cases: 40,
    judged: 2,
    outside: 0,
    evidence: { double: { cases: 40, judged: 40 } },
    lacking: [],
    milliseconds: 0,
    conforms: true,
    accepted: true,
  });
});

Deno.test("run() sends the calls of many cases in one batch", async () => {
  const adapter = right();
  await collect(fakePlan([fakeCheck()], 70), adapter, { batchSize: 32 });
  assertEquals(adapter.batches.length, 3);
  assert(adapter.batches[0] > 32, "some cases have two calls");
});

Deno.test("run() shrinks the first failure to a smallest case that its path finds again", async () => {
  const check = fakeCheck({ trials: doubleTrials.filter((trial) => trial.calls.length === 1) });
  // Wrong from 100 up, in the last place.
  const adapter = fakeAdapter((call) =>
    scalar(doubled(call) + (Number(call.inputs.pred.data.at(-1)) >= 100 ? 5 : 0))
  );
  const { judged: [outcome], footer } = await collect(fakePlan([check]), adapter);
  const counterexample = counterexampleOf(outcome);
  assertEquals(outcome.status, "fail");
  assertEquals(counterexample.trial.calls.map((c) => [...c.inputs.pred.data]), [[100]]);
  assertEquals(counterexample.fault.got, 205);
  assertEquals(counterexample.fault.expected, 200);
  assertEquals(counterexample.seed, 42);
  const seed = checkSeed(42, check.id, "f32");
  assertEquals(trialAt(check, seed, counterexample.path), counterexample.trial);
  assertEquals([footer.conforms, footer.violations], [false, 1]);
});

Deno.test("run() tries the same cases when the plan is only a part", async () => {
  const wrong = () => fakeAdapter((call) => scalar(doubled(call) + 1));
  const [a, b] = [fakeCheck({ id: "double/a" }), fakeCheck({ id: "double/b" })];
  const whole = await collect(fakePlan([a, b]), wrong());
  const part = await collect(fakePlan([b]), wrong());
  assertEquals(part.judged[0], whole.judged[1]);
});

Deno.test("run() stops shrinking at its limits and keeps the smallest so far", async () => {
  const wrong = () =>
    fakeAdapter((call) => scalar(doubled(call) + (call.inputs.pred.data.length > 2 ? 5 : 0)));
  const plan = fakePlan([fakeCheck()]);
  const atOnce = await collect(plan, wrong(), { shrinkAttempts: 1 });
  const [unshrunk] = atOnce.judged;
  assert(/^\d+$/.test(counterexampleOf(unshrunk).path), "the first failing case itself");

  let time = 0;
  const slow = await collect(plan, wrong(), { shrinkMilliseconds: 3, now: () => time++ });
  assertEquals(counterexampleOf(slow.judged[0]).fault.output, "value");

  const full = await collect(plan, wrong());
  const smallest = counterexampleOf(full.judged[0]).trial.calls.map((c) => [...c.inputs.pred.data]);
  assertEquals(smallest, [[0, 0, 0]]);
});

Deno.test("run() keeps a failure that does not come again, and says so", async () => {
  let calls = 0;
  const adapter = fakeAdapter((call) => scalar(doubled(call) + (++calls === 10 ? 5 : 0)));
  const { judged: [outcome] } = await collect(fakePlan([fakeCheck()]), adapter);
  assertEquals(outcome.status, "fail");
  assertEquals(
    outcome.why,
    "The value is not twice the sum (not again when that case was tried alone)",
  );
  assertEquals(counterexampleOf(outcome).path, String(outcome.cases - 1));
});

Deno.test("run() takes an adapter that throws for a failing answer and goes on", async () => {
  const adapter: Adapter = {
    about: fakeAbout,
    run: (calls) =>
      calls.some((call) => call.inputs.pred.data.length > 3)
        ? Promise.reject(new Error("Segmentation fault"))
        : Promise.resolve(calls.map((call) => scalar(doubled(call)))),
    close: () => Promise.resolve(),
  };
  const plan = fakePlan([fakeCheck(), fakeCheck({ id: "double/b" })]);
  const { judged, footer } = await collect(plan, adapter);
  assertEquals(judged.map((outcome) => [outcome.status, outcome.why]), [
    ["fail", "Segmentation fault"],
    ["fail", "Segmentation fault"],
  ]);
  const trial = counterexampleOf(judged[0]).trial;
  assertEquals(trial.calls.map((c) => [...c.inputs.pred.data]), [[0, 0, 0, 0]]);
  assertEquals(footer.violations, 2);
});

Deno.test("run() takes too few results for a fault", async () => {
  const adapter: Adapter = { ...right(), run: () => Promise.resolve([]) };
  const { judged } = await collect(fakePlan([fakeCheck()]), adapter);
  assertEquals(judged[0].why, "Answered 0 results to 1 calls");
});

Deno.test("run() names the check whose judge throws, also when it throws while shrinking", async () => {
  const thrower = fakeCheck({
    judge: () => {
      throw new TypeError("x is undefined");
    },
  });
  await assertRejects(
    () => collect(fakePlan([thrower]), right()),
    Error,
    'Cannot try check "double/agreement/value" in f32: x is undefined',
  );
  let judged = 0;
  const late = fakeCheck({
    judge: () => {
      if (++judged > 1) throw new TypeError("y is undefined");
      return { status: "fail", why: "no", call: 0 };
    },
  });
  await assertRejects(() => collect(fakePlan([late]), right()), Error, "y is undefined");
});

Deno.test("run() folds the worst accuracy of each output with its case and what dominates", async () => {
  const { judged: [outcome] } = await collect(fakePlan([fakeCheck()]), right());
  const [worst, ...others] = outcome.accuracy ?? [];
  assertEquals(others, []);
  const value = doubled(worst.trial.calls[0]);
  assertEquals(worst.multiple, Math.abs(value) / 1000);
  assertEquals(worst.dominant, `value of ${value}: 93 %`);
  assert(worst.multiple > 1, "one of a hundred cases is large");
});

Deno.test("run() passes, leaves open or skips a check by its cases, and counts them", async () => {
  const some = fakeAdapter((call) => {
    const [x] = call.inputs.pred.data;
    if (x < 0) return { rejected: "negative" };
    return x % 2 === 0 ? { unsupported: "even" } : scalar(doubled(call));
  });
  const { judged: [mixed] } = await collect(fakePlan([fakeCheck()]), some);
  assertEquals(mixed.status, "pass");
  assert(mixed.undecided > 0 && mixed.skipped > 0);
  assert(mixed.undecided + mixed.skipped < mixed.cases);

  const none = await collect(fakePlan([fakeCheck()]), fakeAdapter(() => ({ unsupported: "no" })));
  assertEquals([none.judged[0].status, none.judged[0].why], ["skipped", "no"]);
  assertEquals(none.judged[0].skipped, 100);
  assertEquals(none.footer.conforms, false, "nothing was tried");

  const open = await collect(fakePlan([fakeCheck()]), fakeAdapter(() => ({ rejected: "open" })));
  assertEquals([open.judged[0].status, open.judged[0].why], ["undecided", "open"]);
});

Deno.test("run() lets a failed should conform, and a plan without checks not", async () => {
  const adapter = fakeAdapter((call) => scalar(doubled(call) + (call.loss === "double" ? 5 : 0)));
  const should = fakeCheck({ id: "double/should", level: "should" });
  const pass = fakeCheck({ id: "double/pass", judge: () => ({ status: "pass" }) });
  const { footer } = await collect(fakePlan([should, pass]), adapter);
  assertEquals([footer.conforms, footer.counts.fail, footer.violations], [true, 1, 0]);
  assertEquals((await collect(fakePlan([]), adapter)).footer.conforms, false);
});

const off = () => fakeAdapter((call) => scalar(doubled(call) + 5));

Deno.test("run() accepts what fails as expected, and says why", async () => {
  const plan = fakePlan([fakeCheck(), fakeCheck({ id: "double/other" })]);
  const why = { reason: "rounds up", link: "https://example.org/1" };
  const whole = await collect({ ...plan, expected: [{ check: "double/**", ...why }] }, off());
  assertEquals(whole.judged.map(({ status, expected }) => [status, expected]), [
    ["fail", why],
    ["fail", why],
  ]);
  const { violations, expected, stale, conforms, accepted } = whole.footer;
  assertEquals({ violations, expected, stale, conforms, accepted }, {
    violations: 2,
    expected: 2,
    stale: 0,
    conforms: false,
    accepted: true,
  });
  const part = await collect({ ...plan, expected: [{ check: "double/other" }] }, off());
  assertEquals([part.footer.expected, part.footer.accepted], [1, false]);
});

Deno.test("run() does not accept that an expected failure passes", async () => {
  const plan = { ...fakePlan([fakeCheck()]), expected: [{ check: "double/*/value" }] };
  const { judged, footer } = await collect(plan, right());
  assertEquals([judged[0].status, judged[0].expected], ["pass", {}]);
  assertEquals([footer.stale, footer.conforms, footer.accepted], [1, true, false]);
});

Deno.test("run() tries stored counterexamples first, and keeps one that still fails", async () => {
  const plan = fakePlan([fakeCheck()]);
  const rare = () =>
    fakeAdapter((call) => scalar(doubled(call) + (call.inputs.pred.data[0] === 0.5 ? 5 : 0)));
  assertEquals((await collect(plan, rare())).judged[0].status, "pass", "random cases miss it");

  const [found] = (await collect(plan, off())).judged;
  const trial = { calls: [doubleCall([0.5])], facts: {} };
  const stored = { ...counterexampleOf(found), trial, file: "kept/x.json", seed: 7 };
  const again = await collect({ ...plan, stored: [stored] }, rare());
  assertEquals([again.judged[0].status, again.judged[0].cases], ["fail", 1]);
  const fault = { ...stored.fault, expected: 1, got: 6, allowed: [0, 2] as const };
  assertEquals(counterexampleOf(again.judged[0]), { ...stored, fault });

  const mended = await collect({ ...plan, stored: [stored] }, right());
  assertEquals([mended.judged[0].status, mended.judged[0].cases], ["pass", 101]);
});
