/**
 * The accuracy of each loss in each format: which form it evaluates, and the worst multiple of A.
 *
 * @module
 */
import { isWorse, joinWorst, type Worst } from "../runner/internal.ts";
import type { Spec } from "../spec/mod.ts";
import { figure } from "./number_text.ts";
import type { Palette } from "./palette.ts";
import type { Summary } from "./summary.ts";
import { type Cell, tableLines } from "./table.ts";

/**
 * Draws the table of accuracy.
 *
 * @param summary the run, folded
 * @param specs for the order of the forms, where they are at hand
 * @param palette the colours
 * @param width of a line
 * @returns a line for the columns, one a loss and format; nothing when nothing was measured
 */
export function accuracyLines(
  summary: Summary,
  specs: ReadonlyMap<string, Spec> | undefined,
  palette: Palette,
  width: number,
): string[] {
  const { header, judged } = summary;
  const losses = [...new Set(header.checks.map(({ loss }) => loss))];
  const rows = losses.flatMap((loss) =>
    header.dtypes.flatMap((dtype): Cell[][] => {
      const measured = judged.filter((j) => j.loss === loss && j.dtype === dtype)
        .flatMap((j) => j.accuracy ?? []);
      const spec = specs?.get(loss);
      const value = worstOf(measured.filter(({ output }) => output === "value"), spec);
      const gradient = worstOf(measured.filter(({ output }) => output !== "value"), spec);
      if (value === undefined && gradient === undefined) return [];
      const { faint } = palette;
      return [[
        { text: loss },
        { text: dtype },
        { text: describe(value) },
        { text: describe(gradient) },
        { text: larger(value, gradient)?.dominant ?? "", paint: faint },
      ]];
    })
  );
  if (rows.length === 0) return [];
  const head = ["loss", "format", "value", "gradient", "dominated by"]
    .map((text) => ({ text, paint: palette.faint }));
  const shown = rows.map(([loss, ...rest], i) =>
    rows[i - 1]?.[0].text === loss.text ? [{ text: "" }, ...rest] : [loss, ...rest]
  );
  return tableLines([head, ...shown], width);
}

function larger(a: Worst | undefined, b: Worst | undefined): Worst | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return isWorse(b.multiple, a.multiple) ? b : a;
}

function worstOf(measured: readonly Worst[], spec: Spec | undefined): Worst | undefined {
  return measured.reduce<Worst | undefined>(
    (worst, next) => joinWorst(worst, next, spec),
    undefined,
  );
}

function describe(worst: Worst | undefined): string {
  if (worst === undefined) return "–";
  const { forms, multiple } = worst;
  const form = forms === undefined ? worst.form : forms[0] ?? "no one form";
  return Number.isFinite(multiple) ? `${form} ${figure(multiple)} A` : form;
}
