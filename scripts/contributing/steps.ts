/**
 * The steps of `.github/CONTRIBUTING.md` that add a loss, as a program follows them.
 *
 * @module
 */

/** What the page says of adding a loss. */
export interface Steps {
  /** The files of each step, as patterns: `spec/<loss>.json`. */
  readonly files: readonly (readonly string[])[];
  /** The commands that follow. */
  readonly commands: readonly string[];
  /** Files, and folders with a slash at their end, that the commands write. */
  readonly generated: readonly string[];
}

/**
 * Reads the section of a loss.
 *
 * @param page the text of the page
 * @throws {RangeError} when there is no such section
 */
export function readSteps(page: string): Steps {
  const [, section] = /^## A loss, in four steps\n([^]*?)^## /m.exec(page) ?? [];
  if (section === undefined) throw new RangeError('There is no section "A loss, in four steps"');
  const [list, rest = ""] = section.split("```sh\n");
  const [commands, after = ""] = rest.split("```\n");
  return {
    files: list.split(/^\d+\. /m).slice(1).map(pathsIn),
    commands: commands.trim().split("\n").map((line) => line.replace(/\s*#.*/, "")),
    generated: pathsIn(after.trim().split("\n\n")[0]),
  };
}

/** Paths from the root that stand in a text as code. */
function pathsIn(text: string): readonly string[] {
  return Array.from(text.matchAll(/`((?:spec|src|golden)\/[^`\s]*)`/g), ([, path]) => path);
}

/** A pattern with what stands for its `<names>`. */
export function filledIn(pattern: string, names: Readonly<Record<string, string>>): string {
  return pattern.replaceAll(/<(\w+)>/g, (hole, name: string) => names[name] ?? hole);
}
