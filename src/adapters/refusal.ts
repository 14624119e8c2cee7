/**
 * Whether an exception refuses the input or is a crash.
 *
 * @module
 */
import type { ExceptionPattern, ExceptionWords } from "../spec/mod.ts";
import { exceptionsIn } from "./exceptions_by_language.ts";
import { tellsOfFullMemory } from "../full_memory.ts";

/** An exception, as it is seen from outside. */
export interface Exception {
  /** Its class and those that it inherits from, the nearest first. */
  readonly classes: readonly string[];
  /** What it says. */
  readonly message: string;
}

/** What an implementation says of its exceptions. */
export interface ExceptionDeclaration {
  /** Those that refuse; absent = those of the language. */
  readonly refuses?: readonly ExceptionPattern[] | undefined;
  /** What it is written in. */
  readonly language?: string | undefined;
}

/**
 * Tells a refusal from a crash.
 *
 * Memory that is full refuses nothing. A pattern that names no class goes first. Then the nearest class decides that any pattern names, and
 * there a pattern with words of the message goes before one without, and what refuses before what
 * crashes: `RangeError` refuses, but not when it says that the call stack is full; a `RecursionError`
 * does not refuse because a `RuntimeError` does.
 *
 * @param exception what was thrown
 * @param declared which exceptions refuse
 * @returns whether it refuses; an exception that no pattern fits is a crash
 */
export function isRefusal(exception: Exception, declared: ExceptionDeclaration): boolean {
  if (tellsOfFullMemory([...exception.classes, exception.message].join(" "))) return false;
  const rules = exceptionsIn(declared.language);
  const patterns = [
    ...(declared.refuses ?? rules.refuses).map((pattern) => ({ ...inWords(pattern), is: true })),
    ...rules.crashes.map((pattern) => ({ ...inWords(pattern), is: false })),
  ].filter(({ message }) => message === undefined || says(exception, message));
  for (const name of [undefined, ...exception.classes]) {
    const fitting = patterns.filter((pattern) => pattern.class === name);
    const [decisive] = [...fitting.filter(({ message }) => message !== undefined), ...fitting];
    if (decisive !== undefined) return decisive.is;
  }
  return false;
}

function inWords(pattern: ExceptionPattern): ExceptionWords {
  return typeof pattern === "string" ? { class: pattern } : pattern;
}

function says({ message }: Exception, words: string): boolean {
  return message.toLowerCase().includes(words.toLowerCase());
}

/** Something that was thrown in JavaScript; what is no `Error` was thrown on purpose. */
export function exceptionOf(thrown: unknown, message: string): Exception {
  if (!(thrown instanceof Error)) return { classes: ["Error"], message };
  const classes = [String(thrown.name)];
  for (let of = Object.getPrototypeOf(thrown); of !== null; of = Object.getPrototypeOf(of)) {
    const name: unknown = of.constructor?.name;
    if (typeof name === "string" && name !== "Object") classes.push(name);
  }
  return { classes, message };
}
