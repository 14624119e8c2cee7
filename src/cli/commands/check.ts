/**
 * `lossproof check`: its arguments and its help.
 *
 * @module
 */
import { Option } from "commander";
import { reportFormats } from "../../report/mod.ts";
import { floatDTypes } from "../../tensor/mod.ts";
import { checkImplementation, type CheckOptions } from "../check_command.ts";
import { targetOf, type TargetOptions } from "../target.ts";
import type { Commands } from "./commands.ts";
import {
  addOnnxOptions,
  addProgramOptions,
  onnxHelp,
  programHelp,
  specOption,
  wholeNumber,
} from "./options.ts";

/** Adds `check`. */
export function addCheck({ program, io, onExit, command }: Commands): void {
  const check = program.command("check")
    .usage(
      "[options] <implementation>\n" +
        "       lossproof check [options] -- <program> [arguments...]\n" +
        "       lossproof check [options] --onnx <file> --loss <id>",
    )
    .description("check an implementation against the specs")
    .argument("[implementation]", '"reference", "onnx", "tfjs", or the path of a module')
    .option("-l, --loss <id...>", "only these losses")
    .addOption(
      new Option("-d, --dtype <dtype...>", "only these formats").choices(floatDTypes),
    )
    .option("-c, --check <pattern...>", "only these checks: * in a part of an id, ** for any parts")
    .option("-n, --runs <count>", "cases for each check", wholeNumber(1), 100)
    .option("-s, --seed <seed>", "where the random cases begin", wholeNumber(), 1)
    .option("-j, --jobs <count>", "so many implementations at a time", wholeNumber(1), 1)
    .option("--form <name>", "accept only this form of the formula, and better ones")
    .addOption(
      new Option("-f, --format <format>", "the report").choices(reportFormats).default("terminal"),
    )
    .option("-o, --output <file>", "write the report to a file (-: standard output)")
    .option("--save <folder>", "keep every counterexample in a file there")
    .addOption(specOption());
  addProgramOptions(addOnnxOptions(check))
    .addHelpText(
      "after",
      `
Examples:
  lossproof check ./my_losses.ts
  lossproof check ./my_losses.ts --loss l1_loss smooth_l1_loss --dtype f32 f16
  lossproof check ./my_losses.ts --check '*/gradient/**' --runs 1000
  lossproof check ./my_losses.ts --format junit --output report.xml --save kept
  lossproof check ./my_loss.ts --spec my_loss.json
  lossproof check --timeout 2 --env OMP_NUM_THREADS=1 -- python my_losses.py
  lossproof check --onnx loss.onnx --loss l1_loss --map pred=logits target=labels
${programHelp}
${onnxHelp}`,
    )
    .action(async (name: string | undefined, options: CheckOptions & TargetOptions) => {
      onExit(await checkImplementation(targetOf(name, command, options), options, io));
    });
}
