/**
 * Text that others wrote, made safe to print: errors, names, titles, file names, words of a command.
 *
 * What would not be seen as it is, or would do something to a terminal, a log or a document, is shown as
 * an escape: control and format characters (`\x1b`, `\u202e`), lone surrogates (`\ud800`), and what a CI
 * system takes for a command: `::` where a word, and so a line, may begin, and `##[` anywhere, as
 * GitHub's runner, Azure's agent and TeamCity read them. Nothing else changes, and nothing changes twice.
 * What is safe here is plain text: HTML, XML and Markdown are still to be escaped where they are written.
 *
 * Pure, and without Deno: it runs in a browser.
 *
 * @module
 */

/** Characters of a text, escapes included, that are kept unless more are asked for. */
const longest = 2000;

/**
 * Text on several lines: line feeds and tabs stay.
 *
 * @param text anything
 * @param most characters of what is returned; a longer text ends with its length, `… (20 000 000 characters)`
 * @returns the text, safe to print
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { foreignText } from "./foreign_text.ts";
 *
 * assertEquals(foreignText("é 中文 👩‍🔬\n\x1b[2J"), "é 中文 👩‍🔬\n\\x1b[2J");
 * assertEquals(foreignText("refused\n::error::"), "refused\n\\x3a:error::");
 * ```
 */
export function foreignText(text: string, most = longest): string {
  return bounded(text.replaceAll("\r\n", "\n"), most, (part) => spelled(part, layout, escapeOf));
}

/**
 * Text on one line: line feeds and tabs are shown as escapes, too.
 *
 * @param text anything
 * @param most characters of what is returned, as for {@linkcode foreignText}
 * @returns the text, safe to print
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { foreignLine } from "./foreign_text.ts";
 *
 * assertEquals(foreignLine("my losses\nconforms"), "my losses\\nconforms");
 * ```
 */
export function foreignLine(text: string, most = longest): string {
  return bounded(text, most, (part) => spelled(part, "", escapeOf));
}

/** Keys whose texts may have several lines. */
const wordy: ReadonlySet<string> = new Set(["why", "error", "rejected", "unsupported"]);

/**
 * Data with all its texts, and the names of its keys, safe to print; numbers and tensors stay.
 *
 * @param data plain data: an answer, a declaration, an event
 * @param most characters of a text, as for {@linkcode foreignText}
 * @returns a copy, in which only what is told in words, such as `why`, has several lines
 */
export function legible<T>(data: T, most?: number): T {
  const copy = (value: unknown, key: string): unknown => {
    if (typeof value === "string") return (wordy.has(key) ? foreignText : foreignLine)(value, most);
    if (Array.isArray(value)) return value.map((item) => copy(item, key));
    if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [foreignLine(name, most), copy(inner, name)]),
    );
  };
  return copy(data, "") as T;
}

/**
 * The same JSON, with what is not safe to print in its strings as escapes of JSON.
 *
 * @param json a document, laid out in any way
 * @returns a document that reads as the same data
 */
export function legibleJson(json: string): string {
  const unitOf = (unit: string) => `\\u${hex(unit.charCodeAt(0), 4)}`;
  return spelled(json, layout, (character) => character.split("").map(unitOf).join(""));
}

/** Letters and marks of scripts in which a joiner says how neighbours are written. */
const joining = String
  .raw`[[\p{scx=Arab}\p{scx=Syrc}\p{scx=Deva}\p{scx=Beng}\p{scx=Guru}\p{scx=Gujr}\p{scx=Orya}` +
  String.raw`\p{scx=Taml}\p{scx=Telu}\p{scx=Knda}\p{scx=Mlym}\p{scx=Sinh}]&&[\p{L}\p{M}]]`;

/** What is seen although it has characters that by themselves are not. */
const seen = [
  String.raw`\p{RGI_Emoji}`,
  // One selector, after what has variants.
  String.raw`(?<=\p{Extended_Pictographic})[\ufe0e\ufe0f]`,
  String.raw`(?<=[[\p{Sm}--\p{ASCII}]\p{scx=Hani}])[\ufe00-\ufe02]`,
  String.raw`(?<=\p{scx=Hani})[\u{e0100}-\u{e01ef}]`,
  String.raw`(?<=${joining})[\u200c\u200d](?=${joining})`,
].join("|");

const hiding = String.raw`[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}` +
  String.raw`\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]`;

const hidden = new RegExp(hiding, "v");
const unsafe = new RegExp(`(${seen})|${hiding}`, "gv");

/** The first character of what a CI system reads as a command, also where ours completes it. */
const command = /(?<!\S):(?=:|$)|#(?=#\w*(?:\[|$))/g;

/** Characters that lay out lines. */
const layout = "\n\t";

/** The text with a spelling in place of each character that is not safe, unless it is kept. */
function spelled(text: string, kept: string, spell: (character: string) => string): string {
  const visible = hidden.test(text)
    ? text.replace(
      unsafe,
      (part, seen) => seen ?? (kept.includes(part) ? part : spell(part)),
    )
    : text;
  return visible.replace(command, spell);
}

const letters: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function escapeOf(character: string): string {
  const code = character.codePointAt(0)!;
  if (code > 0xffff) return `\\u{${hex(code, 5)}}`;
  return letters[character] ?? (code > 0xff ? `\\u${hex(code, 4)}` : `\\x${hex(code, 2)}`);
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, "0");
}

/** No longer than a cut can make a text by what it leaves at its end. */
const slack = 16;

/** The beginning of a text that is too long, and how long it is. */
function bounded(text: string, most: number, show: (text: string) => string): string {
  const whole = text.length <= most ? show(text) : undefined;
  if (whole !== undefined && whole.length <= most) return whole;
  const count = String(text.length).replace(/\B(?=(?:\d{3})+$)/g, " ");
  const note = `… (${count} characters)`;
  const room = Math.max(most - note.length - slack, 0);
  return show(cut(show(cut(text, room)), room)) + note;
}

function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, "");
}
