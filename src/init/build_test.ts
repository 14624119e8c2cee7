/**
 * The adapters that `init` begins are really built, run and checked: `deno task test:init`. A language
 * whose tools are not installed is left out.
 *
 * @module
 */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { runCommand } from "../cli/captured_io.ts";
import { replaceFolder } from "../cli/folder_io.ts";
import { type Language, languages, wordsIn } from "./languages.ts";

const mayRun = (await Promise.all([
  Deno.permissions.query({ name: "run" }),
  Deno.permissions.query({ name: "write" }),
])).every(({ state }) => state === "granted");

/** Commands that say whether a language's tools are there. */
const tools: Readonly<Record<string, readonly string[]>> = {
  python: ["python3", "--version"],
  rust: ["cargo", "--version"],
  go: ["go", "version"],
  cpp: ["g++", "--version"],
  java: ["mvn", "--version"],
};

async function output([program, ...args]: readonly string[], cwd?: string) {
  const options = { args, stdout: "piped", stderr: "piped", ...(cwd && { cwd }) } as const;
  const { success, stdout, stderr } = await new Deno.Command(program, options).output();
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { success, text: decode(stdout) + decode(stderr) };
}

async function isInstalled(command: readonly string[]): Promise<boolean> {
  try {
    return (await output(command)).success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** C++ needs a header, too. */
async function hasLibraries(lang: string): Promise<boolean> {
  if (lang !== "cpp") return true;
  const header = ["g++", "-x", "c++", "-fsyntax-only", "-include", "nlohmann/json.hpp"];
  return (await output([...header, "/dev/null"])).success;
}

async function buildAndCheck(lang: string, { build, target }: Language): Promise<void> {
  const parent = await Deno.makeTempDir({ prefix: "lossproof_" });
  const folder = join(parent, "my losses");
  try {
    const begun = await runCommand(["init", "--lang", lang, "--output", folder], {}, {
      readText: (path) => Deno.readTextFile(path),
      replaceFolder,
    });
    assertEquals([begun.code, begun.err], [0, ""]);
    if (build !== undefined) {
      const { success, text } = await output(wordsIn(build, folder));
      assertEquals([success, text.includes("warning")], [true, false], text);
    }
    const words = wordsIn(target, folder);
    const checked = await runCommand(["check", "--runs", "50", ...words]);
    assertEquals(checked.code, 0, checked.out + checked.err);
    const [, grid] = checked.out.match(/^smooth_l1_loss +(.*)$/m) ?? [];
    assertEquals(grid?.split(/\s{2,}/).map((cell) => cell[0]), ["✓", "✓"], checked.out);
    assertStringIncludes(checked.out, "\nNot implemented: l1_loss, huber_loss, weighted_smooth_l1");
    const identified = await runCommand(["identify", ...words]);
    assertEquals(identified.code, 0, identified.out);
  } finally {
    await Deno.remove(parent, { recursive: true });
  }
}

for (const [lang, command] of Object.entries(tools)) {
  const ignore = !mayRun || !await isInstalled(command) || !await hasLibraries(lang);
  Deno.test({
    name: `the adapter in ${lang} is built and conforms`,
    ignore,
    fn: () => buildAndCheck(lang, languages[lang]),
  });
}
