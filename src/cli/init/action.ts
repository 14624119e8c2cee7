/**
 * `lossproof init`: begins an adapter with one loss filled in.
 *
 * @module
 */
import { fromFileUrl, join } from "@std/path";
import { foreignText } from "../../foreign_text.ts";
import { toBytes } from "../../golden/internal.ts";
import { type Language, languages, readmeOf, wordsIn } from "../../init/internal.ts";
import { didYouMean } from "../../spec/internal.ts";
import { exitCodes, WrongCommand } from "../failure.ts";
import type { Io } from "../world/io.ts";
import { shellWord } from "../world/shell_word.ts";

/** What to begin, and where. */
export interface InitOptions {
  readonly lang: string;
  readonly output: string;
  /** Whether other files may be there already. */
  readonly force?: boolean;
}

const templates = fromFileUrl(new URL("../../init/templates", import.meta.url));

/**
 * Begins an adapter.
 *
 * @returns the exit code 0
 * @throws {WrongCommand} when the language is unknown, the folder holds something, or cannot be written
 */
export async function beginAdapter(
  { lang, output, force }: InitOptions,
  io: Io,
): Promise<number> {
  if (!Object.hasOwn(languages, lang)) {
    throw new WrongCommand(`No adapter for "${lang}"${didYouMean(lang, Object.keys(languages))}`);
  }
  const language = languages[lang];
  const isEmpty = !await io.holdsSomething(output);
  if (!isEmpty && !force) {
    throw new WrongCommand(
      `Cannot write to "${output}": it is not empty; name another folder, or give --force to ` +
        "write beside what is there",
    );
  }
  const { build, check, lossproof } = commandsOf(language, output, io.calledAs);
  const readme = readmeOf(await io.readText(join(templates, "README.md")), language, {
    ...(build !== undefined && { build }),
    check,
    lossproof,
  });
  const files = new Map([["README.md", readme]]);
  for (const name of language.files) {
    files.set(name, await io.readText(join(templates, lang, name)));
  }
  if (isEmpty) {
    const bytes = [...files].map(([name, text]) => [name, toBytes(text)] as const);
    await io.replaceFolder(output, new Map(bytes));
  } else {
    for (const name of files.keys()) await io.requireWritable(join(output, name));
    for (const [name, text] of files) await io.writeText(join(output, name), text);
  }
  const written = [...files.keys()].map((name) => join(output, name)).join(", ");
  io.out(foreignText(
    `Wrote ${written}\n\n${
      build === undefined ? "" : `Build it:  ${build}\n`
    }Check it:  ${check}\n`,
    Infinity,
  ));
  return exitCodes.conforms;
}

/** The commands that build and check an adapter, to be pasted. */
function commandsOf({ build, target }: Language, folder: string, calledAs: string) {
  const isProgram = target[0] === "--";
  const lossproof = isProgram ? allowedToRun(calledAs) : calledAs;
  const line = (words: readonly string[]) => wordsIn(words, folder).map(shellWord).join(" ");
  return {
    build: build && line(build),
    check: `${lossproof} check ${line(target)}`,
    lossproof,
  };
}

/** The words before a command's own, such that programs can be started. */
function allowedToRun(calledAs: string): string {
  if (/ task lossproof$/.test(calledAs)) return `${calledAs}:process`;
  return /--allow-(run|all)/.test(calledAs)
    ? calledAs
    : calledAs.replace(/ run (?=--)/, " run --allow-run ");
}
