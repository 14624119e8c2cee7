/**
 * For tests: text that does something or hides where it is printed, text that does not, and a judge of both
 * that knows nothing of how text is made safe.
 *
 * @module
 */
import fc from "fast-check";

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

/** Code points that do something, or are not seen, wherever they are printed; but for line feed and tab. */
const harmful: ReadonlySet<number> = new Set([
  ...range(0x00, 0x08),
  ...range(0x0b, 0x1f),
  ...range(0x7f, 0x9f),
  0xad,
  0x61c,
  0x180e,
  ...range(0x200b, 0x200f),
  ...range(0x2028, 0x202e),
  ...range(0x2060, 0x206f),
  0x3164,
  ...range(0xd800, 0xdfff),
  ...range(0xfdd0, 0xfdef),
  ...range(0xfe00, 0xfe0f),
  0xfeff,
  ...range(0xfff9, 0xfffb),
  0xfffe,
  0xffff,
  ...range(0xe0000, 0xe01ef),
]);

const telling = ["\x1b[2J", "\x1b]0;t\x07", "\x07", "\u202e", "\u2066", "\u2028", "\ud800"];

/** Of surrogates only the second halves: two halves by chance would be an honest character. */
const characters = [...harmful].filter((code) => code < 0xd800 || code > 0xdbff);

/** Hostile characters among letters with which they are no part of an emoji or of a script with joiners. */
export const hostileText: fc.Arbitrary<string> = fc.array(
  fc.oneof(
    fc.constantFrom(...characters).map((code) => String.fromCodePoint(code)),
    fc.constantFrom(...telling, "::error::", "##[error]", "##vso[a]", "::", ":", "#", "["),
    fc.constantFrom("\n", "\n::stop-commands::x", "\r\n", "\t", " ", "\u00a0", "\u3000"),
    fc.constantFrom("a", "\\", "%", "%0A", "]", "]]>", "</script>", "&", '"', "`", "|"),
  ),
  { maxLength: 40 },
).map((parts) => parts.join(""));

/** Scripts, symbols and emoji that are seen as they are. */
export const honestText: fc.Arbitrary<string> = fc.array(
  fc.constantFrom(
    ..."é 中文 ∑∇²‖x‖≤λ שלום مرحبا नमस्ते ไทย 한국어 a:b :x c10::Error # ## [1] \\ 100 % & <b> | `",
    "e\u0301",
    "👩‍🔬",
    "👨‍👩‍👧",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "🇨🇭",
    "👍🏽",
    "1️⃣",
    "☺︎",
    "❤️",
    "葛󠄀",
    "می‌شود",
    "क्‍ष",
  ),
  { maxLength: 30 },
).map((parts) => parts.join("")).filter((text) => !/(?<!\S):(?=:|$)|##\w*(\[|$)/.test(text));

/**
 * The first harm in what is printed.
 *
 * @param text what is printed, without our own colours and commands
 * @returns in words; nothing where there is none
 */
export function harmIn(text: string): string | undefined {
  for (const [i, line] of text.split("\n").entries()) {
    const character = [...line].find((one) => harmful.has(one.codePointAt(0)!));
    const told = `line ${i + 1}: ${JSON.stringify(line.slice(0, 200))}`;
    if (character !== undefined) {
      return `U+${character.codePointAt(0)!.toString(16)} is printed on ${told}`;
    }
    // As GitHub's runner reads a line; what follows ## may be a word for others.
    if (line.trimStart().startsWith("::")) return `a command begins ${told}`;
    if (/##\w*\[/.test(line)) return `a command is in ${told}`;
  }
  return undefined;
}
