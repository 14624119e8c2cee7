import { assertEquals, assertThrows } from "@std/assert";
import type { Event, Header } from "./event.ts";
import { doubled, fakeAdapter, fakeCheck, fakePlan, scalar } from "./_fake.ts";
import { mergeParts, type Part } from "./merge.ts";
import { run } from "./run.ts";
import { type Shard, shardOf } from "./shard.ts";

const ids = ["double/a/1", "double/a/2", "double/b", "double/c", "double/d/1", "double/d/2"];
const whole = fakePlan(ids.map((id) => fakeCheck({ id })), 10);
/** Wrong where the first number is large: some checks fail, others do not. */
const adapter = () =>
  fakeAdapter((call) => scalar(doubled(call) + (call.inputs.pred.data[0] > 800 ? 5 : 0)));

async function eventsOf(shard?: Shard, changes: Partial<Header> = {}): Promise<Event[]> {
  const header = { ...whole.header, ...changes, ...(shard !== undefined && { shard }) };
  const checks = shard === undefined ? whole.checks : shardOf(whole.checks, shard);
  return await Array.fromAsync(run({ ...whole, header, checks }, adapter(), { now: () => 0 }));
}

async function partsOf(count: number): Promise<Part[]> {
  return await Promise.all(
    Array.from({ length: count }, async (_, i) => ({
      name: `${i + 1}.events`,
      events: await eventsOf({ index: i + 1, count }),
    })),
  );
}

for (const count of [1, 2, 5, 8]) {
  Deno.test(`mergeParts() makes the events of the whole run of ${count} shards, in any order`, async () => {
    const parts = await partsOf(count);
    assertEquals(mergeParts(parts.toReversed()), await eventsOf());
  });
}

Deno.test("mergeParts() leaves the footer out where a part is incomplete", async () => {
  const [one, two] = await partsOf(2);
  const cut = { ...two, events: two.events.slice(0, -2) };
  const merged = mergeParts([one, cut]);
  assertEquals(merged.length, ids.length, "the header, and all checks but one");
  assertEquals(merged.some(({ type }) => type === "footer"), false);
});

Deno.test("mergeParts() refuses gaps, overlaps, and what is of another run", async () => {
  const parts = await partsOf(3);
  const [one, two, three] = parts;
  const refuses = (given: readonly Part[], why: string) =>
    assertThrows(() => mergeParts(given), RangeError, `Cannot merge: ${why}`);
  refuses([], "there is nothing to merge");
  refuses([three, one], "shard 2 is missing, of 3");
  refuses([two], "shards 1, 3 are missing, of 3");
  refuses([...parts, { ...two, name: "copy" }], '"2.events" and "copy" are both shard 2 of 3');
  refuses([one, { name: "x", events: await eventsOf() }], '"x" is no shard: it holds a whole run');
  refuses([{ name: "x", events: [] }], '"x" holds no run: it begins with nothing');
  const [other] = await partsOf(4);
  refuses([one, other], '"1.events" is one of 3 shards, "1.events" one of 4');
  const changes: readonly [Partial<Header>, string][] = [
    [{ seed: 7 }, "the seed differs (42 and 7)"],
    [{ runs: 11 }, "the runs differs (10 and 11)"],
    [{ lossproof: "0.0.9" }, 'the version of lossproof differs ("0.1.0" and "0.0.9")'],
    [{ form: "paper" }, 'the form differs (none and "paper")'],
    [{ specs: { double: "ab".repeat(32) } }, "the specs differs"],
    [{ checks: whole.header.checks.slice(1) }, "the checks differs"],
    [{ implementation: { ...whole.header.implementation, version: "2" } }, "the implementation"],
  ];
  for (const [change, why] of changes) {
    const events = await eventsOf({ index: 2, count: 3 }, change);
    refuses([one, { name: "x", events }], `"1.events" and "x" are of different runs: ${why}`);
  }
  const header = { ...two.events[0] as Header, shard: { index: 1, count: 3 } };
  const swapped = { name: "x", events: [header, ...two.events.slice(1)] };
  refuses([swapped, {
    ...one,
    events: [{ ...one.events[0] as Header, shard: { index: 2, count: 3 } }],
  }, three], '"x" judges ');
});

Deno.test("mergeParts() holds the whole to the share that is required, and no shard", async () => {
  const half = fakeAdapter((call) =>
    call.inputs.pred.data[0] > 0 ? { unsupported: "positive" } : scalar(doubled(call))
  );
  const header = { ...whole.header, require: 0.9 };
  const parts = await Promise.all([1, 2].map(async (index): Promise<Part> => {
    const shard = { index, count: 2 };
    const plan = { ...whole, header: { ...header, shard }, checks: shardOf(whole.checks, shard) };
    const events = await Array.fromAsync(run(plan, half, { now: () => 0 }));
    return { name: `${index}.events`, events };
  }));
  const footerOf = (events: readonly Event[]) => events.find((event) => event.type === "footer");
  for (const { events } of parts) assertEquals(footerOf(events)?.lacking, []);
  const merged = footerOf(mergeParts(parts));
  assertEquals([merged?.lacking, merged?.accepted], [["double"], false]);
});
