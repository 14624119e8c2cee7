/**
 * The progress bar.
 *
 * @module
 */
import process from "node:process";
import cliProgress from "cli-progress";
import type { Progress } from "./io.ts";

/** Keeps the bar on one line of a terminal with 80 columns. */
const labelWidth = 45;

/**
 * Shows a bar on standard error that goes away when it is stopped.
 *
 * @param total how many things there are to do
 */
export function progressBar(total: number): Progress {
  const bar = new cliProgress.SingleBar({
    format: "{bar} {value}/{total}  {label}",
    barCompleteChar: "█",
    barIncompleteChar: "░",
    barsize: 20,
    clearOnComplete: true,
    // The terminal keeps its own line wrap, so that an interrupt leaves nothing to restore.
    linewrap: true,
    stream: process.stderr,
  });
  bar.start(total, 0, { label: "" });
  return {
    update: (done, label) => bar.update(done, { label: label.slice(0, labelWidth) }),
    stop: () => bar.stop(),
  };
}
