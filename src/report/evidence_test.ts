/** That no report says "conforms" of what was hardly judged, in any format. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import type { Event, Header, Judged } from "../runner/mod.ts";
import { footerOf } from "../runner/internal.ts";
import { exitCode, renderReport, reportFormats } from "./mod.ts";
import { header, outcomes } from "./_sample_run.ts";

const [pass] = outcomes;

/** A run of checks of GIoU, of each of which so many of 100 cases were judged. */
function judging(counts: readonly number[], require?: number): Event[] {
  const judged = counts.map((count, i): Judged => ({
    ...pass,
    check: `giou_loss/check/${i}`,
    loss: "giou_loss",
    status: count === 0 ? "skipped" : "pass",
    skipped: 100 - count,
    weak: 0,
    ...count === 0 && { why: "it takes no such boxes" },
  }));
  const checks = judged.map(({ check, loss, dtype, level }) => ({ id: check, loss, dtype, level }));
  const planned = { ...header, checks, ...require !== undefined && { require } };
  return [planned, ...judged, footerOf(judged, 1, planned)];
}

const told = reportFormats.filter((format) => format !== "events");

Deno.test("a report says on how many checks it conforms, where the others were not judged", () => {
  const events = judging([100, 80, 50, 49, 1, 0, 0, 0, 0, 0, 0]);
  for (const format of told) {
    const text = renderReport(format, events);
    assertStringIncludes(text, "conforms on 3 of 11 checks", format);
    assert(!/: conforms \(|"conforms": true|"verdict": "conforms"/.test(text), text);
  }
  assertEquals(exitCode(events), 0);
});

Deno.test("a report says that nothing was judged where every check is skipped, or nearly", () => {
  const events = judging([1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
  for (const format of told) {
    const text = renderReport(format, events);
    assertStringIncludes(text, "not judged", format);
    assert(!text.includes(": conforms"), text);
  }
  assertEquals(exitCode(events), 1);
  assertStringIncludes(renderReport("terminal", events), "giou_loss 0.002 (3 of 1100)");
  assertStringIncludes(
    renderReport("terminal", events),
    "3 checks hold, 3 of them in less than half of the cases asked, 8 skipped: not judged",
  );
});

Deno.test("a smaller share than is required is told in every format, with the loss", () => {
  const events = judging([100, 100, 60], 0.9);
  for (const format of told) {
    const text = renderReport(format, events).replaceAll("\\_", "_");
    assertStringIncludes(text, "of giou_loss only 0.866 (260 of 300)", format);
    assertStringIncludes(text, "0.9 is required", format);
  }
  assertEquals(exitCode(events), 1);
  assertEquals(exitCode(judging([100, 100, 60], 0.8)), 0);
  const junit = renderReport("junit", events);
  assertStringIncludes(junit, '<testsuite name="evidence" tests="1" failures="1"');
  assertStringIncludes(renderReport("github", events), "::error title=Lossproof::");
});

Deno.test("a report names a declared domain, and the checks that lie outside of it", () => {
  const domain = { alpha: { values: [0.25] }, C: { minimum: 2 } };
  const { implementation } = header;
  const [planned, one, two] = judging([100, 100]) as [Header, Judged, Judged];
  const outside: Judged = { ...two, status: "skipped", cases: 0, skipped: 0, outside: 100 };
  const events: Event[] = [
    { ...planned, implementation: { ...implementation, losses: { giou_loss: { domain } } } },
    one,
    outside,
    footerOf([one, outside], 1, planned),
  ];
  for (const format of told) {
    assertStringIncludes(renderReport(format, events), "conforms within its declared domain");
  }
  const terminal = renderReport("terminal", events);
  assertStringIncludes(terminal, "Declared domain: giou_loss (alpha only 0.25, C >= 2)");
  assertStringIncludes(terminal, "Not asked, outside of it: giou_loss/check/1");
  assertStringIncludes(terminal, "1 check holds, 1 outside the declared domain: conforms within");
  assertEquals(exitCode(events), 0);
});

Deno.test("only a run that was judged throughout conforms without more words", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(100), { minLength: 1, maxLength: 12 }), (counts) => {
      const verdict = renderReport("terminal", judging(counts)).trimEnd().split("\n").at(-1)!;
      assertEquals(verdict.includes(": conforms ("), counts.every((count) => count >= 50));
    }),
    { seed: 4, numRuns: 200 },
  );
});
