/**
 * Whatever text is in the events of a run, every report shows it and is harmed by none.
 */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { stripAnsiCode } from "@std/fmt/colors";
import fc from "fast-check";
import { XMLValidator } from "fast-xml-parser";
import { harmIn, honestText, hostileText } from "../_hostile_text.ts";
import type { Event } from "../runner/mod.ts";
import { cutRun, outcomes, runOf, wholeRun } from "./_sample_run.ts";
import { readEvents, renderReport, reportFormats } from "./mod.ts";

const expected = { reason: "It rounds up", link: "https://example.org/1" };
const [pass, failed] = outcomes;
const runs: readonly (readonly Event[])[] = [
  wholeRun,
  cutRun,
  runOf([{ ...failed, expected }, { ...pass, expected }]),
  runOf(outcomes.map(({ counterexample: _, ...outcome }) => outcome)),
  runOf([{
    ...failed,
    counterexample: {
      ...failed.counterexample!,
      clause: "invariants[3]",
      file: "kept/x.json",
      replay: "lossproof replay kept/x.json",
      trial: { ...failed.counterexample!.trial, facts: { scale: 2 } },
      fault: { ...failed.counterexample!.fault, overflow: "exp(x)" },
    },
  }]),
];

/** Keys whose texts are not chosen from a list. */
const free = new Set(
  ("lossproof name version language homepage form check loss id why requirement clause file replay " +
    "reason link dominant output overflow").split(" "),
);

/** The events with text before each of their texts, the same before the same. */
function preceded(data: unknown, by: string, key = ""): unknown {
  if (typeof data === "string") return free.has(key) ? by + data : data;
  // The names in calls are identifiers.
  if (typeof data !== "object" || data === null || key === "calls") return data;
  if (Array.isArray(data)) return data.map((item) => preceded(item, by, key));
  const named = key === "facts" || key === "losses" || key === "specs";
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [
      named ? by + name : name,
      preceded(value, by, name),
    ]),
  );
}

const checks: Readonly<Record<string, (text: string) => void>> = {
  terminal: (text) => assertEquals(harmIn(text), undefined),
  json(text) {
    JSON.parse(text);
    assertEquals(harmIn(text), undefined);
  },
  events(text) {
    readEvents(text, "own.events");
    assertEquals(harmIn(text), undefined);
  },
  junit(text) {
    assertEquals(XMLValidator.validate(text), true, text);
    assertEquals(harmIn(text), undefined);
  },
  github(text) {
    for (const line of text.trimEnd().split("\n")) {
      assertMatch(line, /^::(notice|warning|error) title=[^:,]*::/);
      const said = line.replace(/^::\w+ title=/, "");
      assertEquals(harmIn(said), undefined);
      const shown = said.replaceAll("%0A", "\n").replaceAll("%25", "%");
      assertEquals(harmIn(shown), undefined);
    }
  },
  markdown(text) {
    assertEquals(harmIn(text), undefined);
    const fenced = /^(`{3,})text\n[^]*?\n\1$/gm;
    const open = text.replace(fenced, "").replace(/<\/?(details|summary)>/g, "");
    assert(!/[<>]/.test(open), open);
  },
};

Deno.test("every report is safe to print, whatever text is in its events", async (t) => {
  for (const format of reportFormats) {
    await t.step(format, () => {
      fc.assert(
        fc.property(hostileText, fc.constantFrom(...runs), (noise, run) => {
          const events = preceded(run, noise) as Event[];
          const text = renderReport(format, events);
          checks[format](text);
          assertEquals(stripAnsiCode(renderReport(format, events, { color: true })), text);
        }),
        { seed: 15, numRuns: 150 },
      );
    });
  }
});

Deno.test("no line of a report for people begins with what is a further line of a text in its events", () => {
  for (const format of ["terminal", "junit", "markdown", "github"] as const) {
    for (const run of runs) {
      const text = renderReport(format, preceded(run, "x\nforged: 20 checks hold\n") as Event[]);
      assertEquals(text.match(/^forged.*/m), null, format);
    }
  }
});

Deno.test("every report is bounded, however long the text in its events is", () => {
  const events = preceded(wholeRun, "\x1b".repeat(1_000_000)) as Event[];
  for (const format of reportFormats) {
    if (format === "events") continue;
    const text = renderReport(format, events);
    checks[format](text);
    assert(text.length < 1_000_000, `${format} has ${text.length} characters`);
  }
});

Deno.test("every report leaves honest text as it is", () => {
  fc.assert(
    fc.property(honestText, (text) => {
      const said = text.replace(/\s+/g, " ").trim() || "é";
      const [{ counterexample: _, ...told }] = [failed];
      const events = runOf([{ ...told, why: said }]);
      const read = {
        terminal: (report: string) => report.replace(/\s+/g, " "),
        json: (report: string) => JSON.parse(report).checks[0].why,
        events: (report: string) => JSON.parse(report.split("\n")[1]).why,
        github: (report: string) => report.replaceAll("%25", "%"),
      };
      for (const [format, texts] of Object.entries(read)) {
        const report = renderReport(format as keyof typeof read, events, { width: 100 });
        assert(texts(report).includes(said), `${format}: ${report}`);
      }
    }),
    { seed: 16, numRuns: 100 },
  );
});
