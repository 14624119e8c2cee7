/**
 * The report as Markdown, for the summary page of a CI job.
 *
 * @module
 */
import type { Event, Judged } from "../runner/mod.ts";
import type { Spec } from "../spec/mod.ts";
import type { FloatDType } from "../tensor/mod.ts";
import { because, staleText } from "./expected_text.ts";
import { failureLines, whyLines } from "./failure_text.ts";
import { failedGroups, formatsOf, type Group, staleGroups } from "./groups.ts";
import { standingOf } from "./grid.ts";
import { narrowingNotes } from "./narrowing.ts";
import { summarize, type Summary } from "./summary.ts";
import { titleOf } from "./title.ts";
import { notesOf, verdictOf } from "./verdict.ts";

/** What the words of failures are made with. */
export interface MarkdownOptions {
  /** Every spec by its id: parameters at their defaults are left out. */
  readonly specs?: ReadonlyMap<string, Spec>;
}

/** Failures in full, at most: GitHub takes a megabyte of summary a step. */
const mostInFull = 50;

/**
 * Renders a run as Markdown (GitHub's, with tables and `<details>`): the verdict, the losses by formats,
 * what fails with its counterexamples folded away.
 *
 * @param events the run; may be incomplete
 * @param options what else is known
 * @returns the text, with a line feed at its end
 */
export function renderMarkdown(events: Iterable<Event>, options: MarkdownOptions = {}): string {
  const summary = summarize(events);
  const blocks = [
    `## ${summary.accepted ? "✅" : "❌"} ${escaped(verdictOf(summary))}`,
    escaped(titleOf(summary)),
    ...narrowingNotes(summary, options.specs).map(escaped),
    ...notesOf(summary).map(escaped),
    gridTable(summary),
    ...mustFailures(summary, options),
    ...list(
      "Holds, but is expected to fail",
      staleGroups(summary),
      staleText,
    ),
    ...list("Should hold, and does not", failedGroups(summary, "should"), ({ why = "" }) => why),
    ...expectedList(summary),
  ];
  return blocks.join("\n\n") + "\n";
}

function gridTable(summary: Summary): string {
  const { header } = summary;
  const losses = [...new Set(header.checks.map(({ loss }) => loss))];
  if (losses.length === 0) return "Nothing to check.";
  const meanings = new Map<string, string>();
  const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const cell = (loss: string, dtype: FloatDType) => {
    const { sign, meaning, count } = standingOf(summary, loss, dtype);
    meanings.set(meaning, sign);
    return `${sign} ${count}`.trimEnd();
  };
  const rows = losses.map((loss) =>
    row([escaped(loss), ...header.dtypes.map((dtype) => cell(loss, dtype))])
  );
  return [
    row(["loss", ...header.dtypes]),
    row(["---", ...header.dtypes.map(() => "---")]),
    ...rows,
    "",
    [...meanings].map(([meaning, sign]) => `${sign} ${meaning}`).join(" · "),
  ].join("\n");
}

function mustFailures(summary: Summary, options: MarkdownOptions): string[] {
  const groups = failedGroups(summary, "must");
  if (groups.length === 0) return [];
  const { language } = summary.header.implementation;
  const settings = { ...options, width: 100, ...(language !== undefined && { language }) };
  const whole = groups.slice(0, mostInFull).map((group) =>
    details(
      group,
      ({ why = "", counterexample }) =>
        (counterexample === undefined
          ? whyLines(why, settings.width)
          : failureLines(counterexample, settings)).join("\n"),
    )
  );
  const left = groups.slice(mostInFull);
  return ["### Must hold, and does not", ...whole, ...itemsOf(left, ({ why = "" }) => why)];
}

function details(group: Group, textOf: (outcome: Judged) => string): string {
  const [first] = group;
  const text = textOf(first);
  // A fence that is longer than any in the text.
  const fence = "`".repeat(Math.max(3, ...(text.match(/`+/g) ?? []).map((run) => run.length + 1)));
  return `<details><summary>${html(`${first.check} (${formatsOf(group)})`)}: ${
    html(first.why ?? "")
  }` +
    `</summary>\n\n${fence}text\n${text}\n${fence}\n\n</details>`;
}

function list(
  title: string,
  groups: readonly Group[],
  textOf: (outcome: Judged) => string,
): string[] {
  return groups.length === 0 ? [] : [`### ${title}`, ...itemsOf(groups, textOf)];
}

function itemsOf(groups: readonly Group[], textOf: (outcome: Judged) => string): string[] {
  if (groups.length === 0) return [];
  return [
    groups.map((group) =>
      `- ${escaped(`${group[0].check} (${formatsOf(group)}): ${textOf(group[0])}`)}`
    ).join("\n"),
  ];
}

function expectedList({ judged }: Summary): string[] {
  const known = judged.filter(({ status, expected }) =>
    status === "fail" && expected !== undefined
  );
  if (known.length === 0) return [];
  const items = known.map(({ check, dtype, expected }) =>
    `- ${escaped(`${check} ${dtype}${because(expected!)}`)}`
  );
  return [
    `<details><summary>${known.length} known ${known.length === 1 ? "failure" : "failures"}` +
    `</summary>\n\n${items.join("\n")}\n\n</details>`,
  ];
}

/** A text in which Markdown and HTML see nothing of their own; on one line. */
function escaped(text: string): string {
  return html(text).replace(/[\\`*_[\]|~]/g, "\\$&").replace(/\s+/g, " ");
}

function html(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replace(/\s+/g, " ");
}
