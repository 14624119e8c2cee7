/**
 * What the pages say of files, headings, tasks and functions is so.
 */
import { assert, assertEquals } from "@std/assert";
import { dirname, join, normalize } from "@std/path/posix";
import config from "lossproof/deno.json" with { type: "json" };
import { anchorsOf, blocksOf, isExcerpt, linksOf, readPages } from "./pages.ts";

const root = new URL("../../", import.meta.url);
const pages = await readPages(root);

async function isThere(path: string): Promise<boolean> {
  return await Deno.stat(new URL(path, root)).then(() => true, () => false);
}

/** What is wrong with a link of a page; nothing where it leads somewhere. */
async function linkProblem(page: string, link: string): Promise<string | undefined> {
  if (/^[a-z]+:/.test(link)) return undefined;
  const [path, anchor] = link.split("#");
  const goal = path === "" ? page : normalize(join(dirname(page), path));
  const problem = `${page} links to ${link}`;
  if (!await isThere(goal)) return `${problem}: there is no ${goal}`;
  if (anchor === undefined) return undefined;
  const known = anchorsOf(pages.get(goal) ?? "");
  return known.includes(anchor) ? undefined : `${problem}: ${goal} has ${known.join(", ")}`;
}

Deno.test("every link of a page leads to a file, and to a heading of it", async () => {
  const links = [...pages].flatMap(([page, text]) => linksOf(text).map((link) => [page, link]));
  const problems = await Promise.all(links.map(([page, link]) => linkProblem(page, link)));
  assertEquals(problems.filter((problem) => problem !== undefined), []);
  assert(links.length > 50);
});

Deno.test("every task that a page names is one of deno.json", () => {
  // A changelog names what is no longer there.
  const present = [...pages].filter(([page]) => page !== "CHANGELOG.md");
  const named = present.flatMap(([page, text]) =>
    Array.from(text.matchAll(/\btask ([a-z]+(?:[:_][a-z_]+)*)/g), ([, task]) => [page, task])
  );
  assertEquals(named.filter(([, task]) => !Object.hasOwn(config.tasks, task)), []);
  assert(named.length > 50);
});

Deno.test("scripts/README.md has every task of deno.json in a row of its own", () => {
  const page = pages.get("scripts/README.md") ?? "";
  const rows = Array.from(page.matchAll(/^\| `task ([\w:]+)/gm), ([, task]) => task);
  assertEquals(rows.toSorted(), Object.keys(config.tasks).toSorted());
});

Deno.test("src/README.md follows a verdict through functions that are there", async () => {
  const page = pages.get("src/README.md") ?? "";
  const steps = Array.from(page.matchAll(/^\| `(src\/\S+\.ts)` +\| `(\w+)\(\)`/gm));
  assert(steps.length > 20);
  for (const [, file, name] of steps) {
    const text = await Deno.readTextFile(new URL(file, root));
    assert(new RegExp(`function\\*? ${name}\\b`).test(text), `${file} has no ${name}()`);
  }
});

Deno.test("linksOf(), anchorsOf() and blocksOf() tell prose from code", () => {
  const page = "# A `b`, c\n[x](y.md#z) `[no](no)`\n\n```sh\n# no\n[no](no)\n```\n";
  assertEquals(linksOf(page), ["y.md#z"]);
  assertEquals(anchorsOf(page), ["a-b-c"]);
  assertEquals(blocksOf(page), [{ language: "sh", text: "# no\n[no](no)\n" }]);
});

Deno.test("isExcerpt() takes whole lines in their order, and … for any number of them", () => {
  const whole = "a\nb\nc\nd\n";
  for (const part of ["a\nb\n", "c\n", "a\n…\nd\n", "…\nb\n…\nd\n", "a\n…\nb\n"]) {
    assert(isExcerpt(part, whole), part);
  }
  for (const part of ["a\nc\n", "b\n…\na\n", "a\n…\na\n", "x\n"]) {
    assert(!isExcerpt(part, whole), part);
  }
});
