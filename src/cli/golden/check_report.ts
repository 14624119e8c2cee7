/**
 * The stored cases on an implementation, as a report for a terminal.
 *
 * @module
 */
import type { About } from "../../adapters/mod.ts";
import { foreignLine } from "../../foreign_text.ts";
import { isRejection, type Judged } from "../../golden/internal.ts";
import {
  callLines,
  type Cell,
  figure,
  inFull,
  paletteOf,
  placeText,
  tableLines,
  wrap,
} from "../../report/internal.ts";
import { builtinSpecs, type Level } from "../../spec/mod.ts";
import type { FloatDType } from "../../tensor/mod.ts";
import { version } from "../../version.ts";

/** How the report looks. */
export interface ReportLook {
  readonly color: boolean;
  readonly width: number;
}

/** Failures that are shown in full. */
const failuresShown = 5;

/**
 * Reports what became of the cases.
 *
 * @param about what the implementation says of itself
 * @param judged every case with its verdict
 * @param look colours and width
 */
export function goldenReport(
  about: About,
  judged: readonly Judged[],
  look: ReportLook,
): { readonly text: string; readonly conforms: boolean } {
  const { color, width } = look;
  const { fails, warns, faint, holds } = paletteOf(color);
  const failed = judged.filter(({ verdict }) => verdict.status === "fail");
  const binding = failed.filter(binds);
  const tried = judged.filter(({ verdict }) => verdict.status !== "skipped").length;
  const language = about.language === undefined ? "" : ` (${about.language})`;
  const called = about.version === undefined ? about.name : `${about.name} ${about.version}`;
  const lines = [
    `Lossproof ${version}: ${called}${language}, ${tried} golden cases`,
    "",
    ...gridLines(about, judged, look),
  ];
  const shown = distinct([...binding, ...failed.filter((f) => !binds(f))]).slice(0, failuresShown);
  for (const one of shown) lines.push("", ...failureLines(one, look));
  const left = failed.length - shown.length;
  if (left > 0) lines.push("", faint(`… ${left} more`));
  const skips = skipLines(judged);
  if (skips.length > 0) lines.push("", ...skips.map(faint));
  const counted = [
    `${judged.filter(({ verdict }) => verdict.status === "pass").length} cases hold`,
    ...failing(binding.length, "must"),
    ...failing(failed.length - binding.length, "should"),
    ...tried < judged.length ? [`${judged.length - tried} skipped`] : [],
  ].join(", ");
  const conforms = binding.length === 0;
  const word = conforms ? extentOf(about, judged) : "does not conform";
  const paint = !conforms ? fails : failed.length > 0 ? warns : holds;
  lines.push(
    "",
    ...wrap(`${about.name}: ${counted}: ${word}`, width)
      .map(paint),
  );
  return { text: lines.map((line) => `${line}\n`).join(""), conforms };
}

/** That it conforms, and on how much of what it was asked and declares. */
function extentOf({ losses }: About, judged: readonly Judged[]): string {
  const tried = judged.filter(({ verdict }) => verdict.status !== "skipped");
  const missing = judged.filter(({ verdict }) => verdict.status === "skipped" && verdict.asked);
  const of = missing.length === 0
    ? ""
    : ` on ${tried.length} of ${tried.length + missing.length} cases asked`;
  const isNarrow = tried.some(({ golden }) => losses[golden.call.loss]?.domain !== undefined);
  return `conforms${of}${isNarrow ? " within its declared domain" : ""}`;
}

/** Of cases that differ in their format alone, the first. */
function distinct(judged: readonly Judged[]): Judged[] {
  const seen = new Set<string>();
  return judged.filter(({ golden: { call, name } }) => {
    const idea = `${call.loss} ${name.replace(/\/.*$/, "")}`;
    return !seen.has(idea) && seen.add(idea);
  });
}

/** Whether a failure decides: answers do, refusals by their level. */
function binds({ golden }: Judged): boolean {
  return !isRejection(golden) || golden.level === "must";
}

/** Why cases were skipped, and how many each time. */
function skipLines(judged: readonly Judged[]): string[] {
  const reasons = new Map<string, number>();
  for (const { golden, verdict } of judged) {
    if (verdict.status !== "skipped") continue;
    const reason = `${golden.call.loss}: ${foreignLine(verdict.why)}`;
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  return [...reasons].map(([reason, count]) => `${count} skipped of ${reason}`);
}

/** Losses by formats, with the form that all answers evaluate. */
function gridLines(
  { dtypes }: About,
  judged: readonly Judged[],
  { color, width }: ReportLook,
): string[] {
  const palette = paletteOf(color);
  const losses = [...new Set(judged.map(({ golden }) => golden.call.loss))];
  const head = ["loss", ...dtypes, "form"].map((text): Cell => ({ text, paint: palette.faint }));
  const cell = (loss: string, dtype: FloatDType): Cell => {
    const here = judged.filter(({ golden, verdict }) =>
      golden.call.loss === loss && golden.call.dtype === dtype && verdict.status !== "skipped"
    );
    const failed = here.filter(({ verdict }) => verdict.status === "fail");
    if (here.length === 0) return { text: "–", paint: palette.faint };
    if (failed.length === 0) return { text: `✓ ${here.length}`, paint: palette.holds };
    const serious = failed.some(binds);
    const text = `${serious ? "✗" : "!"} ${failed.length} of ${here.length}`;
    return { text, paint: serious ? palette.fails : palette.warns };
  };
  const rows = losses.map((loss): Cell[] => [
    { text: loss },
    ...dtypes.map((dtype) => cell(loss, dtype)),
    { text: formOf(loss, judged) },
  ]);
  return tableLines([head, ...rows], width);
}

/** The first form in which every answer that passed lies. */
function formOf(loss: string, judged: readonly Judged[]): string {
  let rank = -1;
  let name = "";
  for (const { golden, verdict } of judged) {
    if (golden.call.loss !== loss || isRejection(golden) || verdict.status !== "pass") continue;
    if (verdict.rank === undefined || verdict.rank <= rank) continue;
    rank = verdict.rank;
    name = verdict.form ?? "";
  }
  return name;
}

function failureLines({ golden, verdict }: Judged, { color, width }: ReportLook): string[] {
  if (verdict.status !== "fail") return [];
  const { fails, warns, title } = paletteOf(color);
  const serious = binds({ golden, verdict });
  const { call, name, purpose, why } = golden;
  const entries: [label: string, text: string][] = [];
  if (verdict.output !== undefined && verdict.element !== undefined) {
    const isValue = verdict.output === "value";
    const shape = isValue ? shapeOfValue(golden) : call.inputs[verdict.output].shape;
    const place = shape.length === 0 ? "" : ` at ${placeText(verdict.element, shape)}`;
    entries.push(["of", (isValue ? "value" : `gradient by ${verdict.output}`) + place]);
  }
  if (verdict.expected !== undefined) {
    entries.push(["expected", verdict.expected === null ? "any of" : inFull(verdict.expected)]);
  }
  if (verdict.got !== undefined) entries.push(["got", inFull(verdict.got)]);
  if (verdict.allowed !== undefined) {
    entries.push(["allowed", `[${verdict.allowed.map(inFull).join(", ")}]`]);
  }
  if (verdict.ulps !== undefined) entries.push(["error", `${figure(verdict.ulps)} ulp`]);
  const level = isRejection(golden) ? golden.level : "must";
  return [
    `${(serious ? fails : warns)(serious ? "✗" : "!")} ${level} ${
      title(`${call.loss}.json ${name}`)
    } (${purpose})`,
    ...wrap(why, width - 2).map((line) => `  ${line}`),
    ...wrap(verdict.why, width - 2).map((line) => `  ${line}`),
    "",
    ...callLines(call, { width: width - 2, specs: builtinSpecs }).map((line) => `  ${line}`),
    ...entries.length > 0 ? [""] : [],
    ...entries.map(([label, text]) => `  ${label.padEnd(9)}  ${text}`),
  ];
}

function shapeOfValue(golden: Judged["golden"]): readonly number[] {
  return isRejection(golden) ? [] : golden.value.shape;
}

function failing(count: number, level: Level): readonly string[] {
  return count === 0 ? [] : [`${count} ${level}-${count === 1 ? "case fails" : "cases fail"}`];
}
