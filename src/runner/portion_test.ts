import { assertEquals, assertRejects } from "@std/assert";
import type { Judged } from "./event.ts";
import { doubled, fakeAdapter, fakeCheck, fakePlan, scalar } from "./_fake.ts";
import { inOrder, portionsOf, tryPortion } from "./portion.ts";
import type { Helper } from "./helper.ts";
import { run } from "./run.ts";

const checks = (["f32", "f16"] as const).flatMap((dtype) =>
  ["a", "b", "c"].map((name) => fakeCheck({ id: `double/${name}`, dtype }))
);
const right = () => fakeAdapter((call) => scalar(doubled(call)));

Deno.test("portionsOf() keeps together what is of one loss and format", () => {
  const portions = portionsOf(fakePlan(checks, 5));
  assertEquals(portions.map((portion) => portion.checks.map(({ dtype }) => dtype)), [
    ["f32", "f32", "f32"],
    ["f16", "f16", "f16"],
  ]);
});

Deno.test("tryPortion() begins with an implementation that is forgiven", async () => {
  let forgiven = 0;
  const adapter = { ...right(), forgive: () => void forgiven++ };
  await Array.fromAsync(run(fakePlan(checks, 5), adapter));
  assertEquals(forgiven, 2);
});

Deno.test("run() tells the same with helpers as without, in the order of the plan", async () => {
  const plan = fakePlan(checks, 20);
  const now = () => 0;
  const alone = await Array.fromAsync(run(plan, right(), { now }));
  for (const delay of [0, 20]) {
    const helper: Helper = {
      async *try(portion, signal) {
        await new Promise((resolve) => setTimeout(resolve, delay));
        for await (const event of run(portion, right(), { now, signal })) {
          if (event.type === "judged") yield event;
        }
      },
    };
    const helpers = [helper, helper, helper];
    assertEquals(await Array.fromAsync(run(plan, right(), { now, helpers })), alone);
  }
});

Deno.test("run() has no footer when a helper was interrupted", async () => {
  const controller = new AbortController();
  const helper: Helper = {
    // deno-lint-ignore require-yield
    async *try(): AsyncGenerator<Judged> {
      controller.abort();
      await Promise.resolve();
    },
  };
  const options = { helpers: [helper], signal: controller.signal };
  const events = await Array.fromAsync(run(fakePlan(checks, 20), right(), options));
  assertEquals(events.some(({ type }) => type === "footer"), false);
});

Deno.test("inOrder() lets every place do the next thing when it is free", async () => {
  const done: [place: string, item: number][] = [];
  const place = (name: string, delay: number) =>
    async function* (item: number) {
      await new Promise((resolve) => setTimeout(resolve, delay));
      done.push([name, item]);
      yield item;
      yield item + 0.5;
    };
  const results = await Array.fromAsync(
    inOrder([0, 1, 2, 3, 4], [place("slow", 200), place("fast", 5)]),
  );
  assertEquals(results, [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5]);
  assertEquals(done, [["fast", 1], ["fast", 2], ["fast", 3], ["fast", 4], ["slow", 0]]);
});

Deno.test("inOrder() throws what a place throws", async () => {
  const broken = async function* () {
    yield 1;
    await Promise.resolve();
    throw new Error("broken");
  };
  await assertRejects(() => Array.fromAsync(inOrder([1, 2], [broken, broken])), Error, "broken");
  await assertRejects(() => Array.fromAsync(inOrder([1], [broken])), Error, "broken");
});

Deno.test("tryPortion() ends with the signal", async () => {
  const settings = {
    batchSize: 1,
    shrinkAttempts: 1,
    shrinkMilliseconds: 1,
    shrinkCost: 1,
    now: () => 0,
    signal: AbortSignal.abort(),
    helpers: [],
  };
  const outcomes = await Array.fromAsync(tryPortion(fakePlan(checks, 5), right(), settings));
  assertEquals(outcomes, []);
});
