/**
 * A file that moves: its paths to others follow.
 *
 * @module
 */
import { dirname, join, relative } from "@std/path/posix";

/**
 * The text of a file in its new place.
 *
 * @param text whose quoted paths begin with `./` or `../`
 * @param from where it lies, from the root
 * @param to where it goes
 */
export function moved(text: string, from: string, to: string): string {
  return text.replaceAll(/"(\.\.?\/[^"]+)"/g, (_, path: string) => {
    const target = relative(dirname(to), join(dirname(from), path));
    return `"${target.startsWith(".") ? target : `./${target}`}"`;
  });
}

/**
 * The catalogue with one record more, at its end.
 *
 * @param text of `src/losses/catalogue.ts`
 * @param imports lines that bring in what the record is made of
 * @param record the record, as it is written in the list
 * @throws {RangeError} when the text is laid out in another way
 */
export function catalogued(text: string, imports: readonly string[], record: string): string {
  const start = text.indexOf("import ");
  const end = text.indexOf("\n];\n");
  if (start < 0 || end < 0) throw new RangeError("The catalogue is no list that ends with ];");
  const head = text.slice(0, start) + imports.map((line) => `${line}\n`).join("");
  return `${head}${text.slice(start, end)}\n${record}${text.slice(end)}`;
}
