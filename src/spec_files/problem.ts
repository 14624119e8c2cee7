/**
 * What is wrong with a file that someone wrote: where, what, and what would be right.
 *
 * @module
 */
import type { z } from "zod";
import { foreignLine, foreignText } from "../foreign_text.ts";
import { nearest } from "../spec/internal.ts";

/** One thing that is wrong with one file. */
export interface Problem {
  /** The file's name, as it was given. */
  readonly file: string;
  /** Where in it, e.g. `formula.forms.textbook`; empty for the whole file. */
  readonly path: string;
  /** What is wrong, as the end of a sentence that begins with the path. */
  readonly what: string;
}

/**
 * A file, or several, that cannot be used as they are; every problem that was found.
 *
 * @example
 * ```ts
 * import { parseSpec, SpecError } from "lossproof";
 * import { assertEquals, assertThrows } from "@std/assert";
 *
 * const error = assertThrows(() => parseSpec("{}", "my_loss.json"), SpecError);
 * assertEquals(error.problems[0].file, "my_loss.json");
 * ```
 */
export class SpecError extends Error {
  /** Tells this error from others. */
  override readonly name = "SpecError";
  /** What was found; the message has one line for each. */
  readonly problems: readonly Problem[];

  /**
   * Puts the problems into words.
   *
   * @param problems at least one problem
   */
  constructor(problems: readonly Problem[]) {
    super(problems.map(problemText).join("\n"));
    this.problems = problems;
  }
}

/** Characters of what is wrong: it may list all losses. */
const longest = 10_000;

/** `spec/my.json: inputs.pred has an unknown key "shpae": did you mean "shape"?` */
function problemText({ file, path, what }: Problem): string {
  const where = foreignLine(path === "" ? `${file}:` : `${file}: ${path}`);
  return `${where} ${foreignText(what, longest)}`;
}

/** Keys and indices as one path, on one line: `invariants[3].kind`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.map((key, i) => {
    if (typeof key === "number") return `[${key}]`;
    return `${i === 0 ? "" : "."}${foreignLine(String(key))}`;
  }).join("");
}

/**
 * The problems of data that does not fit its schema.
 *
 * @param file the file's name
 * @param issues what zod found
 * @param data the data, to say what was there instead
 * @returns one problem for each issue, in the words of the schema
 */
export function schemaProblems(
  file: string,
  issues: readonly z.core.$ZodIssue[],
  data: unknown,
): Problem[] {
  return issueProblems(issues, data).map(({ path, what }) => ({
    file,
    path,
    what: path === "" ? `the file ${what}` : what,
  }));
}

/**
 * The problems of data that is in no file, e.g. what a module exports.
 *
 * @param issues what zod found
 * @param data the data, to say what was there instead
 * @returns one problem for each issue; its path is empty for the data as a whole
 */
export function issueProblems(
  issues: readonly z.core.$ZodIssue[],
  data: unknown,
): Omit<Problem, "file">[] {
  return issues.flatMap((issue) => {
    if (issue.code === "invalid_union" && issue.discriminator === undefined) {
      const meant = issue.errors.find(isEntered);
      if (meant !== undefined) {
        const inner = meant.map((one) => ({ ...one, path: [...issue.path, ...one.path] }));
        return issueProblems(inner, data);
      }
    }
    return [{ path: pathText(issue.path), what: issueText(issue, valueAt(data, issue.path)) }];
  });
}

/** Whether the outer type of a union's branch is right, so that this branch was probably meant. */
function isEntered(branch: readonly z.core.$ZodIssue[]): boolean {
  return !branch.some((issue) => issue.path.length === 0 && typesOf(issue).length > 0);
}

/** The types that would have been right where none was; none for any other issue. */
function typesOf(issue: z.core.$ZodIssue): string[] {
  if (issue.code === "invalid_type") return [withArticle(issue.expected)];
  if (issue.code !== "invalid_union" || issue.errors.some(isEntered)) return [];
  return issue.errors.flatMap((branch) =>
    branch.flatMap((inner) => inner.path.length === 0 ? typesOf(inner) : [])
  );
}

function issueText(issue: z.core.$ZodIssue, value: unknown): string {
  switch (issue.code) {
    case "invalid_type":
    case "invalid_union": {
      const types = [...new Set(typesOf(issue))];
      if (types.length > 0) {
        return value === undefined
          ? "is missing"
          : `must be ${alternatives(types)}, got ${quoted(value)}`;
      }
      // Where the discriminator is unknown, zod lists the known ones without a type for them.
      return choiceText("options" in issue ? [issue.options].flat().map(String) : [], value);
    }
    case "invalid_value":
      return choiceText(issue.values.map(String), value);
    case "invalid_key":
      return `is no valid name: ${issue.issues.map((inner) => inner.message).join(", ")}`;
    case "invalid_format":
      return `${issue.message}, got ${quoted(value)}`;
    case "too_small":
      return issue.origin === "string" || issue.origin === "array"
        ? "must not be empty"
        : `must be ${issue.inclusive ? ">=" : ">"} ${issue.minimum}, got ${quoted(value)}`;
    case "unrecognized_keys":
      return issue.message.startsWith("has ")
        ? issue.message
        : issue.keys.map((key) => `has an unknown key "${foreignLine(key)}"`).join("; ");
    case "too_big":
      if (issue.origin === "string") return issue.message;
      return `must be ${issue.inclusive ? "<=" : "<"} ${issue.maximum}, got ${quoted(value)}`;
    default:
      return issue.message;
  }
}

function choiceText(options: readonly string[], value: unknown): string {
  const listed = `must be ${options.length === 1 ? "" : "one of "}${options.join(", ")}`;
  if (value === undefined) return `is missing: it ${listed}`;
  const meant = typeof value === "string" ? nearest(value, options) : undefined;
  return meant === undefined
    ? `${listed}; got ${quoted(value)}`
    : `must not be ${quoted(value)}: did you mean "${meant}"?`;
}

function withArticle(type: string): string {
  const known: Record<string, string> = { int: "an integer", array: "a list", tuple: "a list" };
  if (type === "record") return "an object";
  return known[type] ?? `${/^[aeiou]/.test(type) ? "an" : "a"} ${type}`;
}

function alternatives(words: readonly string[]): string {
  return words.length === 1 ? words[0] : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

function quoted(value: unknown): string {
  if (typeof value === "number") return String(value);
  if (typeof value === "function") return "a function";
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  let value = data;
  for (const key of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}
