/**
 * `lossproof golden generate`: makes the golden folder.
 *
 * @module
 */
import {
  type Files,
  type FolderProblem,
  isCompanion,
  manifestName,
  manifestProblems,
} from "../../golden/internal.ts";
import { exitCodes, WrongCommand } from "../failure.ts";
import type { Io } from "../world/io.ts";
import { type FolderOptions, produceShowing } from "./folder.ts";
import { folderSummary, problemLines } from "./folder_text.ts";
import { reportRoads } from "./roads.ts";

/** How to generate. */
export interface GenerateOptions extends FolderOptions {
  /** Whether files that are not what the manifest says may be lost. */
  readonly force?: boolean;
}

/** Names that a golden folder may hold. */
const golden = /^(\w+\.json|onnx\/[\w.]+\.onnx)$/;

/**
 * Makes all golden files, checks that every road leads to their numbers, and replaces the folder.
 *
 * @returns the exit code: 0, or 1 when a road leads elsewhere; nothing is written then
 * @throws {WrongCommand} when the folder holds what would be lost, or cannot be written
 */
export async function generateGolden(
  { folder, force = false }: GenerateOptions,
  io: Io,
): Promise<number> {
  // A run that was killed is finished first: until then the files are of two kinds.
  await io.requireReplaceable(folder);
  const stored = await io.readFolder(folder) ?? new Map<string, Uint8Array>();
  requireGolden(stored, folder, force);
  const interruption = io.watchInterrupts?.(false);
  try {
    const produced = await produceShowing(io, interruption?.signal);
    const reports = await reportRoads(produced.fixtures);
    interruption?.signal.throwIfAborted();
    const problems = reports.flatMap((report) => report.problems);
    if (problems.length > 0) {
      io.out(problemLines(problems, folder, io));
      io.err("The roads do not lead to one number: nothing is written\n");
      return exitCodes.doesNotConform;
    }
    const kept = [...stored].filter(([file]) => isCompanion(file));
    await io.replaceFolder(folder, new Map([...produced.files, ...kept]));
    io.out(folderSummary(produced.files, reports));
    return exitCodes.conforms;
  } finally {
    interruption?.stop();
  }
}

/** Refuses to lose what a generator has not made, or someone has changed. */
function requireGolden(stored: Files, folder: string, force: boolean): void {
  const names = [...stored.keys()].filter((file) => !isCompanion(file));
  const stranger = names.find((file) => !golden.test(file));
  if (stranger !== undefined) {
    throw new WrongCommand(
      `Cannot replace "${folder}": it holds "${stranger}", which is no golden file`,
    );
  }
  if (force || names.length === 0) return;
  const [first, ...others] = manifestProblems(stored);
  if (first === undefined) return;
  const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
  throw new WrongCommand(
    `Cannot replace "${folder}": ${sentence(first)}${more}; --force replaces it all the same`,
  );
}

function sentence({ file, what }: FolderProblem): string {
  return file === manifestName && what === "is missing" ? `it has no ${file}` : `${file} ${what}`;
}
