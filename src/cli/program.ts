/**
 * The command line: every command, and what holds for all of them.
 *
 * @module
 */
import { Command } from "commander";
import { version } from "../version.ts";
import { addCheck } from "./check/arguments.ts";
import type { OnExit } from "./command_line.ts";
import { addEvaluate } from "./evaluate/arguments.ts";
import { WrongCommand } from "./failure.ts";
import { addGolden } from "./golden/arguments.ts";
import { addIdentify } from "./identify/arguments.ts";
import { addInit } from "./init/arguments.ts";
import { addMerge } from "./merge/arguments.ts";
import { addReplay } from "./replay/arguments.ts";
import { addSpec } from "./spec/arguments.ts";
import { runsProgram } from "./target/options.ts";
import type { Io } from "./world/io.ts";

/** Every command, in the order of the help. */
const commands = [
  addCheck,
  addReplay,
  addIdentify,
  addInit,
  addMerge,
  addEvaluate,
  addSpec,
  addGolden,
];

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
  0    conforms
  1    does not conform
  2    the command was wrong: an unknown loss, a bad spec, a bad file
  3    the implementation could not be run, or the deadline has passed
  130  interrupted by Ctrl-C; what was found by then is reported

Examples:
  lossproof check reference
  lossproof check ./my_losses.ts --loss smooth_l1_loss --dtype f32
  lossproof check -- python my_losses.py
  lossproof identify ./my_losses.ts
  lossproof init --lang python --output my_losses
  lossproof evaluate smooth_l1_loss input.json --dtype f16
  lossproof spec show smooth_l1_loss${
        io.calledAs === "lossproof" ? "" : `\n\nHere, lossproof is: ${io.calledAs}`
      }`,
    );
  for (const add of commands) add({ program, io, onExit, command });
  program.hook("preAction", (_, acting) => {
    requireWords(acting);
    if (command === undefined || runsProgram(acting)) return;
    throw new WrongCommand(`"${pathOf(acting)}" runs no program: leave out -- and what follows`);
  });
  hintAtHelp(program, "lossproof");
  return program;
}

/** @throws {WrongCommand} when an option is given, and is empty, as of a variable that is not set */
function requireWords(command: Command): void {
  const empty = command.options.find((option) =>
    [command.getOptionValue(option.attributeName())].flat().includes("")
  );
  if (empty !== undefined) throw new WrongCommand(`${empty.long} must not be empty`);
}

/** The words that call a command, without the program's own name. */
function pathOf(command: Command): string {
  const { parent } = command;
  return parent?.parent ? `${pathOf(parent)} ${command.name()}` : command.name();
}

/** After an error, names the help of the command that was meant. */
function hintAtHelp(command: Command, path: string): void {
  command.showHelpAfterError(`(${path} --help shows what there is)`);
  for (const inner of command.commands) hintAtHelp(inner, `${path} ${inner.name()}`);
}
