/**
 * With which permissions users run Lossproof: those of the tasks in deno.json.
 *
 * @module
 */
import config from "lossproof/deno.json" with { type: "json" };

/** What a task gives to Deno and to the environment. */
export interface Given {
  readonly flags: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const tasks: Readonly<Record<string, string>> = config.tasks;

/** The task that a command is for: by what it reaches. */
export function taskFor(args: readonly string[]): string {
  return args.includes("--") ? "lossproof:process" : "lossproof";
}

/** What a task that is `NAME=value … deno run --flag … file` gives. */
export function givenBy(task: string): Given {
  const words = tasks[task].split(" ");
  const at = words.indexOf("deno");
  const env = words.slice(0, at).map((word) => word.split(/=(.*)/s).slice(0, 2));
  const rest = words.slice(at + 2);
  const flags = rest.slice(0, rest.findIndex((word) => !word.startsWith("-")));
  return { flags, env: Object.fromEntries(env) };
}
