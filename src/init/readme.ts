/**
 * The README of an adapter that is begun.
 *
 * @module
 */
import type { Language } from "./languages.ts";

/** The commands of an adapter, as they can be pasted. */
export interface Commands {
  /** Builds it; absent where nothing is built. */
  readonly build?: string;
  /** Checks it. */
  readonly check: string;
  /** What `lossproof` stands for. */
  readonly lossproof: string;
}

/**
 * Fills in the README.
 *
 * @param template the text of `templates/README.md`
 * @param language the adapter's
 * @param commands to build and check it
 * @throws {RangeError} when the template asks for what is not known
 */
export function readmeOf(
  template: string,
  { title, losses, protocol, needs }: Language,
  { build, check, lossproof }: Commands,
): string {
  const known: Readonly<Record<string, string>> = {
    language: title,
    losses,
    protocol,
    needs,
    commands: build === undefined ? check : `${build}\n${check}`,
    lossproof,
  };
  return template.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
    if (!Object.hasOwn(known, name)) throw new RangeError(`The README asks for "${name}"`);
    return known[name];
  });
}
