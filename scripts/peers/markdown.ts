/**
 * Tables in Markdown.
 *
 * @module
 */

/** A line of a table. */
function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

/**
 * A table.
 *
 * @param head its columns
 * @param rows as many cells each
 * @returns its lines; none where it has no row
 */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  if (rows.length === 0) return [];
  return [row(head), row(head.map(() => "---")), ...rows.map(row)];
}

/** A positive figure in as few characters as can be. */
export function exponent(x: number): string {
  if (x >= 1000) return x.toExponential(0).replace("e+", "e");
  return String(Number(x.toPrecision(2)));
}
