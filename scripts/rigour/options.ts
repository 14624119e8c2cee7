/**
 * Command lines of the long tasks: numbers, and the losses that they are about.
 *
 * @module
 */
import { type Command, InvalidArgumentError } from "commander";
import { didYouMean } from "../../src/spec/internal.ts";
import { builtinSpecs, type Spec } from "../../src/spec/mod.ts";
import { taskCommand } from "./command.ts";
import { whole } from "./words.ts";

/**
 * Reads a task's numbers, whole and at least 1; what is not known ends the task with a sentence.
 *
 * @param task as it is called
 * @param usual the options, and their values where they are not given
 * @param args the command line
 */
export function numbersOf<K extends string>(
  task: string,
  usual: Readonly<Record<K, number>>,
  args: readonly string[] = Deno.args,
): Readonly<Record<K, number>> {
  return commandOf(task, usual).parse([...args], { from: "user" }).opts();
}

/** As {@linkcode numbersOf}, with the losses that are named; all where none is. */
export function numbersAndLossesOf<K extends string>(
  task: string,
  usual: Readonly<Record<K, number>>,
  args: readonly string[] = Deno.args,
): { readonly numbers: Readonly<Record<K, number>>; readonly specs: readonly Spec[] } {
  const command = commandOf(task, usual)
    .argument("[loss...]", "only these losses", (name, named: Spec[] = []) => [
      ...named,
      specNamed(name),
    ])
    .parse([...args], { from: "user" });
  const named: readonly Spec[] = command.processedArgs[0] ?? [];
  return {
    numbers: command.opts(),
    specs: named.length === 0 ? [...builtinSpecs.values()] : named,
  };
}

function commandOf(task: string, usual: Readonly<Record<string, number>>): Command {
  const command = taskCommand(task);
  for (const [name, value] of Object.entries(usual)) {
    command.option(`--${name} <n>`, "a whole number", whole, value);
  }
  return command;
}

function specNamed(name: string): Spec {
  const spec = builtinSpecs.get(name);
  if (spec !== undefined) return spec;
  throw new InvalidArgumentError(`there is no such loss${didYouMean(name, builtinSpecs.keys())}`);
}
