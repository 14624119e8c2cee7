import { assertEquals, assertRejects } from "@std/assert";
import { readCounterexample, writeCounterexample } from "./counterexample.ts";
import type { Judged } from "./event.ts";
import { doubled, fakeAdapter, fakeCheck, fakePlan, scalar } from "./fake.ts";
import { replay } from "./replay.ts";
import { run } from "./run.ts";

Deno.test("replay() fails again as stored, and passes once the fault is mended", async () => {
  const plan = fakePlan([fakeCheck()]);
  const wrong = fakeAdapter((call) => scalar(doubled(call) + 3));
  const [, outcome] = await Array.fromAsync(run(plan, wrong)) as Judged[];
  if (outcome.counterexample === undefined) throw new Error("Expected a counterexample");
  const stored = readCounterexample(writeCounterexample(outcome.counterexample), "x.json");

  const again = await replay(stored, plan, wrong);
  assertEquals(again.judgement, { status: "fail", ...stored.fault });
  const mended = fakeAdapter((call) => scalar(doubled(call)));
  assertEquals((await replay(stored, plan, mended)).judgement.status, "pass");

  const other = fakePlan([fakeCheck({ id: "double/other" })]);
  await assertRejects(
    () => replay(stored, other, wrong),
    RangeError,
    '"double/agreement/value" matches none of the 1 checks',
  );
});
