/**
 * The folder of what libraries evaluate: a record of each as JSON, and the pages that show them.
 *
 * @module
 */
import { libraryPage } from "./library_page.ts";
import { type LibraryRecord, readRecord, recordJsonSchema, schemaName } from "./record.ts";
import { summaryPage } from "./summary_page.ts";

/** Lossproof's own. */
export const shippedFolder = new URL("../../golden/accuracy/", import.meta.url);

/**
 * The pages, and the schema of the records: nothing but the records goes into them.
 *
 * @param records each library by the name of its file
 * @returns texts by the names of their files
 */
export function pagesOf(
  records: ReadonlyMap<string, LibraryRecord>,
): ReadonlyMap<string, string> {
  return new Map([
    [schemaName, recordJsonSchema()],
    ["README.md", summaryPage(records)],
    ...[...records].map(([name, record]) => [`${name}.md`, libraryPage(record)] as const),
  ]);
}

/**
 * Reads all records of a folder.
 *
 * @param folder its URL, ending with a slash
 * @returns each library by the name of its file, in alphabetical order
 * @throws {SpecError} when a file is no record
 */
export async function readRecords(folder: URL): Promise<ReadonlyMap<string, LibraryRecord>> {
  const names = await Array.fromAsync(Deno.readDir(folder), ({ name }) => name);
  const files = names.filter((name) => name.endsWith(".json") && name !== schemaName);
  const records = new Map<string, LibraryRecord>();
  for (const file of files.toSorted()) {
    const text = await Deno.readTextFile(new URL(file, folder));
    records.set(file.slice(0, -".json".length), readRecord(text, file));
  }
  return records;
}

/**
 * Makes the pages of a folder's records anew.
 *
 * @param folder its URL, ending with a slash
 * @throws {SpecError} when a file is no record
 */
export async function writePages(folder: URL): Promise<void> {
  for (const [file, text] of pagesOf(await readRecords(folder))) {
    await Deno.writeTextFile(new URL(file, folder), text);
  }
}
