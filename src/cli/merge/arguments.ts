/**
 * `lossproof merge`: its arguments and its help.
 *
 * @module
 */
import { Option } from "commander";
import { reportFormats } from "../../report/mod.ts";
import type { CommandLine } from "../command_line.ts";
import { specOption } from "../options.ts";
import { mergeEvents, type MergeOptions } from "./action.ts";

/** Adds `merge`. */
export function addMerge({ program, io, onExit }: CommandLine): void {
  program.command("merge")
    .description("make one report of the shards of a run")
    .argument("<events...>", "what check --shard i/n --format events wrote, for every i")
    .addOption(
      new Option("-f, --format <format>", "the report").choices(reportFormats).default("terminal"),
    )
    .option("-o, --output <file>", "write the report to a file (-: standard output)")
    .addOption(specOption())
    .addHelpText(
      "after",
      `
Examples:
  lossproof merge 1.events 2.events 3.events
  lossproof merge shards/*.events --format junit --output report.xml
  lossproof merge whole.events --format markdown

The parts must be all shards of one run: of one version, seed and plan. The
report and the exit code are those of the run without shards. The events of
one whole run are shown as they are.`,
    )
    .action(async (files: readonly string[], options: MergeOptions) => {
      onExit(await mergeEvents(files, options, io));
    });
}
