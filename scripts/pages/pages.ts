/**
 * The pages of this tree: its Markdown files, what they link to, and the code that they show.
 *
 * @module
 */

/** Folders that have pages, besides the root itself. */
const folders = [".github", "golden", "scripts", "spec", "src"];

/** A block of code on a page. */
export interface Block {
  /** What stands after the opening fence; `""` where nothing does. */
  readonly language: string;
  readonly text: string;
}

/**
 * Reads every page.
 *
 * @param root where the folders lie, its URL ending with a slash
 * @returns the text of each by its path from the root
 */
export async function readPages(root: URL): Promise<ReadonlyMap<string, string>> {
  const pages = new Map<string, string>();
  async function read(folder: string, deep: boolean): Promise<void> {
    for await (const { name, isDirectory } of Deno.readDir(new URL(folder, root))) {
      const path = `${folder}${name}`;
      if (isDirectory && deep) await read(`${path}/`, deep);
      else if (name.endsWith(".md")) pages.set(path, await Deno.readTextFile(new URL(path, root)));
    }
  }
  await read("", false);
  for (const folder of folders) await read(`${folder}/`, true);
  return pages;
}

/** The blocks of code of a page, in their order. */
export function blocksOf(text: string): readonly Block[] {
  return Array.from(
    text.matchAll(/^```(.*)\n([^]*?)^```$/gm),
    ([, language, block]) => ({ language, text: block }),
  );
}

/** Where a page links to, in its order; code is left out. */
export function linksOf(text: string): readonly string[] {
  return Array.from(proseOf(text).matchAll(/\]\(([^)\s]+)\)/g), ([, link]) => link);
}

/** The names by which GitHub links to a page's headings. */
export function anchorsOf(text: string): readonly string[] {
  return Array.from(
    proseOf(text, /^```.*\n[^]*?^```$/gm).matchAll(/^#+ (.+)$/gm),
    ([, heading]) =>
      heading.toLowerCase().replaceAll(/[^\p{L}\p{N} _-]/gu, "").replaceAll(" ", "-"),
  );
}

function proseOf(text: string, code = /^```.*\n[^]*?^```$|`[^`\n]*`/gm): string {
  return text.replaceAll(code, "");
}

/**
 * Whether lines are those of a longer text, in their order: a line `…` stands for any number of lines.
 *
 * @param excerpt what a page shows
 * @param whole what was printed
 */
export function isExcerpt(excerpt: string, whole: string): boolean {
  const lines = whole.split("\n");
  let next = 0;
  for (const part of excerpt.trimEnd().split(/^…$/m)) {
    const wanted = part === "" ? [] : part.replace(/^\n|\n$/g, "").split("\n");
    const fits = (at: number) => wanted.every((line, i) => line === lines[at + i]);
    while (next <= lines.length && !fits(next)) next++;
    if (next > lines.length) return false;
    next += wanted.length;
  }
  return true;
}
