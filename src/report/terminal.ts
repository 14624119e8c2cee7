/**
 * The report for a terminal: the grid, the accuracy, what fails, and the verdict last.
 *
 * @module
 */
import { isAsked } from "../runner/internal.ts";
import type { Event } from "../runner/mod.ts";
import type { Spec } from "../spec/mod.ts";
import { accuracyLines } from "./accuracy_table.ts";
import { staleText } from "./expected_text.ts";
import { failureLines, type FailureSettings, whyLines } from "./failure_text.ts";
import { failedGroups, farEndOf, formatsOf, type Group, staleGroups } from "./groups.ts";
import { gridLines } from "./grid.ts";
import { narrowingNotes } from "./narrowing.ts";
import { type Palette, paletteOf } from "./palette.ts";
import { summarize, type Summary } from "./summary.ts";
import { elide, wrap } from "./table.ts";
import { titleOf } from "./title.ts";
import { notesOf, verdictOf } from "./verdict.ts";

/** How the report looks. */
export interface TerminalOptions {
  /** Whether to colour (default: no). */
  readonly color?: boolean;
  /** Of a line, 40 to 100 (default 100). */
  readonly width?: number;
  /** Every spec by its id: parameters at their defaults are left out, forms are in order. */
  readonly specs?: ReadonlyMap<string, Spec>;
}

const groupsShown = 5;
/** Kinds of checks of a loss whose failures are shown in full: the others mostly have their causes. */
const kindsInFull = 3;

/**
 * Renders a run for a terminal.
 *
 * @param events the run; may be incomplete, and then says so
 * @param options colours, width, and what else is known
 * @returns the text, with a line feed at the end; the verdict is the last line
 */
export function renderTerminal(events: Iterable<Event>, options: TerminalOptions = {}): string {
  const summary = summarize(events);
  const palette = paletteOf(options.color ?? false);
  const width = Math.min(Math.max(options.width ?? 100, 40), 100);
  const { language } = summary.header.implementation;
  const settings = { ...options, width, ...(language !== undefined && { language }) };
  const accuracy = accuracyLines(summary, options.specs, palette, width);
  const paragraphs = [
    [palette.faint(elide(titleOf(summary), width))],
    gridLines(summary, palette, width),
    ...(accuracy.length === 0 ? [] : [[
      ...wrap("Accuracy: the worst error in units of the error bound A", width).map(palette.title),
      ...accuracy,
    ]]),
    ...mustFailures(summary, palette, settings),
    otherFailures(summary, palette, width),
    staleLines(summary, palette, width),
    openLines(summary, palette, width),
    skippedLines(summary, palette, width),
    weakLines(summary, palette, width),
    missingLines(summary, palette, settings),
    [...narrowingNotes(summary, options.specs), ...notesOf(summary)]
      .flatMap((note) => wrap(note, width)).map(palette.faint),
    [(summary.accepted ? palette.holds : palette.fails)(verdictOf(summary))],
  ];
  return paragraphs.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"))
    .join("\n\n") + "\n";
}

/**
 * One paragraph a check: a fault is mostly the same in every format, so the first one stands for all.
 * Of a loss with many faults the first few are shown in full, the others in a line each.
 */
function mustFailures(summary: Summary, palette: Palette, settings: FailureSettings): string[][] {
  const groups = failedGroups(summary, "must");
  const whole = new Set(
    [...Map.groupBy(groups, ([{ loss }]) => loss).values()].flatMap((ofLoss) =>
      [...Map.groupBy(ofLoss, ([{ check }]) => check.split("/")[1]).values()]
        .slice(0, kindsInFull).map(([first]) => first)
    ),
  );
  const head = (group: Group) => {
    const [{ check, dtype }, ...others] = group;
    const also = others.map((other) => other.dtype).join(", ");
    const formats = also === "" ? ` ${dtype}` : ` ${dtype}${palette.faint(` (and ${also})`)}`;
    return `${palette.fails("✗ must")} ${palette.title(check)}${formats}${
      palette.faint(farEndOf(group))
    }`;
  };
  const { language: _, ...plain } = settings;
  const paragraphs = groups.filter((group) => whole.has(group)).map((group) => {
    const [{ loss, why, counterexample }] = group;
    // The first failure of a loss is shown as code, too: the others' calls are alike.
    const first = groups.find(([other]) => other.loss === loss) === group;
    const inner = { ...(first ? settings : plain), width: settings.width - 2 };
    const lines = counterexample === undefined
      ? whyLines(why ?? "", inner.width)
      : failureLines(counterexample, inner);
    return [head(group), ...lines.map((line) => `  ${line}`.trimEnd())];
  });
  const brief = groups.filter((group) => !whole.has(group)).flatMap((group) => [
    head(group),
    `  ${elide((group[0].why ?? "").replace(/\s+/g, " "), settings.width - 2)}`,
  ]);
  if (brief.length === 0) return paragraphs;
  const hint = "In full: --check and one of these names; all of them: --format junit, or --save";
  return [...paragraphs, [...brief, ...wrap(hint, settings.width).map(palette.faint)]];
}

function otherFailures(summary: Summary, palette: Palette, width: number): string[] {
  return (["should", "may"] as const).flatMap((level) => {
    const paint = level === "should" ? palette.warns : palette.faint;
    return failedGroups(summary, level).flatMap((group) => [
      `${paint(`! ${level}`)} ${palette.title(group[0].check)} ${formatsOf(group)}`,
      ...wrap(group[0].why ?? "", width - 2).map((line) => `  ${line}`),
    ]);
  });
}

function staleLines(summary: Summary, palette: Palette, width: number): string[] {
  return staleGroups(summary).flatMap((group) => [
    `${palette.fails("✗ stale")} ${palette.title(group[0].check)} ${formatsOf(group)}`,
    ...wrap(staleText(group[0]), width - 2).map((line) => `  ${line}`),
  ]);
}

function openLines(summary: Summary, palette: Palette, width: number): string[] {
  return summary.judged.filter(({ status }) => status === "undecided").map((j) => {
    const mark = "? undecided";
    const rest = elide(` ${j.check} ${j.dtype}: ${j.why ?? ""}`, width - mark.length);
    return palette.open(mark) + rest;
  });
}

function skippedLines(summary: Summary, palette: Palette, width: number): string[] {
  const skipped = summary.judged.filter((j) => j.status === "skipped" && isAsked(j));
  const groups = Map.groupBy(skipped, ({ why }) => why ?? "");
  const reasons = [...groups].map(([why, checks]) => {
    const count = checks.length === 1 ? checks[0].check : `${checks.length} checks`;
    const [first, ...rest] = wrap(`– skipped ${count}: ${why}`, width - 2);
    return [first, ...rest.map((line) => `  ${line}`)].map(palette.faint);
  });
  const left = reasons.length - groupsShown;
  return [
    ...reasons.slice(0, groupsShown).flat(),
    ...(left > 0 ? [palette.faint(`– … ${left} more reasons`)] : []),
  ];
}

/** The losses of the specs that the implementation does not have. */
function missingLines(
  { header }: Summary,
  palette: Palette,
  { specs, width }: Pick<TerminalOptions, "specs"> & { readonly width: number },
): string[] {
  const missing = [...specs?.keys() ?? []].filter((id) =>
    !Object.hasOwn(header.implementation.losses, id)
  );
  if (missing.length === 0) return [];
  return wrap(`Not implemented: ${missing.join(", ")}`, width).map(palette.faint);
}

function weakLines(summary: Summary, palette: Palette, width: number): string[] {
  const weak = summary.judged.reduce((sum, j) => sum + j.weak, 0);
  if (weak === 0) return [];
  const text = `Weak evidence: ${weak} of ${summary.totals.cases} cases passed ` +
    "only because their enclosure is too wide to say much";
  return wrap(text, width).map(palette.faint);
}
