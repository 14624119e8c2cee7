/**
 * How this program was called, so that a command that it prints can be pasted.
 *
 * @module
 */
import { fromFileUrl, relative } from "@std/path";
import { confiningPrograms } from "../../adapters/internal.ts";
import { shellWord } from "./shell_word.ts";

/**
 * The words before a command's own.
 *
 * @returns e.g. `npx -y deno@2.9.6 task lossproof`; outside of a task the `deno run` that does the
 * same from the working directory
 */
export function calledAs(): string {
  const task = Deno.env.get("LOSSPROOF_TASK");
  if (task !== undefined) return `${denoCommand()} task ${task}`;
  return [denoCommand(), "run", ...grants(), shellWord(mainPath())].join(" ");
}

/** The words that start this Deno. */
function denoCommand(): string {
  const byNpx = Deno.env.get("npm_command") === "exec" &&
    /\bdeno\b/.test(Deno.env.get("npm_lifecycle_script") ?? "");
  return byNpx ? `npx -y deno@${Deno.version.deno}` : "deno";
}

const names = ["read", "write", "env", "run", "net", "ffi", "sys"] as const;

/** The permissions that this process has as a whole; of some only the working directory. */
function grants(): string[] {
  const isGranted = (descriptor: Deno.PermissionDescriptor) =>
    Deno.permissions.querySync(descriptor).state === "granted";
  const whole = names.filter((name) => isGranted({ name }));
  if (whole.length === names.length) return ["--allow-all"];
  const programs = whole.includes("run")
    ? []
    : confiningPrograms.filter((command) => isGranted({ name: "run", command }));
  const here = isGranted({ name: "write", path: Deno.cwd() }) && !whole.includes("write");
  return [
    ...whole.map((name) => `--allow-${name}`),
    ...(here ? ["--allow-write=."] : []),
    ...(programs.length > 0 ? [`--allow-run=${programs.join(",")}`] : []),
  ];
}

function mainPath(): string {
  const { mainModule } = Deno;
  return mainModule.startsWith("file:")
    ? relative(Deno.cwd(), fromFileUrl(mainModule))
    : mainModule;
}
