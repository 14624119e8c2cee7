/**
 * The report of a run, printed or written.
 *
 * @module
 */
import {
  renderReport,
  type ReportFormat,
  summarize,
  type TerminalOptions,
} from "../../report/mod.ts";
import { verdictOf } from "../../report/internal.ts";
import type { Event } from "../../runner/mod.ts";
import type { Io } from "../world/io.ts";

/**
 * Prints the report, or writes it and tells the verdict, which is not lost where writing fails.
 *
 * @param format which report
 * @param events the run
 * @param options what is known besides
 * @param output a file; absent = standard output
 * @param io prints and writes
 */
export async function publishReport(
  format: ReportFormat,
  events: readonly Event[],
  options: Pick<TerminalOptions, "specs">,
  output: string | undefined,
  io: Io,
): Promise<void> {
  const text = renderReport(format, events, {
    color: io.color && output === undefined,
    ...(io.columns !== undefined && { width: io.columns }),
    ...options,
  });
  if (output === undefined) return io.out(text);
  try {
    await io.writeText(output, text);
  } finally {
    io.err(`${verdictOf(summarize(events))}\n`);
  }
}
