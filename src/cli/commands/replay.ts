/**
 * `lossproof replay`: its arguments and its help.
 *
 * @module
 */
import { replayCounterexample, type ReplayOptions } from "../replay_command.ts";
import { targetOf, type TargetOptions } from "../target.ts";
import type { Commands } from "./commands.ts";
import { addOnnxOptions, addProgramOptions, programHelp, specOption } from "./options.ts";

/** Adds `replay`. */
export function addReplay({ program, io, onExit, command }: Commands): void {
  const replay = program.command("replay")
    .usage(
      "[options] <counterexample>\n" +
        "       lossproof replay [options] <counterexample> -- <program> [arguments...]",
    )
    .description("try a counterexample again")
    .argument("<counterexample>", "a file that check --save wrote")
    .option("-i, --implementation <name>", "what to try it on, as for check")
    .option("--form <name>", "accept only this form of the formula, and better ones")
    .addOption(specOption());
  addProgramOptions(addOnnxOptions(replay))
    .option("-l, --loss <id...>", "the loss of the model")
    .addHelpText(
      "after",
      `
Example:
  lossproof replay kept/l1_loss.agreement.mean.f32.json -i ./my_losses.ts
${programHelp}`,
    )
    .action(async (file: string, options: ReplayOptions & TargetOptions & Named) => {
      const target = targetOf(options.implementation, command, options);
      onExit(await replayCounterexample(file, target, options, io));
    });
}

interface Named {
  readonly implementation?: string;
}
