import { assert, assertEquals, assertRejects } from "@std/assert";
import type { Adapter } from "../adapters/mod.ts";
import { campaign } from "./campaign.ts";
import { CannotPlan } from "./cannot_plan.ts";
import type { Event, Footer, Judged } from "./event.ts";
import { doubled, fakeAdapter, fakeCheck, fakePlan, scalar } from "./_fake.ts";
import { run } from "./run.ts";

const now = () => 0;
const right = () => fakeAdapter((call) => scalar(doubled(call)));

/** A campaign whose time is over once `rounds` have begun. */
async function rounds(plan: ReturnType<typeof fakePlan>, adapter: Adapter, rounds: number) {
  const time = new AbortController();
  const begun: number[][] = [];
  const events = await Array.fromAsync(campaign(plan, adapter, {
    now,
    timeOver: time.signal,
    onRound(round, checks) {
      begun.push([round, checks]);
      if (round === rounds) queueMicrotask(() => time.abort());
    },
  }));
  return { events, begun };
}

const judgedOf = (events: readonly Event[]) => events.filter((event) => event.type === "judged");

Deno.test("campaign() does a whole round even when the time is over at once", async () => {
  const plan = fakePlan([fakeCheck(), fakeCheck({ id: "double/other" })], 10);
  const { events } = await rounds(plan, right(), 1);
  const [header, ...judged] = await Array.fromAsync(run(plan, right(), { now }));
  const footer = judged.pop() as Footer;
  assertEquals(events, [header, ...judged, { ...footer, rounds: 1 }]);
});

Deno.test("campaign() tries further cases each round, and tells of all so far", async () => {
  const plan = fakePlan([fakeCheck()], 10);
  const time = new AbortController();
  const seeds = new Set<string>();
  const adapter = fakeAdapter((call) => {
    seeds.add(String(call.inputs.pred.data));
    return scalar(doubled(call));
  });
  const events = campaign(plan, adapter, { now, timeOver: time.signal });
  const cases: number[] = [];
  for await (const event of events) {
    if (event.type === "judged") cases.push(event.cases);
    if (cases.length === 3) time.abort();
    if (event.type === "footer") assertEquals([event.rounds, event.cases], [3, 30]);
  }
  assertEquals(cases, [10, 20, 30]);
  assert(seeds.size > 20, "the cases are others in each round");
});

Deno.test("campaign() finds in round r what the run with seed + r - 1 finds, and tries it no more", async () => {
  const rare = () =>
    fakeAdapter((call) => scalar(doubled(call) + (call.inputs.pred.data[0] === -999 ? 5 : 0)));
  const plan = fakePlan([
    fakeCheck(),
    fakeCheck({ id: "double/pass", judge: () => ({ status: "pass" }) }),
  ], 20);
  const { events, begun } = await rounds(plan, rare(), 300);
  const found = judgedOf(events).find(({ status }) => status === "fail");
  if (found?.counterexample === undefined) throw new Error("Nothing was found");
  const { seed } = found.counterexample;
  assert(seed > 42, "not in the first round");
  const again = await Array.fromAsync(
    run({ ...plan, header: { ...plan.header, seed } }, rare(), { now }),
  ) as Judged[];
  assertEquals(again[1].counterexample, found.counterexample);
  assertEquals(begun[seed - 42], [seed - 41, 2]);
  assertEquals(begun[seed - 41], [seed - 40, 1]);
});

Deno.test("campaign() ends when every check has failed", async () => {
  const wrong = fakeAdapter((call) => scalar(doubled(call) + 5));
  const { events, begun } = await rounds(fakePlan([fakeCheck()], 10), wrong, 5);
  assertEquals(begun, [[1, 1]]);
  assertEquals((events.at(-1) as Footer).violations, 1);
});

Deno.test("campaign() ends without a footer when it is interrupted", async () => {
  const interrupt = new AbortController();
  const options = { now, timeOver: new AbortController().signal, signal: interrupt.signal };
  const plan = fakePlan([fakeCheck()], 10);
  const events: Event[] = [];
  for await (const event of campaign(plan, right(), options)) {
    events.push(event);
    if (events.length === 4) interrupt.abort();
  }
  assertEquals(events.map(({ type }) => type), ["header", "judged", "judged", "judged"]);
});

Deno.test("campaign() does not run out of seeds in silence", async () => {
  const plan = fakePlan([fakeCheck()], 10, Number.MAX_SAFE_INTEGER);
  await assertRejects(
    () => rounds(plan, right(), 3),
    CannotPlan,
    "no seed follows 9007199254740991",
  );
});
