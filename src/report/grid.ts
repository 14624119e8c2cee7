/**
 * The grid: losses by formats, one mark each.
 *
 * @module
 */
import type { Level } from "../spec/mod.ts";
import type { FloatDType } from "../tensor/mod.ts";
import { isStale } from "./expected_text.ts";
import { type Paint, type Palette, paletteOf } from "./palette.ts";
import type { Judged } from "../runner/mod.ts";
import { isAsked, isJudged } from "../runner/internal.ts";
import type { Summary } from "./summary.ts";
import { type Cell, tableLines, widthOf } from "./table.ts";

/** What a mark of the grid stands for. */
interface Mark {
  readonly sign: string;
  readonly meaning: string;
  readonly paint: Paint;
}

function marksOf(palette: Palette) {
  return {
    holds: { sign: "✓", meaning: "holds", paint: palette.holds },
    must: { sign: "✗", meaning: "a must-check fails", paint: palette.fails },
    stale: { sign: "✗", meaning: "holds, but is expected to fail", paint: palette.fails },
    expected: { sign: "~", meaning: "fails as expected", paint: palette.faint },
    should: { sign: "!", meaning: "a should-check fails", paint: palette.warns },
    open: { sign: "?", meaning: "undecided", paint: palette.open },
    missing: { sign: "…", meaning: "not judged", paint: palette.fails },
    part: { sign: "◐", meaning: "holds where it was judged", paint: palette.open },
    none: { sign: "–", meaning: "nothing tried", paint: palette.faint },
  } satisfies Record<string, Mark>;
}

/**
 * Draws the grid.
 *
 * @param summary the run, folded
 * @param palette the colours
 * @param width of a line
 * @returns a line for the formats, one a loss, and a key to the marks that occur
 */
export function gridLines(summary: Summary, palette: Palette, width: number): string[] {
  const { header } = summary;
  const marks = marksOf(palette);
  const losses = [...new Set(header.checks.map(({ loss }) => loss))];
  const used = new Set<Mark>();
  const head: Cell[] = ["loss", ...header.dtypes].map((text) => ({ text, paint: palette.faint }));
  const rows = losses.map((loss): Cell[] => [
    { text: loss },
    ...header.dtypes.map((dtype) => {
      const [mark, count] = standing(summary, loss, dtype, marks);
      used.add(mark);
      return { text: `${mark.sign} ${count}`.trimEnd(), paint: mark.paint };
    }),
  ]);
  return [...tableLines([head, ...rows], width), "", ...keyLines([...used], palette, width)];
}

/** What the marks mean, as many in a line as fit. */
function keyLines(used: readonly Mark[], { faint }: Palette, width: number): string[] {
  const lines: string[] = [];
  let room = 0;
  for (const { sign, meaning, paint } of used) {
    const size = widthOf(`${sign} ${meaning}   `);
    const text = `${paint(sign)} ${faint(meaning)}`;
    // The gap after the last one of a line may stick out.
    if (size - 3 > room) {
      lines.push(text);
      room = width - size;
    } else {
      lines[lines.length - 1] += `   ${text}`;
      room -= size;
    }
  }
  return lines;
}

/** How a loss stands in a format, without colours. */
export function standingOf(
  summary: Summary,
  loss: string,
  dtype: FloatDType,
): { readonly sign: string; readonly meaning: string; readonly count: string } {
  const [{ sign, meaning }, count] = standing(summary, loss, dtype, marksOf(paletteOf(false)));
  return { sign, meaning, count };
}

function standing(
  { header, judged }: Summary,
  loss: string,
  dtype: FloatDType,
  marks: ReturnType<typeof marksOf>,
): [Mark, string] {
  const here = (x: { readonly loss: string; readonly dtype: FloatDType }) =>
    x.loss === loss && x.dtype === dtype;
  const planned = header.checks.filter(here).length;
  const outcomes = judged.filter(here);
  const failed = (level: Level) =>
    outcomes.filter((j) => j.status === "fail" && j.level === level && j.expected === undefined)
      .length;
  const known = (status: Judged["status"]) =>
    outcomes.filter((j) => j.status === status && j.expected !== undefined).length;
  const passed = outcomes.filter(({ status }) => status === "pass").length;
  const open = outcomes.filter(({ status }) => status === "undecided").length;
  const tried = outcomes.filter(({ status }) => status !== "skipped").length;
  if (failed("must") > 0) return [marks.must, `${failed("must")} of ${tried}`];
  if (outcomes.length < planned) {
    return [marks.missing, `${planned - outcomes.length} of ${planned}`];
  }
  const stale = outcomes.filter(isStale).length;
  if (stale > 0) return [marks.stale, `${stale} of ${tried}`];
  if (failed("should") > 0) return [marks.should, `${failed("should")} of ${tried}`];
  if (open > 0) return [marks.open, `${open} of ${tried}`];
  if (known("fail") > 0) return [marks.expected, `${known("fail")} of ${tried}`];
  if (passed === 0) return [marks.none, ""];
  const asked = outcomes.filter(isAsked);
  const telling = asked.filter(isJudged).length;
  return telling < asked.length
    ? [marks.part, `${telling} of ${asked.length}`]
    : [marks.holds, String(passed)];
}
