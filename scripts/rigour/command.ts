/**
 * A task's command line.
 *
 * @module
 */
import { Command } from "commander";

/**
 * Begins the command line of a task. Its help is plain, so that no permission is needed to ask the environment for
 * colours; what is not known ends the task with a sentence and exit code 2, that of a wrong command.
 *
 * @param task as it is called
 */
export function taskCommand(task: string): Command {
  return new Command(`deno task ${task}`)
    .configureOutput({ getOutHasColors: () => false, getErrHasColors: () => false })
    .exitOverride(({ exitCode }) => Deno.exit(exitCode === 0 ? 0 : 2));
}
