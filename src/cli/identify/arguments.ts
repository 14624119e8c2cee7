/**
 * `lossproof identify`: its arguments and its help.
 *
 * @module
 */
import { Option } from "commander";
import { floatDTypes } from "../../tensor/mod.ts";
import type { CommandLine } from "../command_line.ts";
import { specOption } from "../options.ts";
import { addOnnxOptions, addTargetOptions, onnxHelp, programHelp } from "../target/options.ts";
import { type ProgramOptions, targetOf } from "../target/target.ts";
import { identifyImplementation, type IdentifyOptions } from "./action.ts";

/** Adds `identify`. */
export function addIdentify({ program, io, onExit, command }: CommandLine): void {
  const identify = program.command("identify")
    .usage(
      "[options] <implementation>\n" +
        "       lossproof identify [options] -- <program> [arguments...]\n" +
        "       lossproof identify [options] --onnx <file> --loss <id>",
    )
    .description("say which conventions an implementation follows")
    .argument("[implementation]", '"reference", "onnx", "tfjs", or the path of a module')
    .option("-l, --loss <id...>", "only these losses")
    .addOption(
      new Option("-d, --dtype <dtype>", "the format to ask in (default: its widest)")
        .choices(floatDTypes),
    )
    .option("--json", "print JSON")
    .addOption(specOption());
  addTargetOptions(addOnnxOptions(identify))
    .addHelpText(
      "after",
      `
Before any verdict: it asks a few small calls, whose values tell apart what
libraries divide a mean by, what they do with ignored rows, soft labels, a beta
of 0 …, and prints the dialect to declare. The exit code is 1 where an answer
contradicts what the implementation declares.

Examples:
  lossproof identify tfjs
  lossproof identify ./my_losses.ts --loss cross_entropy
  lossproof identify --json -- python my_losses.py
  lossproof identify --onnx loss.onnx --loss cross_entropy --reduction mean
${programHelp}
${onnxHelp}`,
    )
    .action(async (name: string | undefined, options: IdentifyOptions & ProgramOptions) => {
      onExit(await identifyImplementation(targetOf(name, command, options), options, io));
    });
}
