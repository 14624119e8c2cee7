/**
 * `lossproof replay`: its arguments and its help.
 *
 * @module
 */
import type { CommandLine } from "../command_line.ts";
import { configuredTarget, findConfig } from "../config/file.ts";
import { configOption, specOption } from "../options.ts";
import { addOnnxOptions, addTargetOptions, programHelp } from "../target/options.ts";
import { targetOf, type TargetOptions } from "../target/target.ts";
import { replayCounterexample, type ReplayOptions } from "./action.ts";

/** Adds `replay`. */
export function addReplay({ program, io, onExit, command }: CommandLine): void {
  const replay = program.command("replay")
    .usage(
      "[options] <counterexample>\n" +
        "       lossproof replay [options] <counterexample> -- <program> [arguments...]",
    )
    .description("try a counterexample again")
    .argument("<counterexample>", "a file that check --save wrote")
    .option(
      "-i, --implementation <name>",
      "what to try it on, as for check (default: what lossproof.json says)",
    )
    .option("--form <name>", "accept only this form of the formula, and better ones")
    .addOption(configOption())
    .addOption(specOption());
  addTargetOptions(addOnnxOptions(replay))
    .option("-l, --loss <id...>", "the loss of the model")
    .addHelpText(
      "after",
      `
Examples:
  lossproof replay kept/l1_loss.agreement.mean.f32.json -i ./my_losses.ts
  lossproof replay kept/l1_loss.agreement.mean.f32.json --config lossproof.json
${programHelp}`,
    )
    .action(async (file: string, options: ReplayOptions & Flags) => {
      const { implementation } = options;
      const named = [implementation, command, options.onnx].some((one) => one !== undefined);
      const found = await findConfig(options.config, !named, io);
      const target = named
        ? targetOf(implementation, command, options)
        : configuredTarget(found, options);
      const settled = {
        ...(found.config.form !== undefined && { form: found.config.form }),
        ...(found.config.dialect !== undefined && { dialect: found.config.dialect }),
        ...options,
        spec: options.spec.length > 0 ? options.spec : found.config.specs?.map(found.within) ?? [],
      };
      onExit(await replayCounterexample(file, target, settled, io));
    });
}

interface Flags extends TargetOptions {
  readonly implementation?: string;
  readonly config?: string;
}
