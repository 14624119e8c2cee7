/**
 * A page in Markdown of which parts are generated, each between two comments:
 *
 *     <!-- generated: functions -->
 *     …
 *     <!-- end -->
 *
 * @module
 */

const part = /(<!-- generated: ([\w ]+) -->)[^]*?(<!-- end -->)/g;

/**
 * The page with its generated parts anew.
 *
 * @param page its text as it is
 * @param parts the parts by their names
 * @throws {RangeError} when the page names a part that there is not, or lacks one that there is
 */
export function renewed(page: string, parts: Readonly<Record<string, string>>): string {
  const missing = new Set(Object.keys(parts));
  const text = page.replaceAll(part, (_, start: string, name: string, end: string) => {
    if (!Object.hasOwn(parts, name)) throw new RangeError(`Nothing generates "${name}"`);
    missing.delete(name);
    return `${start}\n\n${parts[name]}\n\n${end}`;
  });
  for (const name of missing) throw new RangeError(`The page has no place for "${name}"`);
  return text;
}

/** A page without what `deno fmt` decides: where lines break, and how wide columns are. */
export function unlaid(page: string): string {
  return page.replaceAll(/-{3,}/g, "---").replaceAll(/\s+/g, " ");
}
