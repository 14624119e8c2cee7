/**
 * What went wrong with a command, as far as its exit code, its words and its report tell.
 *
 * @module
 */
import { XMLValidator } from "fast-xml-parser";
import type { Command } from "./attack.ts";

/** How a command ended. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** The file that `--output` names, where there is one. */
  readonly report?: string;
}

/** Characters that move the cursor, ring, or turn the direction of text. */
// deno-lint-ignore no-control-regex
const control = /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u;

const bugs: readonly RegExp[] = [
  // A place in a stranger's module is no stack.
  /^ +at .*(?:ext:|node:|\/src\/.*\.ts:\d)/m,
  // Within a line it is what a child said last.
  /^error: Uncaught/m,
  /panicked at/,
  /This is a bug in lossproof/,
];

/**
 * What went wrong.
 *
 * @param command what was run
 * @param outcome how it ended
 * @param secret what no report may hold
 * @returns a sentence for each fault, none when the attack was survived
 */
export function faultsOf(command: Command, outcome: Outcome, secret: string): readonly string[] {
  const { code, says = [], never = [] } = command.expect;
  const codes = [code].flat();
  const texts = [outcome.out, outcome.err, outcome.report ?? ""];
  const all = texts.join("\n");
  const format = formatOf(command.args);
  const commands = format === "github"
    ? /^\s*(?:::(?:set-|add-|stop-|save-)|##\[)/m
    : /^\s*(?:::|##\[)/m;
  return [
    ...codes.includes(outcome.code)
      ? []
      : [`exit code ${outcome.code}, expected ${codes.join(" or ")}`],
    ...says.filter((words) => !words.test(all)).map((words) => `does not say ${words}`),
    ...[...never, ...bugs].filter((words) => words.test(all)).map((words) => `says ${words}`),
    ...all.includes(secret) ? ["tells a secret"] : [],
    ...texts.some((text) => control.test(text)) ? ["prints control characters"] : [],
    ...texts.some((text) => commands.test(text)) ? ["has a line that CI takes for a command"] : [],
    ...formatFaults(format, outcome),
  ];
}

/** The format of the report, as the command says it. */
function formatOf(args: readonly string[]): string {
  if (args.includes("--json")) return "json";
  const at = args.findIndex((word) => word === "--format" || word === "-f");
  return at < 0 ? "terminal" : args[at + 1];
}

const verdicts = [0, 1];

function formatFaults(format: string, { code, out, report }: Outcome): readonly string[] {
  const text = report ?? out;
  if (format === "terminal") return [];
  if (text === "") return verdicts.includes(code) ? ["has a verdict and no report"] : [];
  try {
    if (format === "json") return controlsIn(JSON.parse(text));
    if (format === "events") {
      return text.trimEnd().split("\n").flatMap((line) => controlsIn(JSON.parse(line)));
    }
    if (format === "junit") return xmlFaults(text);
    return [];
  } catch (error) {
    return [`its ${format} does not parse: ${(error as Error).message}`];
  }
}

/** The sanitiser stands at the entry, so that what reads JSON needs none. */
function controlsIn(value: unknown): readonly string[] {
  let found = false;
  JSON.stringify(value, (key, inner) => {
    found ||= control.test(key) || typeof inner === "string" && control.test(inner);
    return inner;
  });
  return found ? ["has control characters in its JSON"] : [];
}

function xmlFaults(text: string): readonly string[] {
  const valid = XMLValidator.validate(text);
  const references = Array.from(text.matchAll(/&#(x?)([0-9a-f]+);/gi), ([, hex, digits]) => {
    return String.fromCodePoint(parseInt(digits, hex === "" ? 10 : 16));
  });
  return [
    ...valid === true ? [] : [`its JUnit does not parse: ${valid.err.msg}`],
    ...references.some((character) => control.test(character))
      ? ["refers to control characters"]
      : [],
  ];
}
