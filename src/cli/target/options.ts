/**
 * Options that say what is checked: how a program is run, and what a model's file is.
 *
 * @module
 */
import { type Command, InvalidArgumentError, Option } from "commander";
import { parseDuration } from "../duration.ts";
import { argument } from "../options.ts";
import { parseMemory } from "./memory.ts";

/** What the help says of programs. */
export const programHelp = `
A program speaks the protocol of spec/PROTOCOL.md on its standard input and
output. Deno has to be allowed to start it:
  deno task lossproof:process check -- python my_losses.py
or narrower, with --allow-run=python,kill,sh (kill ends whatever the program has
started; sh ends it, too, where lossproof itself is killed, and limits memory).`;

/** What an implementation may use up, and where it runs. */
export function addTargetOptions(command: Command): Command {
  return command
    .option("--timeout <seconds>", "the time for a call (default: 10)", seconds)
    .option(
      "--memory <size>",
      "the memory of each of its processes, e.g. 2g",
      argument(parseMemory),
    )
    .option(
      "--deadline <duration>",
      "end after so long with what is found by then",
      argument(parseDuration),
    )
    .option("--env <variable...>", "further variables of its environment: NAME, or NAME=value")
    .option("--cwd <folder>", "a program's working directory")
    .option("--in-process", "run a module or a model in the judge's own process");
}

/** Whether a command runs a program: it has the options of one. */
export function runsProgram(command: Command): boolean {
  return command.options.some(({ long }) => long === "--cwd");
}

/** What a model's file is. */
export function addOnnxOptions(command: Command): Command {
  return command
    .option("--onnx <file>", "an ONNX model of one loss, in place of an implementation")
    .option("--map <name=theirs...>", "its inputs and outputs by the spec's names: pred=logits")
    .addOption(
      new Option("--reduction <reduction>", "the reduction that the model has")
        .choices(["mean", "none", "sum"]),
    );
}

/** What the help says of models. */
export const onnxHelp = `
An ONNX model's inputs are the spec's by name or else in order; its output "loss",
or the first one, is the value, and "grad_pred" and the like are gradients:
  deno task lossproof check --onnx loss.onnx --loss l1_loss`;

function seconds(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value > 0 && value <= 86_400) return value;
  throw new InvalidArgumentError("It must be a number of seconds > 0, at most a day.");
}
