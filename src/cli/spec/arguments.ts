/**
 * `lossproof spec`: its arguments and its help.
 *
 * @module
 */
import type { CommandLine } from "../command_line.ts";
import { specOption } from "../options.ts";
import { listSpecs, showSpec, type SpecOptions, validateSpecs } from "./action.ts";

/** Adds `spec`. */
export function addSpec({ program, io, onExit }: CommandLine): void {
  const spec = program.command("spec").description("list, show and validate specs");
  spec.command("list")
    .description("list the losses")
    .option("--json", "print JSON")
    .addOption(specOption())
    .addHelpText("after", "\nExample:\n  lossproof spec list --spec my_loss.json")
    .action(async (options: SpecOptions) => onExit(await listSpecs(options, io)));
  spec.command("show")
    .description("show one loss in full, extensions merged")
    .argument("<id>", "the id of the loss")
    .option("--json", "print JSON")
    .addOption(specOption())
    .addHelpText(
      "after",
      "\nExamples:\n  lossproof spec show smooth_l1_loss\n" +
        "  lossproof spec show my_loss --spec my_loss.json --json",
    )
    .action(async (id: string, options: SpecOptions) => onExit(await showSpec(id, options, io)));
  spec.command("validate")
    .description("validate spec files, the built-in ones where none is named")
    .argument("[files...]", "spec files")
    .addHelpText("after", "\nExample:\n  lossproof spec validate my_loss.json")
    .action(async (files: string[]) => onExit(await validateSpecs(files, io)));
  spec.addHelpText(
    "after",
    `
Examples:
  lossproof spec list
  lossproof spec show smooth_l1_loss
  lossproof spec validate my_loss.json`,
  );
}
