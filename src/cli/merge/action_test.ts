import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { readEvents } from "../../report/mod.ts";
import type { Event, Judged } from "../../runner/mod.ts";
import { type Outcome, runCommand } from "../run_command.ts";

const wrong = new URL("../fixtures/wrong.ts", import.meta.url).href;
const few = ["--runs", "3"];
const count = 8;

const timeless = (events: readonly Event[]) =>
  events.map((event) => "milliseconds" in event ? { ...event, milliseconds: 0 } : event);

const judgedOf = (events: readonly Event[]) =>
  events.flatMap((event): Judged[] =>
    event.type === "judged" ? [{ ...event, milliseconds: 0 }] : []
  );

async function shards(args: readonly string[]): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (let i = 1; i <= count; i++) {
    const format = ["--format", "events", "--output", `${i}.events`];
    const outcome = await runCommand(["check", ...args, "--shard", `${i}/${count}`, ...format]);
    Object.assign(files, outcome.files);
  }
  return files;
}

for (const implementation of ["reference", wrong]) {
  Deno.test(`8 shards of ${implementation.split("/").at(-1)} try what the whole run tries, case by case`, async () => {
    const args = [implementation, ...few, "--loss", "l1_loss"];
    const whole = await runCommand(["check", ...args, "--format", "events"]);
    const files = await shards(args);
    const events = readEvents(whole.out, "whole");
    const parts = Object.entries(files).map(([name, text]) => readEvents(text, name));

    const key = ({ check, dtype }: Judged) => `${check} ${dtype}`;
    const union = parts.flatMap(judgedOf).toSorted((a, b) => key(a) < key(b) ? -1 : 1);
    assertEquals(union, judgedOf(events).toSorted((a, b) => key(a) < key(b) ? -1 : 1));
    const sizes = parts.map((part) => judgedOf(part).length);
    assert(Math.max(...sizes) - Math.min(...sizes) <= 1, `${sizes}`);

    const names = Object.keys(files).toReversed();
    const merged = await runCommand(["merge", ...names, "--format", "events"], files);
    assertEquals(timeless(readEvents(merged.out, "merged")), timeless(events));
    assertEquals(merged.code, whole.code);
    if (implementation === wrong) return;
    for (const format of ["terminal", "json", "junit"]) {
      const one = await runCommand(["check", ...args, "--format", format]);
      const other = await runCommand(["merge", ...names, "--format", format], files);
      const plain = ({ out }: Outcome) => out.replace(/"milliseconds": [\d.]+|time="[\d.]+"/g, "");
      assertEquals(plain(other), plain(one));
    }
  });
}

/** Shards of a small run. */
const small = shards(["reference", "--runs", "1", "--loss", "l1_loss"]);

Deno.test("merge exits with 2 where the files are no shards of one run", async () => {
  const files = await small;
  const { "3.events": _, ...gap } = files;
  const missing = await runCommand(["merge", ...Object.keys(gap)], gap);
  assertEquals([missing.code, missing.out, missing.err], [
    2,
    "",
    "Cannot merge: shard 3 is missing, of 8\n",
  ]);
  const bad = await runCommand(["merge", "x"], { x: "{}\n" });
  assertEquals(bad.code, 2);
  assertStringIncludes(bad.err, "Cannot read event at x:1");
  const none = await runCommand(["merge", "no.events"]);
  assertEquals([none.code, none.err], [2, 'Cannot read "no.events": there is no such file\n']);
});

Deno.test("merge says that a run is incomplete of which a part was cut off", async () => {
  const files = await small;
  const cut = { ...files, "2.events": files["2.events"].split("\n").slice(0, -2).join("\n") };
  const { code, out, err } = await runCommand(["merge", ...Object.keys(cut)], cut);
  assertEquals(code, 1);
  assertStringIncludes(out, "incomplete, though every check was judged");
  assertEquals(
    err,
    '"2.events", shard 2 of 8, is incomplete: though every check was judged, the run did not come to ' +
      "its end; run it again with --seed 1\n",
  );
});

Deno.test("every report says that a run is incomplete, and merge says which part", async () => {
  const files = await small;
  const checksIn = (events: string) => events.split("\n").length - 3;
  const lines = checksIn(files["3.events"]);
  const all = Object.values(files).map(checksIn).reduce((sum, count) => sum + count);
  const cut = { ...files, "3.events": files["3.events"].split("\n").slice(0, 5).join("\n") };
  for (const format of ["terminal", "junit", "github", "markdown"]) {
    const args = ["merge", ...Object.keys(cut), "--format", format];
    const { code, out, err } = await runCommand(args, cut);
    assertEquals(code, 1);
    assertStringIncludes(out, `incomplete, ${all - (lines - 4)} of ${all} checks were judged`);
    assertStringIncludes(
      err,
      `"3.events", shard 3 of 8, is incomplete: 4 of its ${lines} checks were judged`,
    );
  }
  const { out } = await runCommand(["merge", ...Object.keys(cut), "--format", "json"], cut);
  assertEquals(JSON.parse(out).complete, false);
});
