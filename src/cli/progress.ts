/**
 * The progress bar.
 *
 * @module
 */
import process from "node:process";
import cliProgress from "cli-progress";
import type { Progress } from "./io.ts";

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
    stream: process.stderr,
  });
  bar.start(total, 0, { label: "" });
  return {
    update: (done, label) => bar.update(done, { label }),
    stop: () => bar.stop(),
  };
}
