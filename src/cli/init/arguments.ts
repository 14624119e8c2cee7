/**
 * `lossproof init`: its arguments and its help.
 *
 * @module
 */
import { languages } from "../../init/internal.ts";
import type { CommandLine } from "../command_line.ts";
import { beginAdapter, type InitOptions } from "./action.ts";

/** Adds `init`. */
export function addInit({ program, io, onExit }: CommandLine): void {
  program.command("init")
    .description("begin an adapter for your losses, with one loss filled in")
    .requiredOption("-l, --lang <language>", Object.keys(languages).join(", "))
    .requiredOption("-o, --output <folder>", "where to write it")
    .option("--force", "write beside what is in the folder")
    .addHelpText(
      "after",
      `
The adapter runs at once: smooth L1 is there with its gradients, in float64 and
float32. Its README has the commands that build and check it.

Examples:
  lossproof init --lang python --output my_losses
  lossproof init --lang rust --output my_losses`,
    )
    .action(async (options: InitOptions) => onExit(await beginAdapter(options, io)));
}
