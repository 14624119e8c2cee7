/**
 * The progress bar.
 *
 * @module
 */
import cliProgress from "cli-progress";
import process from "node:process";
import type { Progress } from "./io.ts";

const barWidth = 20;

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
    barsize: barWidth,
    clearOnComplete: true,
    // The terminal keeps its own line wrap, so that an interrupt leaves nothing to restore.
    linewrap: true,
    stream: process.stderr,
  });
  // The bar, both numbers and what is between them stay on one line.
  const room = (process.stderr.columns ?? 80) - barWidth - 2 * String(total).length - 6;
  bar.start(total, 0, { label: "" });
  return {
    update: (done, label) => {
      bar.update(done, { label: label.slice(0, Math.max(room, 0)) });
      // By itself the bar redraws at times only, and never while an implementation computes: a check
      // that hangs would stand there under the name of the one before.
      bar.render();
    },
    stop: () => bar.stop(),
  };
}
