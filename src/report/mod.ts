/**
 * Reports: folds over the events of a run.
 *
 * @module
 */
import type { Event } from "../runner/mod.ts";
import { writeEvent } from "./events.ts";
import { renderGithub } from "./github.ts";
import { renderJson } from "./json.ts";
import { renderJunit } from "./junit.ts";
import { renderMarkdown } from "./markdown.ts";
import { renderTerminal, type TerminalOptions } from "./terminal.ts";

export { readEvents, writeEvent } from "./events.ts";
export { exitCode } from "./exit_code.ts";
export { summarize, type Summary } from "./summary.ts";
export type { TerminalOptions } from "./terminal.ts";

/**
 * Every report format.
 *
 * @example
 * ```ts
 * import { reportFormats } from "lossproof";
 * import { assert } from "@std/assert";
 *
 * assert(reportFormats.includes("junit"));
 * ```
 */
export const reportFormats = ["terminal", "json", "junit", "github", "markdown", "events"] as const;
/** The name of a report format. */
export type ReportFormat = typeof reportFormats[number];

/**
 * Renders a run.
 *
 * @param format which report; `events` can also be written as they come, by {@linkcode writeEvent}
 * @param events the run; may be incomplete, and then no report says that it passed
 * @param options colours and width matter to the terminal only
 * @returns the text, with a line feed at the end
 *
 * @example
 * ```ts
 * import {
 *   builtinSpecs,
 *   createOracle,
 *   makePlan,
 *   moduleAdapter,
 *   renderReport,
 *   run,
 *   version,
 * } from "lossproof";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const adapter = moduleAdapter(
 *   {
 *     name: "my losses",
 *     dtypes: ["f64"],
 *     losses: {
 *       l1_loss: {
 *         reductions: ["none"],
 *         compute: ({ inputs: { pred, target } }) => ({
 *           value: Array.from(pred.data, (p, i) => p - target.data[i]),
 *         }),
 *       },
 *     },
 *   },
 *   builtinSpecs,
 * );
 * const plan = makePlan({
 *   specs: builtinSpecs,
 *   oracle: await createOracle(builtinSpecs.values()),
 *   about: adapter.about,
 *   checks: ["l1_loss/nonnegative"],
 *   seed: 1,
 *   version,
 * });
 * const events = await Array.fromAsync(run(plan, adapter));
 * const text = renderReport("terminal", events, { specs: builtinSpecs });
 * assertStringIncludes(text, "my losses: 0 checks hold, 1 must-check fails: does not conform (seed 1)");
 * ```
 */
export function renderReport(
  format: ReportFormat,
  events: readonly Event[],
  options: TerminalOptions = {},
): string {
  switch (format) {
    case "terminal":
      return renderTerminal(events, options);
    case "json":
      return renderJson(events);
    case "junit":
      return renderJunit(events, specsOf(options));
    case "github":
      return renderGithub(events, specsOf(options));
    case "markdown":
      return renderMarkdown(events, specsOf(options));
    case "events":
      return events.map(writeEvent).join("");
  }
}

function specsOf({ specs }: TerminalOptions): Pick<TerminalOptions, "specs"> {
  return specs === undefined ? {} : { specs };
}
