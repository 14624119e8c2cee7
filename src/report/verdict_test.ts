import { assert, assertEquals } from "@std/assert";
import type { Event } from "../runner/mod.ts";
import { renderMarkdown } from "./markdown.ts";
import { summarize } from "./summary.ts";
import { renderTerminal } from "./terminal.ts";
import { notesOf } from "./verdict.ts";
import { wholeRun } from "./_sample_run.ts";

/** The run of an implementation whose answers to one loss vary. */
const varying = [...wholeRun].map((event): Event =>
  event.type !== "header" ? event : {
    ...event,
    implementation: {
      ...event.implementation,
      losses: { ...event.implementation.losses, l1_loss: { reproducible: false } },
    },
  }
);

Deno.test("notesOf() tells which losses are declared not to be reproducible", () => {
  assertEquals(notesOf(summarize(wholeRun)), []);
  const [note] = notesOf(summarize(varying));
  assert(note.startsWith("Declared not to be reproducible: l1_loss."), note);
});

Deno.test("renderTerminal() and renderMarkdown() give the notes with the verdict", () => {
  assert(renderTerminal(varying).includes("Declared not to be reproducible: l1_loss"));
  assert(renderMarkdown(varying).includes("Declared not to be reproducible: l1\\_loss"));
});
