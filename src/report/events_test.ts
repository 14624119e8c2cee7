import { assertEquals, assertThrows } from "@std/assert";
import { readEvents, writeEvent } from "./events.ts";
import { exitCode } from "./exit_code.ts";
import { outcomes, runOf, wholeRun } from "./_sample_run.ts";
import { summarize } from "./summary.ts";

const text = wholeRun.map(writeEvent).join("");

Deno.test("readEvents() gives back exactly what writeEvent() wrote, NaN and -0 included", () => {
  assertEquals(readEvents(text, "run.jsonl"), wholeRun);
  assertEquals(text.split("\n").length, wholeRun.length + 1);
});

Deno.test("writeEvent() drops what is explicitly undefined", () => {
  const about = { name: "x", version: undefined, dtypes: [], losses: {} } as never;
  const line = writeEvent({ ...wholeRun[0], implementation: about } as never);
  assertEquals(JSON.parse(line).implementation, { name: "x", dtypes: [], losses: {} });
});

Deno.test("readEvents() takes a stream that was cut anywhere for an incomplete run", () => {
  const conforming = runOf([outcomes[0]]);
  const whole = conforming.map(writeEvent).join("");
  assertEquals(exitCode(readEvents(whole, "x")), 0);
  assertEquals(exitCode(readEvents(whole.trimEnd(), "x")), 0, "only the line feed is missing");
  const first = writeEvent(conforming[0]).length;
  for (let end = first; end < whole.length - 1; end += 97) {
    const events = readEvents(whole.slice(0, end), "x");
    assertEquals(summarize(events).complete, false);
    assertEquals(exitCode(events), 1);
  }
});

Deno.test("readEvents() names the line that is no event", () => {
  const read = (broken: string) => () => readEvents(broken, "run.jsonl");
  assertThrows(read(text.replace('"judged"', '"jugded"')), TypeError, "event at run.jsonl:2");
  assertThrows(read(`${text}{\n`), TypeError, "run.jsonl:8: the line is no JSON");
  assertThrows(read(text.replace('"milliseconds":1234', '"milliseconds":"x"')), TypeError, ":7");
});

Deno.test("readEvents() refuses what no run would have written in that order", () => {
  const [header, judged, footer] = runOf([outcomes[0]]).map(writeEvent);
  const refuses = (lines: readonly string[], why: string) =>
    assertThrows(() => readEvents(lines.join(""), "run.jsonl"), TypeError, why);
  refuses([header, header, judged, footer], "a second header came, event 2 of 4");
  refuses([header, footer, judged], "something comes after the footer, event 2 of 3");
  refuses([header, judged, footer, footer], "something comes after the footer, event 3 of 4");
  refuses([judged, footer], "a run begins with its header, not with a judged");
});

Deno.test("exitCode() is 0 only when a complete run conforms", () => {
  assertEquals(exitCode(wholeRun), 1);
  assertEquals(exitCode(runOf([outcomes[0], outcomes[2]])), 0, "a should may fail");
  assertEquals(exitCode(runOf([outcomes[0]]).slice(0, -1)), 1, "no footer");
  assertEquals(exitCode(runOf([])), 1, "nothing tried");
  assertEquals(exitCode(runOf([outcomes[4]])), 1, "everything skipped");
  const [planned, , footer] = runOf([outcomes[0]]);
  assertEquals(exitCode([planned, footer]), 1, "a planned check was not judged");
});
