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
import { type ProgramOptions, targetOf } from "./target.ts";
import { listSpecs, showSpec, type SpecOptions, validateSpecs } from "./spec_command.ts";
import { version } from "../version.ts";

/** Receives the exit code of the command that ran. */
export type OnExit = (code: number) => void;

/**
 * Builds the command line.
 *
 * @param io what the commands may do to the world
 * @param onExit receives the exit code
 * @param command what stands after `--`: the program that is checked
 * @returns the program, which throws where commander would end the process
 */
export function createProgram(
  io: Io,
  onExit: OnExit,
  command?: readonly string[],
): Command {
  const program = new Command("lossproof")
    .description("A conformance suite and reference oracle for the losses of object detection")
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.out(text), writeErr: (text) => io.err(text) })
    .configureHelp({ showGlobalOptions: false })
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
  lossproof check -- python my_losses.py
  lossproof evaluate smooth_l1_loss input.json --dtype f16
  lossproof spec show smooth_l1_loss${
        io.calledAs === "lossproof" ? "" : `\n\nHere, lossproof is: ${io.calledAs}`
      }`,
    );
  addCheck(program, io, onExit, command);
  addReplay(program, io, onExit, command);
  addEvaluate(program, io, onExit);
  addSpec(program, io, onExit);
  hintAtHelp(program, "lossproof");
  return program;
}

/** After an error, names the help of the command that was meant. */
function hintAtHelp(command: Command, path: string): void {
  command.showHelpAfterError(`(${path} --help shows what there is)`);
  for (const inner of command.commands) hintAtHelp(inner, `${path} ${inner.name()}`);
}

function addCheck(
  program: Command,
  io: Io,
  onExit: OnExit,
  command: readonly string[] | undefined,
): void {
  const check = program.command("check")
    .usage(
      "[options] <implementation>\n       lossproof check [options] -- <program> [arguments...]",
    )
    .description("check an implementation against the specs")
    .argument("[implementation]", '"reference", "tfjs", or the path of a module')
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
    .option("-o, --output <file>", "write the report to a file (-: standard output)")
    .option("--save <folder>", "keep every counterexample in a file there")
    .addOption(specOption());
  addProgramOptions(check)
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
${programHelp}`,
    )
    .action(async (name: string | undefined, options: CheckOptions & ProgramOptions) => {
      onExit(await checkImplementation(targetOf(name, command, options), options, io));
    });
}

function addReplay(
  program: Command,
  io: Io,
  onExit: OnExit,
  command: readonly string[] | undefined,
): void {
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
  addProgramOptions(replay)
    .addHelpText(
      "after",
      `
Example:
  lossproof replay kept/l1_loss.agreement.mean.f32.json -i ./my_losses.ts
${programHelp}`,
    )
    .action(async (file: string, options: ReplayOptions & ProgramOptions & Named) => {
      const target = targetOf(options.implementation, command, options);
      onExit(await replayCounterexample(file, target, options, io));
    });
}

interface Named {
  readonly implementation?: string;
}

const programHelp = `
A program speaks the protocol of spec/PROTOCOL.md on its standard input and
output. Deno has to be allowed to start it:
  deno task lossproof:process check -- python my_losses.py
or narrower, with --allow-run=python,kill (kill ends whatever the program has
started).`;

function addProgramOptions(command: Command): Command {
  return command
    .option("--timeout <seconds>", "a program's time for a call (default: 10)", seconds)
    .option("--env <key=value...>", "variables of a program's environment")
    .option("--cwd <folder>", "a program's working directory");
}

function seconds(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value > 0 && value <= 86_400) return value;
  throw new InvalidArgumentError("It must be a number of seconds > 0, at most a day.");
}

function addEvaluate(program: Command, io: Io, onExit: OnExit): void {
  program.command("evaluate")
    .description("show what the oracle knows of one input")
    .argument("<loss>", "the id of the loss")
    .argument("<input>", "a JSON file (-: standard input)")
    .addOption(
      new Option("-d, --dtype <dtype>", "the format (default: the file's, or f64)")
        .choices(floatDTypes),
    )
    .option("--json", "print JSON, all elements included")
    .addOption(specOption())
    .addHelpText(
      "after",
      `
The file gives tensors as nested lists, or by shape and row-major data; a number
may be a string, too: hexadecimal, "NaN", "-0", "Infinity":
  {
    "inputs": {
      "pred": [0.5, -2],
      "target": { "shape": [2], "data": [0, "0x1.8p-3"] }
    },
    "params": { "beta": 0.5 },
    "reduction": "none"
  }

Examples:
  lossproof evaluate smooth_l1_loss input.json
  lossproof evaluate smooth_l1_loss input.json --dtype bf16 --json
  echo '{"inputs": {"pred": 3, "target": 1}}' | lossproof evaluate l1_loss -`,
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

function specOption(): Option {
  return new Option("--spec <file...>", "spec files of further losses").default([], "none");
}

function wholeNumber(minimum = -Infinity): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^[+-]?\d+(e\d+)?$/.test(text) || !Number.isSafeInteger(value) || value < minimum) {
      const range = minimum === -Infinity ? "" : ` >= ${minimum}`;
      throw new InvalidArgumentError(`It must be a whole number${range}.`);
    }
    return value;
  };
}
