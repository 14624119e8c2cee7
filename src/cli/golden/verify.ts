/**
 * `lossproof golden verify`: everything anew, and compared.
 *
 * @module
 */
import { foreignLine } from "../../foreign_text.ts";
import { folderProblems } from "../../golden/internal.ts";
import { exitCodes } from "../failure.ts";
import type { Io } from "../world/io.ts";
import { type FolderOptions, produceShowing, requireFolder } from "./folder.ts";
import { folderSummary, problemLines } from "./folder_text.ts";
import { reportRoads } from "./roads.ts";

/**
 * Makes all golden files anew and compares: bytes, digests, and every road's numbers.
 *
 * @returns the exit code: 0, or 1 when something is not as it must be
 * @throws {WrongCommand} when there is no such folder
 */
export async function verifyGolden({ folder }: FolderOptions, io: Io): Promise<number> {
  const stored = await requireFolder(folder, io);
  const interruption = io.watchInterrupts?.(false);
  try {
    const produced = await produceShowing(io, interruption?.signal);
    const reports = await reportRoads(produced.fixtures);
    interruption?.signal.throwIfAborted();
    const problems = [
      ...folderProblems(stored, produced),
      ...reports.flatMap((report) => report.problems),
    ];
    const name = foreignLine(folder);
    if (problems.length === 0) {
      io.out(folderSummary(produced.files, reports) + `${name} is what it must be\n`);
      return exitCodes.conforms;
    }
    const files = new Set(problems.map(({ file }) => file)).size;
    io.out(problemLines(problems, folder, io));
    io.out(
      `\n${name} is not what it must be: ${count(problems.length, "problem")} in ${
        count(files, "file")
      }\n`,
    );
    return exitCodes.doesNotConform;
  } finally {
    interruption?.stop();
  }
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}
