import { assertEquals, assertRejects } from "@std/assert";
import type { Adapter } from "../adapters/mod.ts";
import type { Judged } from "./event.ts";
import { doubled, fakeAdapter, fakeCheck, fakePlan, scalar } from "./_fake.ts";
import { untilAborted } from "./interruption.ts";
import { run } from "./run.ts";

const checks = ["a", "b", "c"].map((name) => fakeCheck({ id: `double/${name}` }));

/** Answers rightly, and aborts with the question of that number, which it never answers. */
function interrupting(controller: AbortController, question: number): Adapter {
  const right = fakeAdapter((call) => scalar(doubled(call)));
  let asked = 0;
  return {
    ...right,
    run(calls) {
      if (++asked !== question) return right.run(calls);
      controller.abort();
      return new Promise(() => {});
    },
  };
}

Deno.test("run() ends without a footer when it is interrupted, and keeps what it has judged", async () => {
  const controller = new AbortController();
  const adapter = interrupting(controller, 2);
  const { signal } = controller;
  const events = await Array.fromAsync(run(fakePlan(checks, 20), adapter, { signal }));
  assertEquals(events.map(({ type }) => type), ["header", "judged"]);
});

Deno.test("run() is complete when the interrupt comes after the last check", async () => {
  const controller = new AbortController();
  const types: string[] = [];
  const right = fakeAdapter((call) => scalar(doubled(call)));
  for await (
    const { type } of run(fakePlan([checks[0]], 20), right, { signal: controller.signal })
  ) {
    types.push(type);
    if (type === "judged") controller.abort();
  }
  assertEquals(types, ["header", "judged", "footer"]);
});

Deno.test("run() tells a failure that it was shrinking when it is interrupted", async () => {
  const controller = new AbortController();
  const wrong = fakeAdapter(() => scalar(NaN));
  let asked = 0;
  const adapter: Adapter = {
    ...wrong,
    run(calls) {
      // The batch, then smaller and smaller cases.
      if (++asked === 5) controller.abort();
      return wrong.run(calls);
    },
  };
  const events = await Array.fromAsync(
    run(fakePlan(checks, 20), adapter, { signal: controller.signal }),
  );
  assertEquals(events.map(({ type }) => type), ["header", "judged"]);
  const { status, why, counterexample } = events[1] as Judged;
  assertEquals([status, why], ["fail", "The value is not twice the sum"]);
  assertEquals(counterexample?.path.includes(":"), true);
});

Deno.test("run() lets an interrupt through while an implementation never waits", async () => {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), 200);
  const busy = fakeAdapter((call) => scalar(doubled(call)));
  const events = await Array.fromAsync(
    run(fakePlan(checks, 100_000), busy, { signal: controller.signal }),
  );
  clearTimeout(timer);
  assertEquals(events.some(({ type }) => type === "footer"), false);
});

Deno.test("untilAborted() gives what comes first", async () => {
  const reason = new Error("enough");
  assertEquals(await untilAborted(Promise.resolve(1), new AbortController().signal), 1);
  const never = new Promise<number>(() => {});
  await assertRejects(() => untilAborted(never, AbortSignal.abort(reason)), Error, "enough");
  const controller = new AbortController();
  const waiting = untilAborted(never, controller.signal);
  controller.abort(reason);
  await assertRejects(() => waiting, Error, "enough");
});
