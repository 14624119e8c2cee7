/**
 * `lossproof golden export`: stored cases in other formats.
 *
 * @module
 */
import { foreignLine } from "../../foreign_text.ts";
import { exportFixtures, type ExportFormat } from "../../golden/internal.ts";
import { graphFiles } from "../../losses/internal.ts";
import { builtinSpecs } from "../../spec/mod.ts";
import { exitCodes, WrongCommand } from "../failure.ts";
import type { Io } from "../world/io.ts";
import { fixturesIn, type FolderOptions, requireCurrentForms, requireFolder } from "./folder.ts";

/** What to export, and where to. */
export interface ExportOptions extends FolderOptions {
  readonly format: ExportFormat;
  readonly output: string;
  readonly force?: boolean;
}

/**
 * Exports stored cases.
 *
 * @returns the exit code 0
 * @throws {Error} when the cases cannot be read, the output is there already, or cannot be written
 */
export async function exportGolden(
  { folder, format, output, force = false }: ExportOptions,
  io: Io,
): Promise<number> {
  if (!force && await io.holdsSomething(output)) {
    throw new WrongCommand(
      `Cannot export to "${output}": it holds something already; --force replaces it`,
    );
  }
  await io.requireReplaceable(output);
  const fixtures = fixturesIn(await requireFolder(folder, io), folder);
  requireCurrentForms(fixtures, folder);
  const files = exportFixtures(format, builtinSpecs, graphFiles(), fixtures);
  await io.replaceFolder(output, files);
  const bytes = [...files.values()].reduce((sum, { length }) => sum + length, 0);
  io.out(`${files.size} files, ${(bytes / 1e6).toFixed(1)} MB in ${foreignLine(output)}\n`);
  return exitCodes.conforms;
}
