import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { doubleCall, doubled, fakeAdapter, fakeCheck, fakePlan, scalar } from "./_fake.ts";
import type { Judged } from "./event.ts";
import { join } from "./join.ts";
import { run } from "./run.ts";

/** What comes of a check of these trials alone. */
async function outcomeOf(wholes: readonly number[][]): Promise<Judged> {
  const rows = wholes.values();
  const trials = fc.constant(0).map(() => ({ calls: [doubleCall(rows.next().value!)], facts: {} }));
  const adapter = fakeAdapter((call) => {
    const [x] = call.inputs.pred.data;
    if (x < -500) return { rejected: "low" };
    return x < 0 ? { unsupported: "negative" } : scalar(doubled(call));
  });
  const plan = fakePlan([fakeCheck({ trials })], wholes.length);
  const [, outcome] = await Array.fromAsync(run(plan, adapter, { now: () => 0 })) as Judged[];
  return outcome;
}
Deno.test("join() makes of two runs what one over the trials of both makes", async () => {
  const some = fc.array(
    fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 3 }),
    { minLength: 1, maxLength: 5 },
  );
  await fc.assert(
    fc.asyncProperty(some, some, async (a, b) => {
      const joined = join(await outcomeOf(a), await outcomeOf(b), undefined);
      assertEquals(joined, await outcomeOf([...a, ...b]));
    }),
    { seed: 3, numRuns: 60 },
  );
});

Deno.test("join() lets news go before what is expected, whichever round it comes in", async () => {
  const [pass] = [await outcomeOf([[1]])];
  const expected = { when: "pred == 0" };
  const known: Judged = { ...pass, status: "fail", why: "known", expected, aside: 2 };
  const news: Judged = { ...pass, status: "fail", why: "news", outside: 3 };
  for (const [before, after] of [[known, news], [pass, news], [known, pass], [pass, known]]) {
    const joined = join(before, after, undefined);
    const telling = [before, after].find((one) => one === news) ??
      [before, after].find((one) => one === known)!;
    assertEquals([joined.status, joined.why], [telling.status, telling.why]);
    assertEquals(joined.expected, telling.expected);
    assertEquals(joined.cases, before.cases + after.cases);
    assertEquals(joined.aside ?? 0, (before.aside ?? 0) + (after.aside ?? 0));
    assertEquals(joined.outside ?? 0, (before.outside ?? 0) + (after.outside ?? 0));
  }
});
