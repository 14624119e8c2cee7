/**
 * Strict JSON whose errors say where: line, column, and what is wrong there.
 *
 * @module
 */
import { type ParseError, parseTree, printParseErrorCode, visit } from "jsonc-parser";
import { pathText, type Problem, SpecError } from "./problem.ts";

/**
 * The data in a JSON text.
 *
 * @param text strict JSON: no comments, no trailing commas, no key twice in an object
 * @param file the file's name, for messages
 * @returns the data
 * @throws {SpecError} when the text is no JSON, with line and column, is nested deeper than any spec
 * or tensor, or a key is there twice
 */
export function parseJson(text: string, file: string): unknown {
  if (depthOf(text) > deepest) {
    throw new SpecError([{ file, path: "", what: `is nested more than ${deepest} deep` }]);
  }
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new SpecError([syntaxProblem(text, file)]);
  }
  const wrong = wrongKeys(text, file);
  if (wrong.length > 0) throw new SpecError(wrong);
  return data;
}

/** Whoever reads data recurses into it, so that its depth is bounded. */
const deepest = 100;

function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  const outside = text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"/g, "");
  for (const [bracket] of outside.matchAll(/[[\]{}]/g)) {
    depth += bracket === "[" || bracket === "{" ? 1 : -1;
    most = Math.max(most, depth);
  }
  return most;
}

function syntaxProblem(text: string, file: string): Problem {
  const errors: ParseError[] = [];
  parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const first = errors[0] ?? { error: 0, offset: 0, length: 0 };
  const what = words[printParseErrorCode(first.error)] ?? "not valid here";
  const found = text.slice(first.offset, first.offset + Math.max(first.length, 1)).trim();
  // A file that was named by mistake, or by malice, may hold what is not for a log.
  const isShort = found !== "" && found.length <= 12;
  return {
    file: `${file}:${place(text, first.offset)}`,
    path: "",
    what: `is no JSON: ${what}${isShort ? ` at ${JSON.stringify(found)}` : ""}`,
  };
}

const words: Readonly<Record<string, string>> = {
  InvalidSymbol: "unknown word",
  InvalidNumberFormat: "not a number",
  PropertyNameExpected: "a key in double quotes is expected",
  ValueExpected: "a value is expected",
  ColonExpected: '":" is expected',
  CommaExpected: '"," is expected',
  CloseBraceExpected: '"}" is expected',
  CloseBracketExpected: '"]" is expected',
  EndOfFileExpected: "the end is expected",
  InvalidCommentToken: "comments are not allowed",
  UnexpectedEndOfComment: "comments are not allowed",
  UnexpectedEndOfString: "the string has no end",
  UnexpectedEndOfNumber: "the number has no end",
  InvalidUnicode: "not a Unicode escape",
  InvalidEscapeCharacter: "not an escape",
  InvalidCharacter: "a character that must be escaped",
};

/** `line:column`, both from 1. */
function place(text: string, offset: number): string {
  const before = text.slice(0, offset).split("\n");
  return `${before.length}:${before.at(-1)!.length + 1}`;
}

function wrongKeys(text: string, file: string): Problem[] {
  const seen = new Set<string>();
  const problems: Problem[] = [];
  visit(text, {
    onObjectProperty(key, offset, _length, _line, _column, parent) {
      const path = [...parent(), key];
      const identity = JSON.stringify(path);
      const complain = (what: string) =>
        problems.push({ file: `${file}:${place(text, offset)}`, path: pathText(path), what });
      if (seen.has(identity)) complain("is there twice");
      if (key === "__proto__") complain("is a key that no object may have");
      seen.add(identity);
    },
  });
  return problems;
}
