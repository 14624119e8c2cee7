/**
 * The golden folder in words.
 *
 * @module
 */
import { foreignLine } from "../../foreign_text.ts";
import {
  type Files,
  type FolderProblem,
  manifestName,
  readManifest,
  type RoadReport,
  toText,
} from "../../golden/internal.ts";
import { paletteOf } from "../../report/internal.ts";
import { table } from "../output/table.ts";
import type { Io } from "../world/io.ts";

/** Problems, a line each. */
export function problemLines(
  problems: readonly FolderProblem[],
  folder: string,
  { color }: Pick<Io, "color">,
): string {
  const { fails } = paletteOf(color);
  return problems.map(({ file, what }) =>
    `${fails("✗")} ${foreignLine(`${folder}/${file} ${what}`)}\n`
  ).join("");
}

/** What the files hold and which roads lead to it. */
export function folderSummary(files: Files, reports: readonly RoadReport[]): string {
  const manifest = readManifest(toText(files.get(manifestName)!), manifestName);
  const losses = manifest.files.filter(({ spec }) => spec !== undefined);
  const rows = losses.map(({ file, cases, bytes, bits, undecided = 0 }) => [
    file,
    String(cases),
    `${Math.round(bytes / 1024)} KiB`,
    `${bits} bits`,
    undecided === 0 ? "all decided" : `${undecided} undecided`,
  ]);
  const cases = losses.reduce((sum, { cases = 0 }) => sum + cases, 0);
  const bytes = [...files.values()].reduce((sum, { length }) => sum + length, 0);
  const roads = reports.map(({ road, asked }) => [`${road}`, `${asked} answers inside`]);
  return table([["file", "cases", "size", "precision", "numbers"], ...rows]) + "\n" +
    table(roads) +
    `\n${files.size} files, ${cases} cases, ${(bytes / 1e6).toFixed(1)} MB\n`;
}
