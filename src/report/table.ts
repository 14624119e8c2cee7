/**
 * Aligned columns.
 *
 * @module
 */
import { type Paint, plain } from "./palette.ts";

/** One cell: its text, and the paint that goes on after it is padded. */
export interface Cell {
  readonly text: string;
  readonly paint?: Paint;
}

/** Number of characters that a text takes in a terminal; wide characters are not known. */
export function widthOf(text: string): number {
  return [...text].length;
}

/**
 * Cuts a text to a width, on one line.
 *
 * @param text without colours
 * @param width at least 1
 * @returns the text, or its beginning and an ellipsis; line feeds are spaces
 */
export function elide(text: string, width: number): string {
  const line = text.replace(/\s*\n\s*/g, " ");
  const characters = [...line];
  return characters.length <= width
    ? line
    : `${characters.slice(0, Math.max(width - 1, 0)).join("").trimEnd()}…`;
}

/**
 * Breaks a text into lines at its spaces.
 *
 * @param text without colours
 * @param width of a line; a longer word stays whole
 */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split("\n")) {
    let line = "";
    for (const word of paragraph.split(/ +/)) {
      if (line !== "" && widthOf(line) + 1 + widthOf(word) > width) {
        lines.push(line);
        line = word;
      } else {
        line = line === "" ? word : `${line} ${word}`;
      }
    }
    lines.push(line);
  }
  return lines;
}

/**
 * Lays out rows of cells in columns.
 *
 * @param rows rows of equally many cells
 * @param width of a line; the last column is cut to it
 * @returns one line a row, columns two spaces apart, nothing after the last text
 */
export function tableLines(rows: readonly (readonly Cell[])[], width: number): string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from(
    { length: columns },
    (_, i) => Math.max(0, ...rows.map((row) => widthOf(row[i]?.text ?? ""))),
  );
  const before = widths.slice(0, -1).reduce((sum, w) => sum + w + 2, 0);
  const last = columns - 1;
  return rows.map((row) =>
    row.map(({ text, paint = plain }, i) => {
      const shown = i === last ? elide(text, Math.max(width - before, 1)) : text;
      const padding = i === row.length - 1 ? "" : " ".repeat(widths[i] - widthOf(shown) + 2);
      return paint(shown) + padding;
    }).join("").trimEnd()
  );
}
