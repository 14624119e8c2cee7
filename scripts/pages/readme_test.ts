/**
 * README.md is short, and its first verdicts are what the suite says of the files that it shows.
 *
 * What is in Python needs to run it: `deno task test:process`.
 */
import { assert, assertEquals } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { runCommand } from "../../src/cli/run_command.ts";
import { blocksOf, isExcerpt } from "./pages.ts";

const root = new URL("../../", import.meta.url);
const text = await Deno.readTextFile(new URL("README.md", root));
const blocks = blocksOf(text);

/** The block in a language, and the output that is shown after it: the first one, or a later one. */
function shown(language: string, later = 0): { readonly code: string; readonly out: string } {
  const at = blocks.findIndex((block) => block.language === language);
  const outputs = blocks.slice(at).filter((block) => block.language === "");
  return { code: blocks[at].text, out: outputs[later].text };
}

const may = (command: string) =>
  Deno.permissions.querySync({ name: "run", command }).state === "granted";

Deno.test("README.md has at most 8192 bytes", () => {
  assert(new TextEncoder().encode(text).length <= 8192);
});

Deno.test("README.md shows scripts/examples/my_losses.ts, and what the suite says of it", async () => {
  const { code, out } = shown("ts");
  const module = new URL("scripts/examples/my_losses.ts", root);
  const file = await Deno.readTextFile(module);
  assertEquals(file.replace(/^\/\*\*[^]*?\*\/\n/, ""), code);
  const checked = await runCommand(["check", fromFileUrl(module)]);
  assertEquals([checked.code, checked.err], [0, ""]);
  assert(isExcerpt(out, checked.out), checked.out);
});

Deno.test({
  name:
    "README.md shows a wrong loss in Python and how to mend it, and what the suite says of both",
  ignore: !may("python3") || !may("kill"),
  async fn() {
    const { code, out } = shown("python");
    const protocol = fromFileUrl(new URL("src/init/templates/python/", root));
    const check = (program: string) =>
      runCommand(["check", "--env", `PYTHONPATH=${protocol}`, "--", "python3", "-c", program]);
    const wrong = await check(code);
    assertEquals([wrong.code, wrong.err], [1, ""]);
    assert(isExcerpt(out, wrong.out), wrong.out);

    const [, mend] = /`(0\.5 \* x \* x[^`]+)`/.exec(text) ?? [];
    const right = await check(code.replace("0.5 * x * x", mend));
    assertEquals([right.code, right.err], [0, ""]);
    assert(isExcerpt(shown("python", 1).out, right.out), right.out);
  },
});
