import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Implementation } from "../../adapters/mod.ts";
import { languages } from "../../init/internal.ts";
import typescript from "../../init/templates/typescript/my_losses.ts";
import { runCommand } from "../run_command.ts";
import { assertNamesTheOthers } from "./_not_implemented.ts";
import type { Io } from "../world/io.ts";

/** Templates are read from the disk. */
const reading: Partial<Io> = { readText: (path) => Deno.readTextFile(path) };

for (const [lang, { files, losses, build }] of Object.entries(languages)) {
  Deno.test(`init writes an adapter in ${lang}`, async () => {
    const command = ["init", "--lang", lang, "--output", "mine"];
    const { code, out, err, files: written } = await runCommand(command, {}, reading);
    assertEquals([code, err], [0, ""]);
    assertEquals(
      Object.keys(written).toSorted(),
      ["README.md", ...files].map((name) => `mine/${name}`).toSorted(),
    );
    assertStringIncludes(written[`mine/${losses}`], "smooth_l1_loss");
    const readme = written["mine/README.md"];
    assertEquals(readme.includes("{{"), false);
    assertEquals(out.includes("Build it:"), build !== undefined);
    const check = out.match(/Check it: {2}(lossproof check .*mine.*)\n/)?.[1];
    assert(check !== undefined && readme.includes(check));
  });
}

Deno.test("init names the task that may start programs, for programs alone", async () => {
  const shown = async (lang: string, calledAs: string) => {
    const command = ["init", "-l", lang, "-o", "mine"];
    const { out } = await runCommand(command, {}, { ...reading, calledAs });
    return out.slice(out.indexOf("Check it:  ") + 11, out.indexOf(" check "));
  };
  assertEquals(await shown("go", "deno task lossproof"), "deno task lossproof:process");
  assertEquals(await shown("go", "deno task lossproof:process"), "deno task lossproof:process");
  assertEquals(await shown("typescript", "deno task lossproof"), "deno task lossproof");
  const run = "deno run --allow-read src/cli/main.ts";
  assertEquals(await shown("go", run), "deno run --allow-run --allow-read src/cli/main.ts");
  const all = "deno run --allow-all src/cli/main.ts";
  assertEquals(await shown("go", all), all);
});

Deno.test("init keeps what is in a folder, and writes beside it when forced", async () => {
  const given = { "mine/notes.txt": "mine", "mine/my_losses.go": "old" };
  const command = ["init", "--lang", "go", "--output", "mine"];
  const refused = await runCommand(command, given, reading);
  assertEquals([refused.code, refused.out, refused.files], [2, "", given]);
  assertStringIncludes(refused.err, 'Cannot write to "mine": it is not empty');
  const forced = await runCommand([...command, "--force"], given, reading);
  assertEquals(forced.code, 0);
  assertEquals(forced.files["mine/notes.txt"], "mine");
  assertStringIncludes(forced.files["mine/my_losses.go"], "smooth_l1_loss");
});

for (
  const [args, message] of [
    [["--lang", "pyton", "--output", "x"], 'No adapter for "pyton": did you mean "python"?'],
    [["--lang", "cobol", "--output", "x"], "(known: python, javascript, typescript, rust,"],
    [["--lang", "constructor", "--output", "x"], 'No adapter for "constructor"'],
    [["--lang", "go"], "required option '-o, --output <folder>' not specified"],
    [["--output", "x"], "required option '-l, --lang <language>' not specified"],
  ] as const
) {
  Deno.test(`init exits with 2: lossproof init ${args.join(" ")}`, async () => {
    const { code, out, err } = await runCommand(["init", ...args], {}, reading);
    assertEquals([code, out], [2, ""]);
    assertStringIncludes(err, message);
  });
}

Deno.test("the adapter in TypeScript has the types of Lossproof's own", () => {
  const own: Implementation = typescript;
  assertEquals(own.dtypes, ["f64", "f32"]);
});

for (const lang of ["javascript", "typescript"]) {
  Deno.test(`the adapter in ${lang} conforms, and says what it does not implement`, async () => {
    const { losses } = languages[lang];
    const module = new URL(`../../init/templates/${lang}/${losses}`, import.meta.url).href;
    const { code, out } = await runCommand(["check", module, "--runs", "20"]);
    assertEquals(code, 0);
    assertStringIncludes(out, "✓ holds\n");
    assertNamesTheOthers(out);
  });
}
