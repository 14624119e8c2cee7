/**
 * The commands, their arguments and their help.
 *
 * @module
 */
import { Command, InvalidArgumentError, Option } from "commander";
import { reportFormats } from "../report/mod.ts";
import { floatDTypes } from "../tensor/mod.ts";
import { checkImplementation, type CheckOptions } from "./check_command.ts";
import { evaluateInput, type EvaluateOptions } from "./evaluate_command.ts";
import type { Io } from "./io.ts";
import { replayCounterexample, type ReplayOptions } from "./replay_command.ts";
import { listSpecs, showSpec, type SpecOptions, validateSpecs } from "./spec_command.ts";
import { version } from "./version.ts";

/** Receives the exit code of the command that ran. */
export type OnExit = (code: number) => void;

/**
 * Builds the command line.
 *
 * @param io what the commands may do to the world
 * @param onExit receives the exit code
 * @returns the program, which throws where commander would end the process
 */
export function createProgram(io: Io, onExit: OnExit): Command {
  const program = new Command("lossproof")
    .description("A conformance suite and reference oracle for the losses of object detection")
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.out(text), writeErr: (text) => io.err(text) })
    .configureHelp({ showGlobalOptions: false })
    .showHelpAfterError("(lossproof --help shows what there is)")
    .addHelpText(
      "after",
      `
Exit codes:
  0  conforms
  1  does not conform
  2  the command was wrong: an unknown loss, a bad spec, a bad file
  3  the implementation could not be run

Examples:
  lossproof check reference
  lossproof check ./my_losses.ts --loss smooth_l1_loss --dtype f32
  lossproof evaluate smooth_l1_loss input.json --dtype f16
  lossproof spec show smooth_l1_loss`,
    );
  addCheck(program, io, onExit);
  addReplay(program, io, onExit);
  addEvaluate(program, io, onExit);
  addSpec(program, io, onExit);
  return program;
}

function addCheck(program: Command, io: Io, onExit: OnExit): void {
  program.command("check")
    .description("check an implementation against the specs")
    .argument("<implementation>", '"reference", "tfjs", or the path of a module')
    .option("-l, --loss <id...>", "only these losses")
    .addOption(
      new Option("-d, --dtype <dtype...>", "only these formats").choices(floatDTypes),
    )
    .option("-c, --check <pattern...>", "only these checks: * in a part of an id, ** for any parts")
    .option("-n, --runs <count>", "cases for each check", wholeNumber(1), 100)
    .option("-s, --seed <seed>", "where the random cases begin", wholeNumber(), 1)
    .option("--form <name>", "accept only this form of the formula, and better ones")
    .addOption(
      new Option("-f, --format <format>", "the report").choices(reportFormats).default("terminal"),
    )
    .option("-o, --output <file>", "write the report to a file")
    .option("--save <folder>", "keep every counterexample in a file there")
    .addOption(specOption())
    .addHelpText(
      "after",
      `
Examples:
  lossproof check ./my_losses.ts
  lossproof check ./my_losses.ts --loss l1_loss smooth_l1_loss --dtype f32 f16
  lossproof check ./my_losses.ts --check '*/gradient/**' --runs 1000
  lossproof check ./my_losses.ts --format junit --output report.xml --save counterexamples
  lossproof check ./my_losses.ts --spec my_loss.json --loss my_loss`,
    )
    .action(async (implementation: string, options: CheckOptions) => {
      onExit(await checkImplementation(implementation, options, io));
    });
}

function addReplay(program: Command, io: Io, onExit: OnExit): void {
  program.command("replay")
    .description("try a counterexample again")
    .argument("<counterexample>", "a file that check --save wrote")
    .requiredOption("-i, --implementation <name>", "what to try it on, as for check")
    .option("--form <name>", "accept only this form of the formula, and better ones")
    .addOption(specOption())
    .addHelpText(
      "after",
      `
Example:
  lossproof replay counterexamples/l1_loss.agreement.value.f32.json -i ./my_losses.ts`,
    )
    .action(async (file: string, options: ReplayOptions) => {
      onExit(await replayCounterexample(file, options, io));
    });
}

function addEvaluate(program: Command, io: Io, onExit: OnExit): void {
  program.command("evaluate")
    .description("show what the oracle knows of one input")
    .argument("<loss>", "the id of the loss")
    .argument("<input>", "a JSON file")
    .addOption(
      new Option("-d, --dtype <dtype>", "the format (default: the file's, or f64)")
        .choices(floatDTypes),
    )
    .option("--json", "print JSON, all elements included")
    .addOption(specOption())
    .addHelpText(
      "after",
      `
The file gives tensors as nested lists, or by shape and row-major data:
  {
    "inputs": { "pred": [0.5, "NaN"], "target": { "shape": [2], "data": [0, "0x1.8p-3"] } },
    "params": { "beta": 0.5 },
    "reduction": "none"
  }

Examples:
  lossproof evaluate smooth_l1_loss input.json
  lossproof evaluate smooth_l1_loss input.json --dtype bf16 --json`,
    )
    .action(async (loss: string, input: string, options: EvaluateOptions) => {
      onExit(await evaluateInput(loss, input, options, io));
    });
}

function addSpec(program: Command, io: Io, onExit: OnExit): void {
  const spec = program.command("spec").description("list, show and validate specs");
  spec.command("list")
    .description("list the losses")
    .option("--json", "print JSON")
    .addOption(specOption())
    .action(async (options: SpecOptions) => onExit(await listSpecs(options, io)));
  spec.command("show")
    .description("show one loss in full, extensions merged")
    .argument("<id>", "the id of the loss")
    .option("--json", "print JSON")
    .addOption(specOption())
    .action(async (id: string, options: SpecOptions) => onExit(await showSpec(id, options, io)));
  spec.command("validate")
    .description("validate spec files, the built-in ones where none is named")
    .argument("[files...]", "spec files")
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

function specOption(): Option {
  return new Option("--spec <file...>", "spec files of further losses").default([], "none");
}

function wholeNumber(minimum = -Infinity): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^[+-]?\d+$/.test(text) || !Number.isSafeInteger(value) || value < minimum) {
      const range = minimum === -Infinity ? "" : ` >= ${minimum}`;
      throw new InvalidArgumentError(`It must be a whole number${range}.`);
    }
    return value;
  };
}
